import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How far a paper is that takes long (档案): bytes looked at, of how many. */
export const exportProgress: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('exports')
      .addColumn('done_bytes', 'bigint', (c) => c.notNull().defaultTo(0))
      .execute();
    await db.schema.alterTable('exports').addColumn('total_bytes', 'bigint').execute();
  },
};
