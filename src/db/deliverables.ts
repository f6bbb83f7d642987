import type { Deliverable } from '../domain/deliverable.ts';
import type { DeliverablePlace, StandingDeliverable } from '../domain/plan-deliverables.ts';
import { inSlices, insertRows } from './insert-rows.ts';
import type { Database } from './tables.ts';

/** Undefined once it was removed. */
export async function findDeliverable(db: Database, id: string): Promise<Deliverable | undefined> {
  return db.selectFrom('deliverables').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function getDeliverable(db: Database, id: string): Promise<Deliverable> {
  return db.selectFrom('deliverables').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

/** Every 应报事项 of a plan with what may not vanish marked: decided, handed in (also withdrawn), or being handed in now. */
export async function listStandingDeliverables(db: Database, planId: string): Promise<StandingDeliverable[]> {
  const rows = await db
    .selectFrom('deliverables')
    .leftJoin('milestones', 'milestones.id', 'deliverables.milestoneId')
    .selectAll('deliverables')
    .select(['milestones.name as milestoneName', 'milestones.dueOn as milestoneDueOn'])
    .where('deliverables.planId', '=', planId)
    .execute();
  const submitted = await db
    .selectFrom('submissions')
    .innerJoin('deliverables', 'deliverables.id', 'submissions.deliverableId')
    .select('submissions.deliverableId')
    .distinct()
    .where('deliverables.planId', '=', planId)
    .execute();
  const arriving = db.selectFrom('evidence').select('burstId').where('state', '=', 'pending');
  const running = await db
    .selectFrom('bursts')
    .select('deliverableId')
    .where((e) => e.or([e('ended', '=', 0), e('id', 'in', arriving)]))
    .execute();
  const used = new Set([...submitted, ...running].map(({ deliverableId }) => deliverableId));
  return rows.map((row) => ({ ...row, handedIn: !DECIDED_BY_RULE.includes(row.state) || used.has(row.id) }));
}

/** What nobody did anything about: such a row may vanish and come again. */
const DECIDED_BY_RULE: readonly Deliverable['state'][] = ['open', 'waived'];

/** How many of a plan count (应报). */
export async function countDeliverables(db: Database, planId: string): Promise<number> {
  const row = await db
    .selectFrom('deliverables')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('planId', '=', planId)
    .where('detached', '=', 0)
    .where('state', '<>', 'waived')
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function insertDeliverables(db: Database, rows: readonly Deliverable[]): Promise<void> {
  await insertRows(db, 'deliverables', rows);
}

/** Only such that nothing was handed in for. */
export async function removeDeliverables(db: Database, ids: readonly string[]): Promise<void> {
  for (const slice of inSlices(ids)) await db.deleteFrom('deliverables').where('id', 'in', slice).execute();
}

/** Their checkpoint is gone: kept and shown, counted nowhere, owed by nobody. */
export async function detachDeliverables(db: Database, ids: readonly string[]): Promise<void> {
  for (const slice of inSlices(ids)) {
    await db.updateTable('deliverables').set({ milestoneId: null, detached: 1 }).where('id', 'in', slice).execute();
  }
}

/** Gives rows a checkpoint and its date; `at` starts their ladder anew. */
export async function placeDeliverables(
  db: Database,
  ids: readonly string[],
  { milestoneId, startsOn, dueOn, supplementary }: Pick<DeliverablePlace, 'milestoneId' | 'startsOn' | 'dueOn' | 'supplementary'>,
  at: string,
): Promise<void> {
  const place = { milestoneId, startsOn, dueOn, supplementary, detached: 0 as const, ladderFrom: at, nextReminderAt: at };
  for (const slice of inSlices(ids)) await db.updateTable('deliverables').set(place).where('id', 'in', slice).execute();
}

/** What handing in, withdrawing and review do to it. */
export async function updateDeliverable(
  db: Database,
  id: string,
  change: Partial<Pick<Deliverable, 'state' | 'awarded' | 'dueOn' | 'extendedOn' | 'waiver' | 'ladderFrom' | 'nextReminderAt'>>,
): Promise<void> {
  await db.updateTable('deliverables').set(change).where('id', '=', id).execute();
}

/** What is owed by no day, has a first day or waits for review, after an id: it is reminded of by itself, not with its deadline. */
export async function listOnTheirOwn(db: Database, after: string, limit: number): Promise<Deliverable[]> {
  return db
    .selectFrom('deliverables')
    .selectAll()
    .where('id', '>', after)
    .where('planId', 'in', (e) => e.selectFrom('plans').select('id').where('closedAt', 'is', null))
    .where((e) =>
      e.or([
        e('state', '=', 'submitted'),
        e.and([
          e('state', 'in', ['open', 'returned']),
          e('detached', '=', 0),
          e('supplementary', '=', 0),
          e.or([e('dueOn', 'is', null), e('startsOn', 'is not', null)]),
        ]),
      ]),
    )
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Nobody is reminded of anything of this plan. */
export async function hushPlan(db: Database, planId: string): Promise<void> {
  await db
    .updateTable('deliverables')
    .set({ nextReminderAt: null })
    .where('planId', '=', planId)
    .where('nextReminderAt', 'is not', null)
    .execute();
}

/** Reminders of what is owed, or waits for review, begin anew, from now on. */
export async function wakePlan(db: Database, planId: string, now: string): Promise<void> {
  await db
    .updateTable('deliverables')
    .set({ ladderFrom: now, nextReminderAt: now })
    .where('planId', '=', planId)
    .where((e) => e.or([e('state', '=', 'submitted'), e.and([e('state', 'in', ['open', 'returned']), e('detached', '=', 0)])]))
    .execute();
}
