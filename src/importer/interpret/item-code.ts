import { toAsciiDigits, toNumber } from './digits.ts';

const CHAIN = /^\s*((?:[Ⅰ-Ⅻ]|[IVX]{1,4}|\d{1,2})(?:\s*[-—–－]\s*(?:\d{1,3}|[Ⅰ-Ⅻ]|[①-⑳]))+)(?!\d)/;
const DOTTED = /^\s*(\d{1,2}(?:[.．]\d{1,2}){1,3})[.．]?(?=$|[\s、一-鿿])(?!\s*(?:万|亿|分|个|米|元|人|次|倍|小时|学时))/;
const BRACKETED = /^\s*[（(]\s*(\d{1,3})\s*[)）]/;
const PLAIN = /^\s*(\d{1,3})\s*[、.．)）](?!\d)/;
/** （一） and A1, GZ-01: letters only with something behind them that parts them from the words (not A4纸). */
const CHINESE = /^\s*[（(]\s*([一二三四五六七八九十]{1,3})\s*[)）]/;
const LETTERS = /^\s*([A-Z]{1,3}[-—–－]?\d{1,3})[\s、.．:：]/;
/** 任务一：…, 任务1：… */
const TASK = /^\s*任务\s*(\d{1,3}|[一二三四五六七八九十]{1,3})\s*[:：、.．]/;
const CIRCLED = /^\s*([①-⑳])/;

/** The code people type for an item (第 N 项), bare: `3` for （3）, 3. or ③; `Ⅲ-1-①` and `1.1.2` stay. Undefined when the text begins with none. */
export function readItemCode(text: string): string | undefined {
  const ascii = toAsciiDigits(text.slice(0, 30));
  const chain = CHAIN.exec(ascii)?.[1];
  if (chain !== undefined) return chain.replace(/\s*[-—–－]\s*/g, '-');
  const dotted = DOTTED.exec(ascii)?.[1];
  if (dotted !== undefined) return dotted.replace(/．/g, '.');
  const number = (BRACKETED.exec(ascii) ?? PLAIN.exec(ascii) ?? TASK.exec(ascii))?.[1];
  if (number !== undefined) return String(toNumber(number));
  const letters = LETTERS.exec(ascii)?.[1];
  if (letters !== undefined) return letters.replace(/[—–－]/, '-');
  const chinese = CHINESE.exec(ascii)?.[1];
  if (chinese !== undefined) return String(toNumber(chinese));
  const circled = CIRCLED.exec(ascii)?.[1];
  return circled && String(circled.charCodeAt(0) - '①'.charCodeAt(0) + 1);
}
