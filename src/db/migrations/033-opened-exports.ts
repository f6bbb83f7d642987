import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** When a made paper (导出) was first opened over its link: that it left the house stands in 操作留痕. */
export const openedExports: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('exports').addColumn('opened_at', 'text').execute();
  },
};
