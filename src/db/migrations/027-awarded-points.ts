import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * 评分: 「通过 B12 4.5分」, kept with the verdict, and with what it approved as long as it stands. And an index that holds all that scores
 * are counted from.
 */
export const awardedPoints: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('reviews').addColumn('points', 'double precision').execute();
    await db.schema.alterTable('deliverables').addColumn('awarded', 'double precision').execute();
    await db.schema
      .createIndex('deliverables_by_score')
      .on('deliverables')
      .columns(['task_id', 'state', 'awarded', 'waiver'])
      .where(sql.ref('detached'), '=', 0)
      .execute();
  },
};
