import { sql, type SelectQueryBuilder } from 'kysely';
import type { Day } from '../domain/calendar.ts';
import type { NamedDeliverable } from '../domain/named-deliverable.ts';
import { currentPlan } from './plans.ts';
import type { Database } from './tables.ts';

/** Everything some departments have to hand in (应报事项) for a plan, finished ones too, in table order. */
export async function listNamedDeliverables(db: Database, planId: string, departmentIds: readonly string[]): Promise<NamedDeliverable[]> {
  const rows = await named(db)
    .where('deliverables.planId', '=', planId)
    .where('deliverables.departmentId', 'in', [...departmentIds])
    .where('deliverables.detached', '=', 0)
    .orderBy('tasks.position')
    .orderBy('deliverables.id')
    .execute();
  return rows.map(toNamed);
}

/** What is still owed by a later day than its checkpoint's (延期), of an item or a department where one is given, in table order. */
export async function listExtended(
  db: Database,
  planId: string,
  { taskId, departmentId }: { taskId: string | undefined; departmentId: string | undefined },
): Promise<(NamedDeliverable & { extendedOn: Day })[]> {
  const rows = await named(db)
    .where('deliverables.planId', '=', planId)
    .where('deliverables.detached', '=', 0)
    .where('deliverables.state', 'in', ['open', 'returned'])
    .whereRef('deliverables.extendedOn', '>', 'milestones.dueOn')
    .$if(taskId !== undefined, (query) => query.where('deliverables.taskId', '=', taskId!))
    .$if(departmentId !== undefined, (query) => query.where('deliverables.departmentId', '=', departmentId!))
    .orderBy('tasks.position')
    .orderBy('departments.position')
    .orderBy('deliverables.extendedOn')
    .$narrowType<{ extendedOn: Day }>()
    .execute();
  return rows.map((row) => ({ ...toNamed(row), extendedOn: row.extendedOn }));
}

/** These ones, whatever became of them, in table order; removed ones are left out. */
export async function listNamedDeliverablesById(db: Database, ids: readonly string[]): Promise<NamedDeliverable[]> {
  const rows = await named(db)
    .where('deliverables.id', 'in', [...ids])
    .orderBy('tasks.position')
    .orderBy('departments.position')
    .execute();
  return rows.map(toNamed);
}

/** Undefined once it was removed. */
export async function findNamedDeliverable(db: Database, id: string): Promise<NamedDeliverable | undefined> {
  return (await listNamedDeliverablesById(db, [id]))[0];
}

/** One that has a submission, and so is never removed. */
export async function getNamedDeliverable(db: Database, id: string): Promise<NamedDeliverable> {
  const found = await findNamedDeliverable(db, id);
  if (found === undefined) throw new Error(`no deliverable ${id}`);
  return found;
}

function named(db: Database) {
  return db
    .selectFrom('deliverables')
    .innerJoin('plans', 'plans.id', 'deliverables.planId')
    .innerJoin('tasks', 'tasks.id', 'deliverables.taskId')
    .innerJoin('assignments', 'assignments.id', 'deliverables.assignmentId')
    .innerJoin('departments', 'departments.id', 'deliverables.departmentId')
    .leftJoin('milestones', 'milestones.id', 'deliverables.milestoneId')
    .select([
      'deliverables.id',
      'deliverables.planId',
      'deliverables.taskId',
      'deliverables.departmentId',
      'deliverables.state',
      'deliverables.dueOn',
      'deliverables.extendedOn',
      'deliverables.supplementary',
      'tasks.code',
      'tasks.text',
      'tasks.points',
      'tasks.cancelled',
      'tasks.quotas',
      'assignments.collective',
      'assignments.label',
      'departments.name as departmentName',
      'milestones.name as milestoneName',
      'milestones.dueOn as milestoneDueOn',
      'plans.year',
    ])
    .select((e) =>
      e
        .case()
        .when('deliverables.planId', '=', currentPlan(db).select('plans.id'))
        .then(sql.lit(1))
        .else(sql.lit(0))
        .end()
        .$castTo<0 | 1>()
        .as('current'),
    );
}

type NamedRow = ReturnType<typeof named> extends SelectQueryBuilder<infer _D, infer _T, infer R> ? R : never;

function toNamed({ quotas, ...row }: NamedRow): NamedDeliverable {
  return { ...row, quotas: JSON.parse(quotas) };
}
