import type { GridCell, Matrix } from '../grid.ts';
import { columnMeaning } from '../header-words.ts';
import { isEmpty } from './cells.ts';
import { labelOf } from './header-cells.ts';

/**
 * A table in two halves side by side, as paper is saved (序号 | 任务 | 责任部门 | 序号 | 任务 | 责任部门): the right half stands below the left one, each
 * under the row across that both belong to. Other tables stay.
 */
export function stackHalves(matrix: Matrix): Matrix {
  const header = matrix.findIndex((row) => halvesOf(row) !== undefined);
  const halves = header < 0 ? undefined : halvesOf(matrix[header]!);
  if (halves === undefined) return matrix;
  const { width, right } = halves;
  const stacked = [...matrix.slice(0, header), matrix[header]!.slice(0, width)];
  let waiting: Matrix = [];
  for (const row of matrix.slice(header + 1)) {
    const [one, other] = [row.slice(0, width), row.slice(right, right + width)];
    if (isAcross(one, other)) {
      stacked.push(...waiting, one);
      waiting = [];
    } else {
      if (!isBare(one)) stacked.push(one);
      if (!isBare(other)) waiting.push(other);
    }
  }
  return [...stacked, ...waiting];
}

interface Halves {
  width: number;
  /** The first column of the right one: a blank column may part them. */
  right: number;
}

function halvesOf(row: Matrix[number]): Halves | undefined {
  const labels = Array.from(row, labelOf);
  const total = labels.findLastIndex((label) => label !== '') + 1;
  const width = Math.floor(total / 2);
  const right = total - width;
  const half = labels.slice(0, width);
  const isTwice = half.every((label, col) => label !== '' && label === labels[right + col]) && (right === width || labels[width] === '');
  const meanings = new Set(half.flatMap((label) => columnMeaning(label) ?? []));
  return isTwice && new Set(half).size === width && meanings.has('hierarchy') && meanings.size > 1 ? { width, right } : undefined;
}

function isAcross(one: readonly (GridCell | undefined)[], other: readonly (GridCell | undefined)[]): boolean {
  return one[0] !== undefined && one[0] === other.at(-1);
}

function isBare(cells: readonly (GridCell | undefined)[]): boolean {
  return cells.every(isEmpty);
}
