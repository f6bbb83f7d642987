import { joinLines, type Matrix } from '../grid.ts';
import { toAsciiDigits } from './digits.ts';

/** What a 小计 or 合计 row declares. */
export interface DeclaredSum {
  kind: 'subtotal' | 'total';
  points: number | null;
  /** The category above a 小计. */
  category: string;
}

/** Reads a row that only adds up the others; undefined for any other row. */
export function readSum(row: Matrix[number], pointsColumn: number | undefined): Omit<DeclaredSum, 'category'> | undefined {
  const texts = [...new Set(row)].flatMap((cell) => (cell && cell.lines.length > 0 ? [joinLines(cell.lines).replace(/\s+/g, '')] : []));
  const label = texts.find((text) => /^(?:小计|合计|总计|共计|累计|总分|本项合计|本类合计|分值合计)(?:[:：（(\d０-９]|分|$)/.test(text));
  if (label === undefined || texts.length > 4) return undefined;
  const written = pointsColumn === undefined ? '' : joinLines(row[pointsColumn]?.lines ?? []);
  const found = [written, label, ...texts]
    .map((text) => /^\D*(\d+(?:\.\d+)?)\s*分?[）)]?$/.exec(toAsciiDigits(text))?.[1])
    .find((one) => one !== undefined);
  return { kind: /^(?:小计|本)/.test(label) ? 'subtotal' : 'total', points: found === undefined ? null : Number(found) };
}
