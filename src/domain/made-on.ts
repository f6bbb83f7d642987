import { isDay, type Day } from './calendar.ts';

const YEAR = String.raw`(?<!\d)(?<year>(?:19|20)\d\d)`;

/** Dates as they stand in file names. A clock (20230420153012, as cameras and chats write it) may follow the first form. */
const IN_NAMES = [
  new RegExp(String.raw`${YEAR}(?<month>\d\d)(?<day>\d\d)(?=\D|$|\d{4}(?:\d\d)?\d{0,3}(?!\d))`, 'gu'),
  new RegExp(String.raw`${YEAR}\s*[-_./年]\s*(?<month>\d{1,2})\s*[-_./月]\s*(?<day>\d{1,2})(?!\d)`, 'gu'),
  /(?<!\d)(?<month>\d{1,2})\s*月\s*(?<day>\d{1,2})\s*[日号]/gu,
];

const CHINESE = '〇○零0一二三四五六七八九';
const IN_TEXT =
  /(?<year>(?:19|20)\d\d|二[〇○零0]\p{Script=Han}{2})年(?<month>\d{1,2}|[一二三四五六七八九十]{1,2})月(?<day>\d{1,2}|[一二三四五六七八九十]{1,3})日/u;

/** The day under a paper's text (落款): the last line that is nothing but a date, or ends with one after a signature. */
export function daySigned(lines: readonly string[]): Day | undefined {
  for (const line of lines.toReversed()) {
    const text = line.normalize('NFKC').replace(/\s+/gu, '');
    const match = text.length > 40 ? null : new RegExp(`${IN_TEXT.source}$`, 'u').exec(text);
    const groups = match?.groups;
    if (groups === undefined) continue;
    const year = [...groups['year']!].map((digit) => yearDigit(digit)).join('');
    const day = [year, twoDigits(groups['month']!), twoDigits(groups['day']!)].join('-');
    if (isDay(day)) return day;
  }
  return undefined;
}

/** The day a text is of: the one under it (落款), else the one it begins with. `year`: of one that names none. */
export function dayOfText(text: string, year: number): Day | undefined {
  const signed = daySigned(text.split('\n'));
  const opening = OPENING_DAY.exec(text.normalize('NFKC'))?.groups;
  if (signed !== undefined || opening === undefined) return signed;
  const day = [opening['year'] ?? String(year), opening['month']!.padStart(2, '0'), opening['day']!.padStart(2, '0')].join('-');
  return isDay(day) ? day : undefined;
}

const OPENING_DAY = /^\s*(?:(?<year>(?:19|20)\d\d)\s*年\s*)?(?<month>\d{1,2})\s*月\s*(?<day>\d{1,2})\s*[日号]/u;

function yearDigit(digit: string): string {
  const at = CHINESE.indexOf(digit);
  return /\d/.test(digit) ? digit : String(at < 4 ? 0 : at - 3);
}

/** 二十三 and 23 alike. */
function twoDigits(number: string): string {
  if (/\d/.test(number)) return number.padStart(2, '0');
  const [tens, ones] = number.includes('十') ? number.split('十') : ['零', number];
  const value = (tens === '' ? 1 : Number(yearDigit(tens!))) * 10 + (ones === '' ? 0 : Number(yearDigit(ones!)));
  return String(value).padStart(2, '0');
}

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
