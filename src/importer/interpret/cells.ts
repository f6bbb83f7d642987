import { type GridCell, joinLines, type Matrix } from '../grid.ts';

export const isEmpty = (cell: GridCell | undefined): boolean => cell === undefined || cell.lines.length === 0;

export const isBlank = (row: Matrix[number]): boolean => row.every(isEmpty);

/** Part of the merged cell above. */
export function isContinued(row: Matrix[number], above: Matrix[number] | undefined, col: number): boolean {
  return above !== undefined && row[col] !== undefined && row[col] === above[col];
}

/** A cell over several rows holds what they have together. */
export function isShared(row: Matrix[number], col: number | undefined): boolean {
  return col !== undefined && (row[col]?.rowspan ?? 1) > 1;
}

/** All a row says, each merged cell once. */
export function rowText(row: Matrix[number]): string {
  return joinLines([...new Set(row)].flatMap((cell) => cell?.lines ?? []));
}

/** What stands in a column of the row, as one text; '' where there is no such column. */
export function textAt(row: Matrix[number], col: number | undefined): string {
  return joinLines((col === undefined ? undefined : row[col])?.lines ?? []);
}
