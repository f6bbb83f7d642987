import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How a platform lets a message be answered is kept with it, and what an admin needs to mend a message that could not be sent. */
export const replies: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('inbound_messages').addColumn('reply_to', 'text').execute();
    await db.schema.alterTable('outbound_messages').addColumn('error_detail', 'text').execute();
  },
};
