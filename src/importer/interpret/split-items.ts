import { toAsciiDigits } from './digits.ts';

/** A piece of a cell that is an item of its own, and its number there. */
export interface Piece {
  lines: string[];
  /** Null: the cell is one item. */
  number: number | null;
}

/**
 * Several items in one cell: lines numbered 1) 2) 3), 1. 2. 3. or ① ② ③. A cell that opens with a number may count on from the cell
 * above (4. 5.); what stands before the first number only introduces the items.
 */
export function splitItems(lines: readonly string[]): Piece[] {
  const numbers = lines.map(numberOf);
  const first =
    numbers[0] !== undefined && numbers.some((one) => follows(one, numbers[0]!)) ? numbers[0] : numbers.find((one) => one?.n === 1);
  const whole = [{ lines: [...lines], number: null }];
  if (first === undefined) return whole;
  const starts: number[] = [];
  numbers.forEach((number, index) => {
    if (number?.style === first.style && number.n === first.n + starts.length) starts.push(index);
  });
  // （1） at the very start is the item's own code, when nothing is counted on from it.
  if (starts.length < 2) return whole;
  return starts.map((start, index) => ({ lines: lines.slice(start, starts[index + 1]), number: first.n + index }));
}

/** The lines of another cell of the row that are numbered as its items are from `first` on, without their numbers: 1.3月底前. Undefined when they are not. */
export function linesNumberedAlike(lines: readonly string[], first: number, count: number): string[] | undefined {
  const bare = lines.map(
    (line, index) => toAsciiDigits(line).match(new RegExp(`^\\s*[（(]?${first + index}\\s*[)）.．、]\\s*`))?.[0].length,
  );
  return lines.length === count && bare.every((length) => length !== undefined)
    ? lines.map((line, index) => line.slice(bare[index]))
    : undefined;
}

interface LineNumber {
  n: number;
  style: string;
}

function follows(one: LineNumber | undefined, first: LineNumber): boolean {
  return one?.style === first.style && one.n === first.n + 1;
}

function numberOf(line: string): LineNumber | undefined {
  const ascii = toAsciiDigits(line.slice(0, 8)).trim();
  const circled = /^[①-⑳]/.exec(ascii);
  if (circled) return { n: ascii.charCodeAt(0) - '①'.charCodeAt(0) + 1, style: '①' };
  const [, open, digits, close] = /^([（(]?)(\d{1,2})([)）]|[.．、](?!\d))/.exec(ascii) ?? [];
  if (digits === undefined) return undefined;
  return { n: Number(digits), style: `${open ? '(' : ''}${/[)）]/.test(close ?? '') ? ')' : '.'}` };
}
