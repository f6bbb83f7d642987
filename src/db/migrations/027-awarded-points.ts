import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** 评分: 「通过 B12 4.5分」, kept with the verdict, and with what it approved as long as it stands. */
export const awardedPoints: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('reviews').addColumn('points', 'double precision').execute();
    await db.schema.alterTable('deliverables').addColumn('awarded', 'double precision').execute();
  },
};
