import { toAsciiDigits } from './digits.ts';

/** A piece of a cell that is an item of its own, and its number there. */
export interface Piece {
  lines: string[];
  /** Null: the cell is one item. */
  number: number | null;
}

/** Several items in one cell: lines numbered 1) 2) 3), 1. 2. 3. or ① ② ③. What stands before the first belongs to each place it introduces. */
export function splitItems(lines: readonly string[]): Piece[] {
  const numbers = lines.map(numberOf);
  const style = numbers.find((number) => number?.n === 1)?.style;
  if (style === undefined) return [{ lines: [...lines], number: null }];
  const starts: number[] = [];
  numbers.forEach((number, index) => {
    if (number?.style === style && number.n === starts.length + 1) starts.push(index);
  });
  // （1） at the very start is the item's own code, when nothing is counted on from it.
  if (starts.length < 2) return [{ lines: [...lines], number: null }];
  return starts.map((start, index) => ({ lines: lines.slice(start, starts[index + 1]), number: index + 1 }));
}

function numberOf(line: string): { n: number; style: string } | undefined {
  const ascii = toAsciiDigits(line.slice(0, 8)).trim();
  const circled = /^[①-⑳]/.exec(ascii);
  if (circled) return { n: ascii.charCodeAt(0) - '①'.charCodeAt(0) + 1, style: '①' };
  const [, open, digits, close] = /^([（(]?)(\d{1,2})([)）]|[.．、](?!\d))/.exec(ascii) ?? [];
  if (digits === undefined) return undefined;
  return { n: Number(digits), style: `${open ? '(' : ''}${/[)）]/.test(close ?? '') ? ')' : '.'}` };
}
