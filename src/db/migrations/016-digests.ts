import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What became of each room's digest (群周报) of each week: decided once, whatever the directory file does with the room meanwhile. */
export const digests: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('digests')
      .addColumn('room_id', 'text', (c) => c.notNull())
      .addColumn('week', 'text', (c) => c.notNull())
      .addColumn('outbound_id', 'text')
      .addColumn('reason', 'text')
      .addColumn('decided_at', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('digests_pk', ['room_id', 'week'])
      .execute();
  },
};
