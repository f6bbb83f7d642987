import type { Matrix } from '../grid.ts';
import { isContinued, isEmpty, textAt } from './cells.ts';
import type { Columns } from './columns.ts';
import { readSum } from './declared-sum.ts';

/**
 * The headings' column whose points these are, where 分值 is merged downward with it, or in a sheet filled in only where it is.
 * Undefined where each item has points of its own.
 */
export function headingWithPoints(body: Matrix, { headings, points }: Columns): number | undefined {
  if (points === undefined) return undefined;
  const rows = body.filter((row) => row.some((cell) => !isEmpty(cell)) && readSum(row, points) === undefined);
  const begin = (col: number) => rows.map((row, index) => !isEmpty(row[col]) && !isContinued(row, rows[index - 1], col));
  const beginPoints = begin(points);
  if (beginPoints.every(Boolean)) return undefined;
  return headings.find((col) => begin(col).every((begins, index) => begins === beginPoints[index]));
}

/** A heading with the points that stand beside it, unless it declares them itself: 优质服务 | 12. */
export function withPointsBeside(heading: string, row: Matrix[number], points: number | undefined): string {
  const beside = textAt(row, points).replace(/分$/, '');
  return heading === '' || beside === '' || /分[）)]?$/.test(heading) ? heading : `${heading}（${beside}分）`;
}
