import { type ExpressionBuilder, type SelectQueryBuilder } from 'kysely';
import type { Day } from '../domain/calendar.ts';
import type { AssessmentPlan } from '../domain/plan.ts';
import type { ProgressEntry } from '../domain/progress.ts';
import { inSlices } from './insert-rows.ts';
import { NOT_LIVE } from './submissions.ts';
import type { Database, Tables } from './tables.ts';

/** Part of a plan. Without `departmentIds` all departments. */
export interface ProgressFilter {
  departmentIds?: readonly string[];
  categoryId?: string;
  /** Of that category. */
  sectionId?: string;
  taskId?: string;
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

/** The plan each of them belongs to. */
export async function listPlansOf(db: Database, ids: readonly string[]): Promise<Map<string, Pick<AssessmentPlan, 'year' | 'state'>>> {
  const plans = new Map<string, Pick<AssessmentPlan, 'year' | 'state'>>();
  for (const slice of inSlices(ids)) {
    const rows = await db
      .selectFrom('deliverables')
      .innerJoin('plans', 'plans.id', 'deliverables.planId')
      .select(['deliverables.id', 'plans.year', 'plans.state'])
      .where('deliverables.id', 'in', slice)
      .execute();
    for (const { id, ...plan } of rows) plans.set(id, plan);
  }
  return plans;
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

function within(db: Database, planId: string, { departmentIds, categoryId, sectionId, taskId }: ProgressFilter) {
  let query = base(db).where('deliverables.planId', '=', planId);
  if (departmentIds !== undefined) query = query.where('deliverables.departmentId', 'in', [...departmentIds]);
  if (categoryId !== undefined) query = query.where('tasks.categoryId', '=', categoryId);
  if (sectionId !== undefined) query = query.where('tasks.sectionId', '=', sectionId);
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
      'deliverables.awarded',
      'deliverables.startsOn',
      'deliverables.dueOn',
      'deliverables.extendedOn',
      'deliverables.ladderFrom',
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
