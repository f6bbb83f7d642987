import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** When a message was given up, which may be long after it was queued; and reminders nobody was there for or could be reached. */
export const failureSummaries: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('outbound_messages').addColumn('failed_at', 'text').execute();
    await sql`update outbound_messages set failed_at = created_at where state = 'failed'`.execute(db);
    await db.schema.dropIndex('outbound_messages_failed').execute();
    await sql`create index outbound_messages_failed on outbound_messages (failed_at) where state = 'failed'`.execute(db);
    await sql`create index reminders_untold on reminders (decided_at) where state = 'failed' and outbound_id is null`.execute(db);
  },
};
