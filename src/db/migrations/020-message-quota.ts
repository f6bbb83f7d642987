import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** 减负: what went to a person or a room unasked, and reminders that wait because that was enough, each by an index over just these. */
export const messageQuota: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`create index outbound_messages_to_member on outbound_messages (member_id, created_at) where purpose = 'reminder'`.execute(db);
    await sql`create index outbound_messages_to_room on outbound_messages (channel, recipient_id, created_at) where purpose = 'digest'`.execute(
      db,
    );
    await sql`create index reminders_held on reminders (member_id, day) where state = 'skipped' and reason = 'quota'`.execute(db);
  },
};
