import type { Database, ReminderRow } from './tables.ts';

/** What became of the message that carried these reminders (提醒). */
export async function markReminders(db: Database, outboundId: string, state: 'sent' | 'failed', reason: string | null): Promise<void> {
  await db.updateTable('reminders').set({ state, reason }).where('outboundId', '=', outboundId).where('state', '=', 'planned').execute();
}

/** False when the same decision was recorded before. */
export async function insertReminder(db: Database, row: ReminderRow): Promise<boolean> {
  const result = await db
    .insertInto('reminders')
    .values(row)
    .onConflict((c) => c.columns(['deliverableId', 'rung', 'dueOn', 'memberId']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}
