import type { Day } from '../../domain/calendar.ts';

/** 6月15日, with the year when it is not the ledger's. */
export function shortDay(day: Day, year: number): string {
  const [ofYear, month, date] = day.split('-').map(Number);
  return `${ofYear === year ? '' : `${ofYear}年`}${month}月${date}日`;
}

/** 制表日期：2023年6月15日. */
export function madeOnNote(day: Day): string {
  const [year, month, date] = day.split('-').map(Number);
  return `制表日期：${year}年${month}月${date}日`;
}

/** 突出政治建设（28分）. */
export function headingWords(name: string, points: number | null): string {
  return points === null ? name : `${name}（${points}分）`;
}

/** Of a piece that a 补正 replaced. */
export const REPLACED = '补正时已换下';

/** What a piece that came as words and has no title is called. */
export const FORM_WORDS = { link: '链接', text: '文字', register: '登记' } as const;

/** What there is to say, one after the other. */
export function remarks(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('；');
}
