import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What admins had exported (导出): written down before it is built, so that no crash loses it; its file until it expires. */
export const exports: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('exports')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('form', 'text', (c) => c.notNull())
      .addColumn('plan_id', 'text', (c) => c.references('plans.id'))
      .addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
      .addColumn('channel', 'text', (c) => c.notNull())
      .addColumn('account_id', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('claimed_until', 'text')
      .addColumn('attempts', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('size', 'bigint')
      .addColumn('sha256', 'text')
      .addColumn('created_at', 'text', (c) => c.notNull())
      .addColumn('expires_at', 'text')
      .execute();
    await sql`create index exports_unbuilt on exports (id) where state = 'building'`.execute(db);
    await sql`create index exports_by_sha256 on exports (sha256) where sha256 is not null`.execute(db);
    await db.schema.createIndex('exports_by_member').on('exports').columns(['member_id', 'created_at']).execute();
  },
};
