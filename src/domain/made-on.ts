import { isDay, type Day } from './calendar.ts';

const YEAR = String.raw`(?<!\d)(?<year>(?:19|20)\d\d)`;

/** Dates as they stand in file names. A clock (20230420153012, as cameras and chats write it) may follow the first form. */
const IN_NAMES = [
  new RegExp(String.raw`${YEAR}(?<month>\d\d)(?<day>\d\d)(?=\D|$|\d{4}(?:\d\d)?\d{0,3}(?!\d))`, 'gu'),
  new RegExp(String.raw`${YEAR}\s*[-_./年]\s*(?<month>\d{1,2})\s*[-_./月]\s*(?<day>\d{1,2})(?!\d)`, 'gu'),
  /(?<!\d)(?<month>\d{1,2})\s*月\s*(?<day>\d{1,2})\s*[日号]/gu,
];

/** The day a file's name tells (形成日期), the first of several. `year`: of a day that stands without one, the plan's. */
export function dayInName(name: string, year: number): Day | undefined {
  const text = name.normalize('NFKC');
  for (const pattern of IN_NAMES) {
    for (const { groups = {} } of text.matchAll(pattern)) {
      const day = [groups['year'] ?? String(year), groups['month']!.padStart(2, '0'), groups['day']!.padStart(2, '0')].join('-');
      if (isDay(day)) return day;
    }
  }
  return undefined;
}
