import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { changeConstraints } from './change-table.ts';

/**
 * What arrives is written in the order of its arrival, beside what arrived before it: a row that went into the middle of index after
 * index had the disk take a page for each. By sender it is found once it is handled.
 */
export const arrivalOrder: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // The channel behind, or SQLite looks for a sender's messages among all of his platform.
    await changeConstraints(db, {
      table: 'inbound_messages',
      words: [['("channel", "message_id")', '("message_id", "channel")']],
      statements: [
        'alter table inbound_messages drop constraint inbound_messages_once',
        'alter table inbound_messages add constraint inbound_messages_once unique (message_id, channel)',
      ],
    });
    for (const index of ['inbound_messages_waiting', 'inbound_messages_by_sender']) await db.schema.dropIndex(index).execute();
    await sql`create index inbound_messages_waiting on inbound_messages (n, channel, sender_id, waits_until) where state = 'waiting'`.execute(
      db,
    );
    await sql`create index inbound_messages_heard on inbound_messages (channel, sender_id, n) where state <> 'waiting'`.execute(db);
  },
};
