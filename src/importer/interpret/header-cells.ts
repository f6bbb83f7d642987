import { type GridCell, joinLines, type Matrix } from '../grid.ts';
import { type ColumnMeaning, columnMeaning } from '../header-words.ts';
import { isEmpty } from './cells.ts';
import { isPeriod } from './heading-level.ts';
import { looksLikeDepartment } from './looks-like-department.ts';

/** 一季度, 3月 as a label: what is due then is ticked below. A department as a label: its part is marked below. */
export type Meaning = ColumnMeaning | 'tick' | 'mark';

/** The labels above each column when the row at `index` is the header, and the rows it takes: labels may stand in two. */
export function headerCells(matrix: Matrix, index: number): { cells: Matrix[number]; height: 1 | 2 } {
  const row = matrix[index]!;
  const below = matrix[index + 1] ?? [];
  if (!isSecondHeaderRow(row, below)) return { cells: row, height: 1 };
  return { cells: Array.from(row, (cell, col) => (isEmpty(below[col]) ? cell : below[col])), height: 2 };
}

export function labelOf(cell: GridCell | undefined): string {
  return joinLines(cell?.lines ?? []).replace(/\s+/g, '');
}

export function meaningOf(cell: GridCell | undefined): Meaning | undefined {
  const label = labelOf(cell);
  return isPeriod(label) ? 'tick' : columnMeaning(label);
}

/**
 * 责任部门 over 牵头 | 配合, or over 办公室 | 工会: nearly everything new in the second row is a label, too. A label merged downward tells
 * it in any case; a title or 填报单位 above the labels has none below.
 */
function isSecondHeaderRow(row: Matrix[number], below: Matrix[number]): boolean {
  if (!row.some(meaningOf)) return false;
  if (below.some((cell, col) => cell === row[col] && meaningOf(cell) !== undefined)) return true;
  const fresh = below.filter((cell, col) => cell !== undefined && cell.lines.length > 0 && cell !== row[col]);
  const isLabel = (cell: GridCell | undefined) => meaningOf(cell) !== undefined || looksLikeDepartment(labelOf(cell));
  const isUnderWide = below.some(
    (cell, col) => cell !== row[col] && isLabel(cell) && row[col] && (row[col].colspan > 1 || row[col].lines.length === 0),
  );
  return isUnderWide && fresh.length > 1 && fresh.filter(isLabel).length * 3 >= fresh.length * 2;
}
