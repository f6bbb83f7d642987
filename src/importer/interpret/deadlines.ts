import type { DeadlineDraft } from '../../domain/plan-draft.ts';
import { toAsciiDigits } from './digits.ts';

interface Reading {
  type: DeadlineDraft['type'];
  pattern: RegExp;
  /** Running text uses such words without meaning a deadline; only a column for deadlines is taken at its word. */
  onlyInColumn?: true;
  dates?: (groups: Record<string, string | undefined>, year: number) => string[];
}

/** What takes a place first keeps it: 每月28日前 is not 28日前 of one month. */
const READINGS: readonly Reading[] = [
  { type: 'monthly', pattern: /每个?月(?:\d{1,2}[日号]|月?底|末)?之?前/g },
  { type: 'quarterly', pattern: /每季度?(?:末|底|\d{1,2}[日号])?之?前/g },
  { type: 'half-yearly', pattern: /每半年(?:末|底)?之?前/g },
  { type: 'monthly', pattern: /每个?月[^，。；;、]{0,8}/g, onlyInColumn: true },
  { type: 'quarterly', pattern: /每季度?[^，。；;、]{0,8}/g, onlyInColumn: true },
  { type: 'half-yearly', pattern: /每半年|每学期/g, onlyInColumn: true },
  { type: 'relative', pattern: /[^，。；;、]{0,12}后\s*\d+\s*个?(?:工作日|日|天)之?内|按上级通知时?间?/g },
  {
    type: 'range',
    pattern: /(?<month>\d{1,2})\s*月份?\s*[-－—–~～至到]+\s*(?<to>\d{1,2})\s*月份?/g,
    onlyInColumn: true,
    dates: ({ month, to }, year) => [day(year, month, '1'), day(year, to, undefined)],
  },
  {
    type: 'date',
    pattern: dated('\\s*之?(?:以前|前)'),
    dates: ({ year: own, month, day: of }, year) => [day(Number(own ?? year), month, of)],
  },
  {
    type: 'date',
    pattern: dated(''),
    onlyInColumn: true,
    dates: ({ year: own, month, day: of }, year) => [day(Number(own ?? year), month, of)],
  },
  { type: 'date', pattern: /年底之?前|年末之?前/g, dates: (_, year) => [day(year, '12', '31')] },
  { type: 'date', pattern: /年底|年末|年内|下半年/g, onlyInColumn: true, dates: (_, year) => [day(year, '12', '31')] },
  { type: 'date', pattern: /上半年/g, onlyInColumn: true, dates: (_, year) => [day(year, '6', '30')] },
  { type: 'continuous', pattern: /全年|长期坚持|长期|持续推进|常态化|立行立改|即时/g, onlyInColumn: true },
];

function dated(ending: string): RegExp {
  return new RegExp(
    `(?:(?<year>20\\d\\d)\\s*年\\s*)?(?<month>\\d{1,2})\\s*月(?:份?\\s*[底末]|\\s*(?<day>\\d{1,2})\\s*[日号])?${ending}`,
    'g',
  );
}

/**
 * Deadlines as the table words them, in their order: from the column for them, else those the text states plainly (6月30日前).
 * Days without a year are of the plan's year; without one they stay undated. A column entry nobody can read is `unknown`.
 */
export function readDeadlines(column: string, text: string, year: number | null): DeadlineDraft[] {
  const inColumn = scan(column, year, true);
  if (inColumn.length > 0) return inColumn;
  if (/[^\s\-—–/]/.test(column)) return [{ raw: column, type: 'unknown', dates: [] }];
  return scan(text, year, false);
}

function scan(text: string, year: number | null, isColumn: boolean): DeadlineDraft[] {
  let open = toAsciiDigits(text);
  const found: { at: number; deadline: DeadlineDraft }[] = [];
  for (const { type, pattern, onlyInColumn, dates } of READINGS) {
    if (onlyInColumn && !isColumn) continue;
    open = open.replace(pattern, (match: string, ...rest: unknown[]) => {
      const groups = (typeof rest.at(-1) === 'object' ? rest.pop() : {}) as Record<string, string | undefined>;
      const at = rest.at(-2) as number;
      const known = year ?? (groups['year'] === undefined ? null : Number(groups['year']));
      const days = known === null ? [] : (dates?.(groups, known) ?? []).filter((date) => date !== '');
      found.push({ at, deadline: { raw: text.slice(at, at + match.length).trim(), type, dates: days } });
      return '。'.repeat(match.length);
    });
  }
  return found.sort((a, b) => a.at - b.at).map(({ deadline }) => deadline);
}

/** `YYYY-MM-DD`; the month's last day when none is named; empty when there is no such day. */
function day(year: number, month: string | undefined, of: string | undefined): string {
  const last = new Date(Date.UTC(year, Number(month), 0)).getUTCDate();
  const date = Number(of ?? last);
  if (Number(month) < 1 || Number(month) > 12 || date < 1 || date > last) return '';
  return `${year}-${String(Number(month)).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}
