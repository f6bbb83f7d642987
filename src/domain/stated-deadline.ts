import type { DeadlineDraft } from './plan-draft.ts';

/**
 * A rhythm as an admin says it of an item (每月28日, 每季度末, 每半年), with its nominal days in the year; 无 and 长期 say that there is no
 * date. Undefined for other words.
 */
export function statedDeadline(words: string, year: number | null): DeadlineDraft | undefined {
  const raw = words
    .normalize('NFKC')
    .replace(/\s+/gu, '')
    .replace(/之?前$/u, '');
  if (/^(?:无|没有|不定|长期|长期坚持|全年|常态化|持续推进)$/u.test(raw)) return { raw, type: 'continuous', dates: [] };
  const match = /^每(个?月|季度?|半年)(?:的)?(?:末|底|(\d{1,2})[日号])?$/u.exec(raw);
  if (match === null || year === null) return undefined;
  const [, rhythm = '', date] = match;
  const step = rhythm.endsWith('月') ? 1 : rhythm.startsWith('季') ? 3 : 6;
  const type = ({ 1: 'monthly', 3: 'quarterly', 6: 'half-yearly' } as const)[step];
  const months = Array.from({ length: 12 / step }, (_, n) => (n + 1) * step);
  return { raw, type, dates: months.map((month) => dayIn(year, month, date === undefined ? 31 : Number(date))) };
}

/** The month's last day where it has no such day. */
function dayIn(year: number, month: number, date: number): string {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${year}-${two(month)}-${two(Math.min(Math.max(date, 1), last))}`;
}
