import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** 上传链接 and the files that come over them, piece by piece. */
export const uploads: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('upload_links')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('token_hash', 'text', (c) => c.notNull().unique())
      .addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
      .addColumn('deliverable_id', 'text', (c) => c.notNull())
      .addColumn('for_department_id', 'text', (c) => c.references('departments.id'))
      .addColumn('created_at', 'text', (c) => c.notNull())
      .addColumn('expires_at', 'text', (c) => c.notNull())
      .addColumn('claim_hash', 'text')
      .addColumn('state', 'text', (c) =>
        c
          .notNull()
          .defaultTo('open')
          .check(sql`state in ('open', 'used', 'revoked')`),
      )
      .execute();
    await db.schema.createIndex('upload_links_of').on('upload_links').columns(['member_id', 'deliverable_id']).execute();
    await db.schema
      .createTable('uploads')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('link_id', 'text', (c) => c.notNull().references('upload_links.id'))
      .addColumn('position', 'integer', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('size', 'bigint', (c) => c.notNull())
      .addColumn('caption', 'text', (c) => c.notNull().defaultTo(''))
      .addColumn('made_on', 'text')
      .addColumn('doc_number', 'text', (c) => c.notNull().defaultTo(''))
      .addColumn('state', 'text', (c) =>
        c
          .notNull()
          .defaultTo('receiving')
          .check(sql`state in ('receiving', 'done', 'removed')`),
      )
      .addColumn('store_token', 'text', (c) => c.notNull())
      .addColumn('evidence_id', 'text', (c) => c.unique())
      .addColumn('created_at', 'text', (c) => c.notNull())
      .addColumn('writer', 'text')
      .addColumn('writer_until', 'text')
      .addUniqueConstraint('uploads_in_order', ['link_id', 'position'])
      .execute();
  },
};
