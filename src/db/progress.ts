import { sql, type ExpressionBuilder, type RawBuilder, type SelectQueryBuilder } from 'kysely';
import type { Day } from '../domain/calendar.ts';
import type { Deliverable, DeliverableState } from '../domain/deliverable.ts';
import type { CheckpointCount, ProgressCount, ProgressEntry } from '../domain/progress.ts';
import type { Milestone } from '../domain/plan.ts';
import { inSlices } from './insert-rows.ts';
import { listMilestones } from './milestones.ts';
import { NOT_LIVE } from './submissions.ts';
import type { Database, Tables } from './tables.ts';

/** Part of a plan. Without `departmentIds` all departments. */
export interface ProgressFilter {
  departmentIds?: readonly string[];
  categoryId?: string;
  taskId?: string;
}

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
  const milestones = await listMilestones(db, planId);
  const order = new Map(milestones.toSorted(planFirst).map((milestone, index) => [milestone.id, { ...milestone, index }]));
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

/** By day; of one day the plan's own before those of single items. */
function planFirst(a: Milestone, b: Milestone): number {
  if (a.dueOn !== b.dueOn) return a.dueOn < b.dueOn ? -1 : 1;
  return Number(a.taskId !== null) - Number(b.taskId !== null);
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

/** Some of what one department owes or has done at one checkpoint (null: undated). */
export interface ItemsWanted {
  departmentId: string;
  milestoneId: string | null;
  state: DeliverableState;
  /** Only what is late, or only what is not. */
  overdue?: boolean;
  /** At most so many. */
  limit: number;
}

/** An 应报事项 by its item. */
export interface FirstItem extends Pick<Deliverable, 'id' | 'position' | 'dueOn'> {
  code: string;
}

/** The first items of each kind in table order, all kinds in one statement. */
export async function listFirstItems(db: Database, planId: string, today: Day, wanted: readonly ItemsWanted[]): Promise<FirstItem[][]> {
  if (wanted.length === 0) return [];
  const found = sql.join(
    wanted.map((kind, index) => firstOf(planId, today, kind, index)),
    sql` union all `,
  );
  const { rows } = await sql<FirstItem & { kind: number }>`
    select found.kind, found.id, found.position, found.due_on, tasks.code from (${found}) as found join tasks on tasks.id = found.task_id
    order by found.kind, found.position`.execute(db);
  const byKind = Map.groupBy(rows, ({ kind }) => kind);
  return wanted.map((_, index) => (byKind.get(index) ?? []).map(({ kind: _kind, ...item }) => item));
}

/** SQLite takes a limit within a union only in a query of its own. */
function firstOf(planId: string, today: Day, { departmentId, milestoneId, state, overdue, limit }: ItemsWanted, index: number) {
  const checkpoint = milestoneId === null ? sql`milestone_id is null` : sql`milestone_id = ${milestoneId}`;
  // Not `due_on < …` alone: SQLite would take the index by date and sort all of it.
  const late = sql`supplementary = 0 and coalesce(due_on, '9999') < ${today}`;
  const timely = overdue === undefined ? sql`` : overdue ? sql`and ${late}` : sql`and not (${late})`;
  return sql`select ${sql.lit(index)} as kind, id, task_id, position, due_on from (
    select id, task_id, position, due_on from deliverables
    where plan_id = ${planId} and department_id = ${departmentId} and ${checkpoint} and state = ${state} and detached = 0 ${timely}
    order by position limit ${sql.lit(limit)}) as first`;
}

/** How many items each department has that it has or had to hand in something for. */
export async function countItems(db: Database, planId: string, departmentIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('assignments')
    .innerJoin('tasks', 'tasks.id', 'assignments.taskId')
    .select((e) => ['assignments.departmentId', e.fn.countAll<number>().as('count')])
    .where('assignments.departmentId', 'in', [...departmentIds])
    .where('tasks.planId', '=', planId)
    .where((e) =>
      e.exists(
        e
          .selectFrom('deliverables')
          .select('deliverables.id')
          .whereRef('deliverables.assignmentId', '=', 'assignments.id')
          .where('deliverables.detached', '=', 0)
          .where('deliverables.state', '<>', 'waived'),
      ),
    )
    .groupBy('assignments.departmentId')
    .execute();
  return new Map(rows.map(({ departmentId, count }) => [departmentId!, Number(count)]));
}

/** The same rule as the domain's `isOverdue` (逾期). */
function overdueOn(today: Day, states: ('open' | 'returned')[] = ['open', 'returned']) {
  return (e: ExpressionBuilder<Tables, 'deliverables'>) =>
    e.and([
      e('deliverables.state', 'in', states),
      e('deliverables.dueOn', '<', today),
      e('deliverables.supplementary', '=', 0),
      e('deliverables.detached', '=', 0),
    ]);
}

/** Every 应报事项 of a part of a plan in table order, detached ones too. */
export async function listProgress(db: Database, planId: string, filter: ProgressFilter): Promise<ProgressEntry[]> {
  return inTableOrder(within(db, planId, filter)).execute();
}

/** What is overdue (逾期). */
export async function listOverdue(db: Database, planId: string, today: Day, filter: ProgressFilter): Promise<ProgressEntry[]> {
  return inTableOrder(within(db, planId, filter))
    .where(overdueOn(today))
    .execute();
}

/** What is still owed and due on one of these days, both included. */
export async function listDue(
  db: Database,
  planId: string,
  [from, to]: readonly [Day, Day],
  filter: ProgressFilter,
): Promise<ProgressEntry[]> {
  return inTableOrder(within(db, planId, filter))
    .where('deliverables.state', 'in', ['open', 'returned'])
    .where('deliverables.supplementary', '=', 0)
    .where('deliverables.detached', '=', 0)
    .where('deliverables.dueOn', '>=', from)
    .where('deliverables.dueOn', '<=', to)
    .execute();
}

/** These ones; removed ones are left out. */
export async function listProgressById(db: Database, ids: readonly string[]): Promise<ProgressEntry[]> {
  const entries: ProgressEntry[] = [];
  for (const slice of inSlices(ids)) entries.push(...(await inTableOrder(base(db)).where('deliverables.id', 'in', slice).execute()));
  return entries;
}

/**
 * The current checkpoint: all entries of the earliest 时间节点 at which something is neither approved nor waived. 补报 comes
 * after everything else. Empty when all is settled.
 */
export async function listCurrentCheckpoint(db: Database, planId: string, filter: ProgressFilter): Promise<ProgressEntry[]> {
  const earliest = await within(db, planId, filter)
    .leftJoin('milestones', 'milestones.id', 'deliverables.milestoneId')
    .select((e) => ['deliverables.supplementary', e.fn.min<string | null>('milestones.dueOn').as('dueOn')])
    .where('deliverables.detached', '=', 0)
    .where('deliverables.state', 'in', ['open', 'submitted', 'returned'])
    .groupBy('deliverables.supplementary')
    .orderBy('deliverables.supplementary')
    .executeTakeFirst();
  if (earliest === undefined) return [];
  const { dueOn, supplementary } = earliest;
  const entries = inTableOrder(within(db, planId, filter))
    .where('deliverables.detached', '=', 0)
    .where('deliverables.supplementary', '=', supplementary);
  return (dueOn === null ? entries.where('milestones.dueOn', 'is', null) : entries.where('milestones.dueOn', '=', dueOn)).execute();
}

function base(db: Database) {
  return db.selectFrom('deliverables').innerJoin('tasks', 'tasks.id', 'deliverables.taskId');
}

function within(db: Database, planId: string, { departmentIds, categoryId, taskId }: ProgressFilter) {
  let query = base(db).where('deliverables.planId', '=', planId);
  if (departmentIds !== undefined) query = query.where('deliverables.departmentId', 'in', [...departmentIds]);
  if (categoryId !== undefined) query = query.where('tasks.categoryId', '=', categoryId);
  if (taskId !== undefined) query = query.where('deliverables.taskId', '=', taskId);
  return query;
}

function inTableOrder(query: SelectQueryBuilder<Tables, 'deliverables' | 'tasks', object>) {
  return query
    .innerJoin('assignments', 'assignments.id', 'deliverables.assignmentId')
    .innerJoin('departments', 'departments.id', 'deliverables.departmentId')
    .leftJoin('milestones', 'milestones.id', 'deliverables.milestoneId')
    .leftJoin('submissions', (join) =>
      join.onRef('submissions.deliverableId', '=', 'deliverables.id').on('submissions.state', 'not in', NOT_LIVE),
    )
    .select([
      'deliverables.id',
      'deliverables.taskId',
      'deliverables.departmentId',
      'deliverables.state',
      'deliverables.dueOn',
      'deliverables.supplementary',
      'deliverables.detached',
      'tasks.code',
      'tasks.text',
      'tasks.points',
      'assignments.role',
      'departments.name as departmentName',
      'departments.position as departmentPosition',
      'milestones.name as milestoneName',
      'milestones.dueOn as milestoneDueOn',
      'submissions.id as submissionId',
      'submissions.number as submissionNumber',
    ])
    .orderBy('tasks.position')
    .orderBy('assignments.position')
    .orderBy('milestones.dueOn', (o) => o.asc().nullsLast())
    .orderBy('deliverables.id');
}
