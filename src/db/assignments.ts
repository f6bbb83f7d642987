import type { AssignmentInTable } from '../domain/plan-deliverables.ts';
import type { Assignment, Task } from '../domain/plan.ts';
import type { Database } from './tables.ts';

/** A share of an item together with what the item says. */
export interface AssignmentOfTask extends Assignment {
  task: Pick<Task, 'code' | 'position' | 'text' | 'points'>;
}

function withTask(db: Database) {
  return db
    .selectFrom('assignments')
    .innerJoin('tasks', 'tasks.id', 'assignments.taskId')
    .selectAll('assignments')
    .select(['tasks.code', 'tasks.position as taskPosition', 'tasks.text', 'tasks.points']);
}

type Joined = Awaited<ReturnType<ReturnType<typeof withTask>['execute']>>[number];

function toAssignment({ code, taskPosition, text, points, ...assignment }: Joined): AssignmentOfTask {
  return { ...assignment, task: { code, position: taskPosition, text, points } };
}

/** Every share of the items in force (任务分工), in table order. */
export async function listPlanAssignments(db: Database, planId: string): Promise<AssignmentOfTask[]> {
  const rows = await withTask(db)
    .where('tasks.planId', '=', planId)
    .where('tasks.cancelled', '=', 0)
    .orderBy('tasks.position')
    .orderBy('assignments.position')
    .execute();
  return rows.map(toAssignment);
}

/** The same with those of cancelled items, without what the items say: their texts are long and many shares have the same. */
export async function listPlanShares(db: Database, planId: string): Promise<AssignmentInTable[]> {
  return db
    .selectFrom('assignments')
    .innerJoin('tasks', 'tasks.id', 'assignments.taskId')
    .select([
      'assignments.id',
      'assignments.taskId',
      'assignments.departmentId',
      'tasks.position as taskPosition',
      'tasks.cancelled',
      'tasks.addedOn',
    ])
    .where('tasks.planId', '=', planId)
    .orderBy('tasks.position')
    .orderBy('assignments.position')
    .execute();
}

/** Names of a plan's table nobody answers to (待认领), with the items that name them, in table order. */
export async function listUnclaimedOf(db: Database, planId: string): Promise<{ label: string; code: string }[]> {
  return db
    .selectFrom('assignments')
    .innerJoin('tasks', 'tasks.id', 'assignments.taskId')
    .select(['assignments.label', 'tasks.code'])
    .where('assignments.departmentId', 'is', null)
    .where('tasks.cancelled', '=', 0)
    .where('tasks.planId', '=', planId)
    .orderBy('tasks.position')
    .orderBy('assignments.position')
    .execute();
}

/** Numbers of a plan's items in force that nobody shares, not even under a name to be claimed (没有责任部门), in table order. */
export async function listOwnerlessTasks(db: Database, planId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('tasks')
    .select('code')
    .where('planId', '=', planId)
    .where('cancelled', '=', 0)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('assignments').select('id').whereRef('assignments.taskId', '=', 'tasks.id').where('assignments.givenUp', '=', 0)),
      ),
    )
    .orderBy('position')
    .execute();
  return rows.map(({ code }) => code);
}

/** Shares of published plans whose department the directory did not know (待认领). */
export async function listUnclaimedAssignments(db: Database): Promise<(AssignmentOfTask & { planId: string })[]> {
  const rows = await withTask(db)
    .innerJoin('plans', 'plans.id', 'tasks.planId')
    .select('plans.id as planId')
    .where('assignments.departmentId', 'is', null)
    .where('tasks.cancelled', '=', 0)
    .where('plans.state', '=', 'published')
    .orderBy('plans.year', 'desc')
    .orderBy('tasks.position')
    .orderBy('assignments.position')
    .execute();
  return rows.map(({ planId, ...row }) => ({ ...toAssignment(row), planId }));
}

/** Shares of published plans that these departments hold, in table order. */
export async function listAssignmentsHeldBy(
  db: Database,
  departmentIds: readonly string[],
): Promise<(AssignmentOfTask & { planId: string })[]> {
  const rows = await withTask(db)
    .innerJoin('plans', 'plans.id', 'tasks.planId')
    .select('plans.id as planId')
    .where('assignments.departmentId', 'in', departmentIds)
    .where('tasks.cancelled', '=', 0)
    .where('plans.state', '=', 'published')
    .orderBy('tasks.position')
    .orderBy('assignments.position')
    .execute();
  return rows.map(({ planId, ...row }) => ({ ...toAssignment(row), planId }));
}

export async function insertAssignments(db: Database, rows: readonly Assignment[]): Promise<void> {
  if (rows.length > 0) await db.insertInto('assignments').values(rows).execute();
}

export async function updateAssignment(
  db: Database,
  id: string,
  change: Partial<Pick<Assignment, 'departmentId' | 'label' | 'role' | 'collective' | 'givenUp'>>,
): Promise<void> {
  await db.updateTable('assignments').set(change).where('id', '=', id).execute();
}

export async function removeAssignment(db: Database, id: string): Promise<void> {
  await db.deleteFrom('assignments').where('id', '=', id).execute();
}

/** The departments that share anything of a plan. */
export async function listSharingDepartments(db: Database, planId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('assignments')
    .innerJoin('tasks', 'tasks.id', 'assignments.taskId')
    .select('assignments.departmentId')
    .distinct()
    .where('tasks.planId', '=', planId)
    .where('assignments.givenUp', '=', 0)
    .where('tasks.cancelled', '=', 0)
    .execute();
  return rows.flatMap(({ departmentId }) => departmentId ?? []);
}
