import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** 请假, 移交, rooms bound in chat (绑定本群), and reminders somebody says they got (收到). */
export const people: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('leaves')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
      .addColumn('from_day', 'text', (c) => c.notNull())
      .addColumn('to_day', 'text', (c) => c.notNull())
      .addColumn('deputy_id', 'text', (c) => c.references('members.id'))
      .execute();
    await db.schema.createIndex('leaves_by_end').on('leaves').column('to_day').execute();
    await db.schema
      .createTable('handovers')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('n', 'integer', (c) => c.notNull())
      .addColumn('from_id', 'text', (c) => c.notNull().references('members.id'))
      .addColumn('to_id', 'text', (c) => c.notNull().references('members.id'))
      .addColumn('gave_role', 'integer', (c) => c.notNull())
      .addColumn('gave_departments', 'text', (c) => c.notNull())
      .execute();
    await db.schema.alterTable('rooms').addColumn('stated', 'text').execute();
    await sql`update rooms set stated = departments`.execute(db);
    await db.schema
      .alterTable('reminders')
      .addColumn('acknowledged', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
  },
};
