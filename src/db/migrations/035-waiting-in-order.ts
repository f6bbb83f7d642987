import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What waits for a person's message (提醒) is read page by page, in the order in which it was decided. */
export const waitingInOrder: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.dropIndex('reminders_waiting').execute();
    await sql`create index reminders_waiting on reminders (member_id, id) where state = 'planned' and outbound_id is null`.execute(db);
  },
};
