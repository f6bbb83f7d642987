import type { Deliverable, Waiver } from '../domain/deliverable.ts';
import type { OwedCount } from '../domain/progress.ts';
import type { WaivableDeliverable } from '../domain/waivers.ts';
import { inSlices } from './insert-rows.ts';
import { NOT_LIVE } from './submissions.ts';
import type { Database } from './tables.ts';

/** 应报事项 of an item that count, with what decides whether they have to be handed in. */
export async function listWaivable(db: Database, taskId: string): Promise<WaivableDeliverable[]> {
  return db
    .selectFrom('deliverables')
    .innerJoin('assignments', 'assignments.id', 'deliverables.assignmentId')
    .leftJoin('submissions', (join) =>
      join.onRef('submissions.deliverableId', '=', 'deliverables.id').on('submissions.state', 'not in', NOT_LIVE),
    )
    .select([
      'deliverables.id',
      'deliverables.departmentId',
      'deliverables.milestoneId',
      'deliverables.state',
      'deliverables.waiver',
      'assignments.givenUp',
      'submissions.state as submissionState',
    ])
    .where('deliverables.taskId', '=', taskId)
    .where('deliverables.detached', '=', 0)
    .orderBy('assignments.position')
    .orderBy('deliverables.id')
    .execute();
}

/** Items of a plan where somebody may not have to hand in: 任一完成, or a share that was given up (不属于). */
export async function listTasksWithWaivers(db: Database, planId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('tasks')
    .select('tasks.id')
    .where('tasks.planId', '=', planId)
    .where((e) =>
      e.or([
        e('tasks.completion', '=', 'any'),
        e.exists(
          e
            .selectFrom('assignments')
            .select('assignments.id')
            .whereRef('assignments.taskId', '=', 'tasks.id')
            .where('assignments.givenUp', '=', 1),
        ),
        // What came back from a deleted checkpoint may have been waived for a reason that is gone.
        e.exists(
          e
            .selectFrom('deliverables')
            .select('deliverables.id')
            .whereRef('deliverables.taskId', '=', 'tasks.id')
            .where('deliverables.state', '=', 'waived'),
        ),
      ]),
    )
    .execute();
  return rows.map(({ id }) => id);
}

/** Of these, those whose item is 任一完成 and of which another department's 报送 for the same checkpoint waits for review. */
export async function listResting(db: Database, deliverableIds: readonly string[]): Promise<Set<string>> {
  const resting = new Set<string>();
  for (const slice of inSlices(deliverableIds)) {
    const owed = await db
      .selectFrom('deliverables')
      .innerJoin('tasks', 'tasks.id', 'deliverables.taskId')
      .select(['deliverables.id', 'taskId', 'milestoneId'])
      .where('deliverables.id', 'in', slice)
      .where('state', 'in', ['open', 'returned'])
      .where('completion', '=', 'any')
      .execute();
    if (owed.length === 0) continue;
    const taskIds = [...new Set(owed.map(({ taskId }) => taskId))];
    const submitted = await db
      .selectFrom('deliverables')
      .select(['taskId', 'milestoneId'])
      .where('taskId', 'in', taskIds)
      .where('state', '=', 'submitted')
      .where('detached', '=', 0)
      .execute();
    const places = new Set(submitted.map(placeOf));
    for (const one of owed) if (places.has(placeOf(one))) resting.add(one.id);
  }
  return resting;
}

/** The same of all these departments owe of a year. */
export async function listRestingOf(db: Database, planId: string, departmentIds: readonly string[]): Promise<RestingDuty[]> {
  const submitted = await db
    .selectFrom('deliverables')
    .innerJoin('tasks', 'tasks.id', 'deliverables.taskId')
    .select(['taskId', 'milestoneId'])
    .where('tasks.planId', '=', planId)
    .where('completion', '=', 'any')
    .where('state', '=', 'submitted')
    .where('detached', '=', 0)
    .execute();
  const places = new Set(submitted.map(placeOf));
  const resting: RestingDuty[] = [];
  for (const taskIds of inSlices([...new Set(submitted.map(({ taskId }) => taskId))])) {
    const owed = await db
      .selectFrom('deliverables')
      .select(['id', 'taskId', 'departmentId', 'milestoneId', 'dueOn', 'supplementary', 'state'])
      .where('taskId', 'in', taskIds)
      .where('departmentId', 'in', departmentIds)
      .where('state', 'in', ['open', 'returned'])
      .where('detached', '=', 0)
      .$narrowType<Pick<RestingDuty, 'state'>>()
      .execute();
    resting.push(...owed.filter((one) => places.has(placeOf(one))));
  }
  return resting;
}

export type RestingDuty = Pick<Deliverable, 'id'> & Omit<OwedCount, 'count'>;

function placeOf({ taskId, milestoneId }: Pick<Deliverable, 'taskId' | 'milestoneId'>): string {
  return `${taskId} ${milestoneId ?? ''}`;
}

/** 免报: silent, counted nowhere. */
export async function waiveDeliverables(db: Database, ids: readonly string[], waiver: Waiver): Promise<void> {
  for (const slice of inSlices(ids)) {
    await db.updateTable('deliverables').set({ state: 'waived', waiver, nextReminderAt: null }).where('id', 'in', slice).execute();
  }
}

/** Has to be handed in again; `at` starts the ladder anew. */
export async function oweAgain(
  db: Database,
  { id }: Pick<WaivableDeliverable, 'id'>,
  state: 'open' | 'returned',
  at: string,
): Promise<void> {
  const change = { state, waiver: null, ladderFrom: at, nextReminderAt: at };
  await db.updateTable('deliverables').set(change).where('id', '=', id).execute();
}
