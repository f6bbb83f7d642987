import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Who saw which file on which day: handed over in a chat (「B12」), or opened over its link. */
export const evidenceViews: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('evidence_views')
      .addColumn('evidence_id', 'text', (c) => c.notNull().references('evidence.id'))
      // No reference: what is in a link may be an account nobody has any more.
      .addColumn('member_id', 'text', (c) => c.notNull())
      .addColumn('day', 'text', (c) => c.notNull())
      .addColumn('how', 'text', (c) => c.notNull().check(sql`how in ('shown', 'opened')`))
      .addColumn('first_at', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('evidence_views_pk', ['evidence_id', 'member_id', 'day', 'how'])
      .execute();
  },
};
