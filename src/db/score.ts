import type { Database } from './tables.ts';

/** Items of which everything owed is 已通过 and nothing is 待认领, by id. */
export async function listApprovedTasks(db: Database, planId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('tasks')
    .select('id')
    .where('planId', '=', planId)
    .where(({ and, exists, not, selectFrom }) => {
      const owed = selectFrom('deliverables')
        .select('deliverables.id')
        .whereRef('deliverables.taskId', '=', 'tasks.id')
        .where('detached', '=', 0);
      const shares = selectFrom('assignments').select('assignments.id').whereRef('assignments.taskId', '=', 'tasks.id');
      return and([
        exists(owed.where('deliverables.state', '=', 'approved')),
        not(exists(owed.where('deliverables.state', 'in', ['open', 'submitted', 'returned']))),
        not(exists(shares.where('departmentId', 'is', null).where('givenUp', '=', 0))),
      ]);
    })
    .orderBy('position')
    .execute();
  return rows.map(({ id }) => id);
}
