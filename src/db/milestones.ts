import type { WantedMilestone } from '../domain/name-milestones.ts';
import type { Milestone } from '../domain/plan.ts';
import type { Database } from './tables.ts';

/** All checkpoints (时间节点) of a plan, its items' own included, earliest first. */
export async function listMilestones(db: Database, planId: string): Promise<Milestone[]> {
  return db
    .selectFrom('milestones')
    .selectAll()
    .where('planId', '=', planId)
    .orderBy('dueOn', (o) => o.asc().nullsLast())
    .orderBy('id')
    .execute();
}

export async function insertMilestone(db: Database, milestone: Milestone): Promise<void> {
  await db.insertInto('milestones').values(milestone).execute();
}

export async function moveMilestone(db: Database, id: string, { startsOn, dueOn }: Omit<WantedMilestone, 'name'>): Promise<void> {
  await db.updateTable('milestones').set({ startsOn, dueOn }).where('id', '=', id).execute();
}

export async function removeMilestones(db: Database, ids: readonly string[]): Promise<void> {
  await db.deleteFrom('milestones').where('id', 'in', ids).execute();
}
