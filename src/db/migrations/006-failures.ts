import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What could not be sent or answered, which is little among much: the operator's watch asks for it every few seconds. */
export const failures: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const failed = sql`state = 'failed'`;
    await sql`create index outbound_messages_failed on outbound_messages (created_at) where ${failed}`.execute(db);
    await sql`create index inbound_messages_failed on inbound_messages (received_at) where ${failed}`.execute(db);
  },
};
