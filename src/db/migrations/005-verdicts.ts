import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { changeConstraints } from './change-table.ts';

/** 不采用 and 重新打开, handing in for a department, destroying what was sent by mistake, and closing a year. */
export const verdicts: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await changeConstraints(db, {
      table: 'submissions',
      words: [["'returned', 'withdrawn')", "'returned', 'withdrawn', 'rejected')"]],
      statements: [
        'alter table submissions drop constraint submissions_state_check',
        "alter table submissions add constraint submissions_state_check check (state in ('receiving', 'submitted', 'approved', 'returned', 'withdrawn', 'rejected'))",
      ],
    });
    await db.schema.dropIndex('submissions_live').execute();
    await sql`create unique index submissions_live on submissions (deliverable_id) where state not in ('withdrawn', 'rejected')`.execute(
      db,
    );
    await changeConstraints(db, {
      table: 'reviews',
      words: [
        ["('approve', 'return')", "('approve', 'return', 'reject', 'reopen')"],
        // A version that was opened again is decided again.
        [', constraint "reviews_version" unique ("submission_id", "version")', ''],
      ],
      statements: [
        'alter table reviews drop constraint reviews_verdict_check',
        "alter table reviews add constraint reviews_verdict_check check (verdict in ('approve', 'return', 'reject', 'reopen'))",
        'alter table reviews drop constraint reviews_version',
      ],
    });
    await db.schema.createIndex('reviews_by_submission').on('reviews').columns(['submission_id', 'version']).execute();

    await db.schema
      .alterTable('submissions')
      .addColumn('on_behalf', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
    await db.schema.alterTable('bursts').addColumn('for_department_id', 'text').execute();
    for (const column of ['purged_at', 'purged_by', 'purge_reason']) {
      await db.schema.alterTable('evidence').addColumn(column, 'text').execute();
    }
    await db.schema
      .alterTable('evidence')
      .addColumn('bytes_to_remove', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
    await db.schema.createIndex('evidence_by_hash').on('evidence').column('sha256').execute();
    await db.schema
      .createIndex('evidence_to_remove')
      .on('evidence')
      .column('bytes_to_remove')
      .where(sql.ref('bytes_to_remove'), '=', 1)
      .execute();
    await db.schema.alterTable('plans').addColumn('closed_at', 'text').execute();
  },
};
