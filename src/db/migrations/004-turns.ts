import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Messages of somebody who writes faster than anybody can type wait for their turn. */
export const turns: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('inbound_messages').addColumn('waits_until', 'text').execute();
  },
};
