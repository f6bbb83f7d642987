import { sql, type RawBuilder } from 'kysely';
import type { Day } from '../domain/calendar.ts';
import type { DeliverableState } from '../domain/deliverable.ts';
import type { Milestone } from '../domain/plan.ts';
import type { CheckpointCount, OwedCount, ProgressCount } from '../domain/progress.ts';
import type { ProgressFilter } from './progress.ts';
import type { Database } from './tables.ts';

/** 进度 by department and category, read from kept counts: the size of the plan does not matter. */
export async function countProgress(
  db: Database,
  planId: string,
  today: Day,
  filter: Omit<ProgressFilter, 'taskId'> = {},
): Promise<ProgressCount[]> {
  return countsWithin(db, planId, filter)
    .select(['departmentId', 'categoryId'])
    .select(countsOn(today))
    .groupBy(['departmentId', 'categoryId'])
    .execute();
}

/** The same by department and 时间节点, earliest first; undated last. */
export async function countByCheckpoint(
  db: Database,
  planId: string,
  today: Day,
  filter: Omit<ProgressFilter, 'taskId'>,
): Promise<CheckpointCount[]> {
  const rows = await countsWithin(db, planId, filter)
    .select(['departmentId', 'milestoneId', 'supplementary'])
    .select(countsOn(today))
    .select((e) => [
      countOf('waived').as('waived'),
      sql<number>`coalesce(sum(count) filter (where state in ('open', 'returned') and due_on = ''), 0)`.as('undated'),
      e.fn
        .min<string | null>('dueOn')
        .filterWhere('state', 'in', ['open', 'returned'])
        .filterWhere('supplementary', '=', 0)
        .filterWhere('dueOn', '>=', today)
        .as('nearestOn'),
    ])
    .groupBy(['departmentId', 'milestoneId', 'supplementary'])
    .execute();
  // Few beside the counts; joined in SQL, every count would be looked up before it is added.
  const milestones = await listInOrder(db, planId);
  const order = new Map(milestones.map((milestone, index) => [milestone.id, { ...milestone, index }]));
  return rows
    .map((row) => ({ row, milestone: order.get(row.milestoneId) }))
    .toSorted((a, b) => (a.milestone?.index ?? milestones.length) - (b.milestone?.index ?? milestones.length))
    .map(({ row, milestone }) => ({
      ...row,
      milestoneId: milestone?.id ?? null,
      milestoneName: milestone?.name ?? null,
      milestoneDueOn: milestone?.dueOn ?? null,
    }));
}

/** What is still owed, from the same counts. */
export async function countOwed(db: Database, planId: string, filter: Pick<ProgressFilter, 'departmentIds'>): Promise<OwedCount[]> {
  const rows = await countsWithin(db, planId, filter)
    .select(['departmentId', 'milestoneId', 'dueOn', 'supplementary', 'state'])
    .select((e) => e.fn.sum<number>('count').as('count'))
    .where('state', 'in', ['open', 'returned'])
    .groupBy(['departmentId', 'milestoneId', 'dueOn', 'supplementary', 'state'])
    .orderBy('dueOn')
    .$narrowType<Pick<OwedCount, 'state'>>()
    .execute();
  return rows.map((row) => ({ ...row, milestoneId: row.milestoneId || null, dueOn: row.dueOn || null }));
}

/** By day; of one day the plan's own before those of single items, which stand in table order. */
async function listInOrder(db: Database, planId: string): Promise<Pick<Milestone, 'id' | 'name' | 'dueOn'>[]> {
  return db
    .selectFrom('milestones')
    .leftJoin('tasks', 'tasks.id', 'milestones.taskId')
    .select(['milestones.id', 'milestones.name', 'milestones.dueOn'])
    .where('milestones.planId', '=', planId)
    .orderBy('milestones.dueOn', (o) => o.asc().nullsLast())
    .orderBy('tasks.position', (o) => o.asc().nullsFirst())
    .orderBy('milestones.id')
    .execute();
}

function countsWithin(db: Database, planId: string, { departmentIds, categoryId }: ProgressFilter) {
  let query = db.selectFrom('progressCounts').where('progressCounts.planId', '=', planId);
  if (departmentIds !== undefined) query = query.where('departmentId', 'in', [...departmentIds]);
  if (categoryId !== undefined) query = query.where('categoryId', '=', categoryId);
  return query;
}

function countsOn(today: Day) {
  // As in `isOverdue`: what has no date is never late, and '' would sort before every day.
  const late = sql<boolean>`supplementary = 0 and progress_counts.due_on <> '' and progress_counts.due_on < ${today}`;
  return [
    countOf('open').as('open'),
    countOf('submitted').as('submitted'),
    countOf('returned').as('returned'),
    countOf('approved').as('approved'),
    countOf('open', late).as('overdueOpen'),
    countOf('returned', late).as('overdueReturned'),
  ];
}

function countOf(state: DeliverableState, also: RawBuilder<boolean> = sql`1 = 1`) {
  return sql<number>`coalesce(sum(count) filter (where state = ${sql.lit(state)} and ${also}), 0)`;
}
