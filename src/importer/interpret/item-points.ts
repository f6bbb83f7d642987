import { toAsciiDigits } from './digits.ts';

/** An item's points: from its own column, else what the text ends with (7分, （7 分）). Null when neither says. */
export function readItemPoints(cell: string, text: string): number | null {
  const found =
    /^\s*(\d+(?:\.\d+)?)\s*分?\s*$/.exec(toAsciiDigits(cell)) ?? /(\d+(?:\.\d+)?)\s*分\s*[)）]?\s*[。；;.]?\s*$/.exec(toAsciiDigits(text));
  return found ? Number(found[1]) : null;
}
