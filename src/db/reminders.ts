import type { Deliverable } from '../domain/deliverable.ts';
import { inSlices } from './insert-rows.ts';
import type { Database, ReminderRow } from './tables.ts';

/** 应报事项 whose next reminder may be due, the longest waiting first. */
export async function listDueIds(db: Database, now: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('deliverables')
    .select('id')
    .where('nextReminderAt', '<=', now)
    .orderBy('nextReminderAt')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Those of them that are still due: another process may have decided meanwhile. */
export async function listStillDue(db: Database, ids: readonly string[], now: string): Promise<Deliverable[]> {
  return db.selectFrom('deliverables').selectAll().where('id', 'in', ids).where('nextReminderAt', '<=', now).execute();
}

/** When to look at them again; null: not until something changes. */
export async function setNextReminder(db: Database, ids: readonly string[], nextReminderAt: string | null): Promise<void> {
  await db.updateTable('deliverables').set({ nextReminderAt }).where('id', 'in', ids).execute();
}

/** Rungs decided before, whatever became of them. */
export async function listDecided(
  db: Database,
  deliverableIds: readonly string[],
): Promise<Pick<ReminderRow, 'deliverableId' | 'rung' | 'dueOn'>[]> {
  return db
    .selectFrom('reminders')
    .select(['deliverableId', 'rung', 'dueOn'])
    .where('deliverableId', 'in', deliverableIds)
    .distinct()
    .execute();
}

/** Records decisions (提醒); one that was recorded before changes nothing. */
export async function insertReminders(db: Database, rows: readonly ReminderRow[]): Promise<void> {
  for (const slice of inSlices(rows)) {
    await db
      .insertInto('reminders')
      .values(slice)
      .onConflict((c) => c.columns(['deliverableId', 'rung', 'dueOn', 'memberId']).doNothing())
      .execute();
  }
}

/** People for whom something is planned and not yet in a message. */
export async function listMembersToRemind(db: Database): Promise<string[]> {
  const rows = await waiting(db).select('memberId').distinct().orderBy('memberId').execute();
  return rows.map(({ memberId }) => memberId);
}

/** What waits for one person's message. */
export async function listWaitingReminders(db: Database, memberId: string): Promise<ReminderRow[]> {
  return waiting(db).selectAll().where('memberId', '=', memberId).orderBy('decidedAt').orderBy('id').execute();
}

function waiting(db: Database) {
  return db.selectFrom('reminders').where('state', '=', 'planned').where('outboundId', 'is', null);
}

/** What became of waiting ones, and the message they went into. One that another process put into its message stays there. */
export async function changeReminders(
  db: Database,
  ids: readonly string[],
  change: Pick<ReminderRow, 'state'> & Partial<Pick<ReminderRow, 'reason' | 'outboundId' | 'day'>>,
): Promise<void> {
  for (const slice of inSlices(ids)) {
    await db.updateTable('reminders').set(change).where('id', 'in', slice).where('outboundId', 'is', null).execute();
  }
}

/** What became of the message that carried these reminders. */
export async function markReminders(db: Database, outboundId: string, state: 'sent' | 'failed', reason: string | null): Promise<void> {
  await db.updateTable('reminders').set({ state, reason }).where('outboundId', '=', outboundId).where('state', '=', 'planned').execute();
}

/** When these people were last sent a reminder of any kind, 催办 included. */
export async function listLastReminded(db: Database, memberIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('reminders')
    .select((e) => ['memberId', e.fn.max<string>('decidedAt').as('at')])
    .where('memberId', 'in', memberIds)
    .where('state', 'in', ['planned', 'sent'])
    .where('outboundId', 'is not', null)
    .groupBy('memberId')
    .execute();
  return new Map(rows.map(({ memberId, at }) => [memberId, at]));
}

/** How often each department was reminded of any of these 应报事项. */
export async function countReminded(db: Database, deliverableIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('reminders')
    .innerJoin('deliverables', 'deliverables.id', 'reminders.deliverableId')
    .select((e) => ['deliverables.departmentId', e.fn.count<number>('reminders.decidedAt').distinct().as('times')])
    .where('reminders.deliverableId', 'in', deliverableIds)
    .where('reminders.state', 'in', ['planned', 'sent'])
    .where('reminders.outboundId', 'is not', null)
    .groupBy('deliverables.departmentId')
    .execute();
  return new Map(rows.map(({ departmentId, times }) => [departmentId, Number(times)]));
}
