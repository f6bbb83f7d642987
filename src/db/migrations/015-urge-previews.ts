import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** 催办 of several departments waits for 确认催办. */
export const urgePreviews: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('urge_previews')
      .addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
      .addColumn('channel', 'text', (c) => c.notNull())
      .addColumn('room_id', 'text', (c) => c.notNull())
      .addColumn('request', 'text', (c) => c.notNull())
      .addColumn('shown', 'text', (c) => c.notNull())
      .addColumn('asked_at', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('urge_previews_place', ['member_id', 'channel', 'room_id'])
      .execute();
  },
};
