import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Reminders that wait for their message, and those in one, by indexes over just these. By one over all of them SQLite looked for a few
 * ids among every reminder that was never told.
 */
export const waitingReminders: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const index of ['reminders_waiting', 'reminders_by_outbound']) await db.schema.dropIndex(index).execute();
    await sql`create index reminders_waiting on reminders (member_id) where state = 'planned' and outbound_id is null`.execute(db);
    await sql`create index reminders_by_outbound on reminders (outbound_id) where outbound_id is not null`.execute(db);
  },
};
