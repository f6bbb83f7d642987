import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { changeConstraints } from './change-table.ts';

/**
 * Evidence (佐证资料) that came by no chat message, or is no file: links, texts and register entries (登记). And what a piece shows: its
 * kind, 形成日期, 文号, place, pages, what checks found, its preview, and whose bytes it shares (也用于).
 */
export const evidenceForms: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await changeConstraints(db, {
      table: 'evidence',
      words: [
        ['"inbound_id" text not null', '"inbound_id" text'],
        ['"attachment_id" text not null', '"attachment_id" text'],
      ],
      statements: [
        'alter table evidence alter column inbound_id drop not null',
        'alter table evidence alter column attachment_id drop not null',
      ],
    });
    const evidence = db.schema.alterTable('evidence');
    await evidence
      .addColumn('form', 'text', (c) =>
        c
          .notNull()
          .defaultTo('file')
          .check(sql`form in ('file', 'link', 'text', 'register')`),
      )
      .execute();
    for (const column of TEXTS) await evidence.addColumn(column, 'text').execute();
    for (const column of ['pages', 'chars']) await evidence.addColumn(column, 'integer').execute();
    for (const column of ['position', 'made_on_confirmed', 'doc_number_confirmed', 'inspected']) {
      await evidence.addColumn(column, 'integer', (c) => c.notNull().defaultTo(0)).execute();
    }
    await evidence.addColumn('findings', 'text', (c) => c.notNull().defaultTo('[]')).execute();
    await sql`
      update evidence set position = a.position from inbound_attachments a where a.id = evidence.attachment_id
    `.execute(db);
    for (const column of ['preview_sha256', 'used_from']) {
      await sql`create index ${sql.ref(`evidence_by_${column}`)} on evidence (${sql.ref(column)}) where ${sql.ref(column)} is not null`.execute(
        db,
      );
    }
    await db.schema.alterTable('submissions').addColumn('withdrawn_reason', 'text').execute();
  },
};

const TEXTS = 'title url body kept_at kind made_on made_on_from doc_number place source_department caption preview_sha256 used_from'.split(
  ' ',
);
