import { sql } from 'kysely';
import type { Task } from '../domain/plan.ts';
import type { Standing } from '../domain/score/share-score.ts';
import type { ProgressFilter } from './progress.ts';
import type { Database } from './tables.ts';

/** So many 应报事项 of one item stand alike; at which checkpoint is told where one is enough (任一完成). */
export interface StandingOfTask extends Standing {
  taskId: string;
}

/**
 * What the scores of a plan's items depend on. With departments only theirs, but where one is enough the others' too: what a
 * department need not hand in because another did still brings its points.
 */
export async function listStandings(db: Database, planId: string, filter: ProgressFilter): Promise<StandingOfTask[]> {
  const all = await ofCompletion(db, planId, 'all', filter)
    .select(['taskId', 'state', 'awarded', sql<null>`null`.as('milestoneId')])
    .groupBy(['taskId', 'state', 'awarded'])
    .execute();
  const any = await ofCompletion(db, planId, 'any', filter)
    .select(['taskId', 'state', 'awarded', 'milestoneId'])
    .groupBy(['taskId', 'state', 'awarded', 'milestoneId'])
    .execute();
  return [...all, ...any].map((row) => ({ ...row, count: Number(row.count), detached: 0 }));
}

function ofCompletion(db: Database, planId: string, completion: Task['completion'], { departmentIds, categoryId, taskId }: ProgressFilter) {
  let tasks = db.selectFrom('tasks').select('tasks.id').where('tasks.planId', '=', planId).where('completion', '=', completion);
  if (categoryId !== undefined) tasks = tasks.where('tasks.categoryId', '=', categoryId);
  if (taskId !== undefined) tasks = tasks.where('tasks.id', '=', taskId);
  let standings = db
    .selectFrom('deliverables')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('detached', '=', 0)
    .where('taskId', 'in', tasks);
  if (departmentIds === undefined) return standings;
  standings = standings.where('planId', '=', planId);
  if (completion === 'all') return standings.where('departmentId', 'in', [...departmentIds]);
  return standings.where('taskId', 'in', (e) =>
    e
      .selectFrom('deliverables as own')
      .select('own.taskId')
      .where('own.planId', '=', planId)
      .where('own.departmentId', 'in', [...departmentIds])
      .where('own.detached', '=', 0)
      .where((or) => or.or([or('own.state', '<>', 'waived'), or('own.waiver', '=', 'any')])),
  );
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
