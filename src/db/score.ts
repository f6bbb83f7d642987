import type { Deliverable } from '../domain/deliverable.ts';
import type { Standing } from '../domain/score/share-score.ts';
import { inSlices } from './insert-rows.ts';
import type { ProgressFilter } from './progress.ts';
import type { Database } from './tables.ts';

/** So many 应报事项 of one item stand alike. */
export interface StandingOfTask extends Standing, Pick<Deliverable, 'waiver'> {
  taskId: string;
}

/** What the scores of items are counted from, whatever the checkpoint. */
export async function listStandings(db: Database, planId: string, filter: ProgressFilter): Promise<StandingOfTask[]> {
  const { departmentIds, categoryId, taskId } = filter;
  const columns = ['taskId', 'state', 'awarded', 'waiver'] as const;
  let standings = db
    .selectFrom('deliverables')
    .select([...columns])
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('detached', '=', 0)
    .groupBy([...columns]);
  if (departmentIds !== undefined) {
    standings = standings.where('planId', '=', planId).where('departmentId', 'in', [...departmentIds]);
  } else {
    let tasks = db.selectFrom('tasks').select('tasks.id').where('tasks.planId', '=', planId);
    if (categoryId !== undefined) tasks = tasks.where('tasks.categoryId', '=', categoryId);
    if (taskId !== undefined) tasks = tasks.where('tasks.id', '=', taskId);
    standings = standings.where('taskId', 'in', tasks);
  }
  return (await standings.execute()).map((row) => ({ ...row, count: Number(row.count), milestoneId: null, detached: 0 }));
}

/** The same of these items by checkpoint, of all departments. */
export async function listStandingsByCheckpoint(db: Database, taskIds: readonly string[]): Promise<StandingOfTask[]> {
  const columns = ['taskId', 'state', 'awarded', 'waiver', 'milestoneId'] as const;
  const standings: StandingOfTask[] = [];
  for (const slice of inSlices(taskIds)) {
    const rows = await db
      .selectFrom('deliverables')
      .select([...columns])
      .select((e) => e.fn.countAll<number>().as('count'))
      .where('detached', '=', 0)
      .where('taskId', 'in', slice)
      .groupBy([...columns])
      .execute();
    standings.push(...rows.map((row) => ({ ...row, count: Number(row.count), detached: 0 as const })));
  }
  return standings;
}

/** How many shares of each item nobody answers to (待认领), by the item's id. */
export async function countUnclaimed(db: Database, planId: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('assignments')
    .innerJoin('tasks', 'tasks.id', 'assignments.taskId')
    .select((e) => ['assignments.taskId', e.fn.countAll<number>().as('count')])
    .where('tasks.planId', '=', planId)
    .where('assignments.departmentId', 'is', null)
    .where('assignments.givenUp', '=', 0)
    .groupBy('assignments.taskId')
    .execute();
  return new Map(rows.map(({ taskId, count }) => [taskId, Number(count)]));
}
