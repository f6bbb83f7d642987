import { listOtherYears } from '../db/plans.ts';
import { inFront } from './codes-of-years.ts';
import type { Deps } from './deps.ts';

/** What stands in front of each one's item: 「2022年 」 where that is not of the current plan. */
export async function withYears<T extends { taskId: string }>(
  { db }: Pick<Deps, 'db'>,
  rows: readonly T[],
): Promise<(T & { ofYear: string })[]> {
  const years = await listOtherYears(db, [...new Set(rows.map(({ taskId }) => taskId))]);
  return rows.map((row) => ({ ...row, ofYear: inFront(years.get(row.taskId)) }));
}
