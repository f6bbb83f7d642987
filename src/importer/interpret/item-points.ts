import { toAsciiDigits } from './digits.ts';

const CELL = /^\s*[（(【]?\s*[共计]?\s*(\d+(?:\.\d+)?)\s*分?\s*[)）】]?\s*$/;
const AT_END = /(?<![\d.\-－—–~～至])(\d+(?:\.\d+)?)\s*分\s*[)）]?\s*[。；;.]?\s*$/;
/** What the points are made of: （5分，其中制度2分、记录3分）. */
const PARTS = /[，。；,;：:（(]*其中[^。；（()）]*\d\s*分[^。；（()）]*/g;
const IN_BRACKETS = /[（(]\s*(\d+(?:\.\d+)?)\s*分\s*[)）]/g;

/** An item's points: from its own column, else what the text ends with (7分, （7 分）), else the only amount in brackets. Null when none says. */
export function readItemPoints(cell: string, text: string): number | null {
  const ascii = toAsciiDigits(text).replace(PARTS, '');
  const inCell = CELL.exec(toAsciiDigits(cell))?.[1];
  if (inCell !== undefined) return Number(inCell);
  const atEnd = AT_END.exec(ascii);
  if (atEnd && !/[加扣减得计][^，。；]{0,4}$/.test(ascii.slice(0, atEnd.index))) return Number(atEnd[1]);
  const [only, ...others] = [...ascii.matchAll(IN_BRACKETS)];
  return only !== undefined && others.length === 0 ? Number(only[1]) : null;
}
