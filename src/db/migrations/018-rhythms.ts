import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { sql } from 'kysely';
import { changeConstraints } from './change-table.ts';

/**
 * Checkpoints of one department, spans with a first day, and 长期 without a day. What has no date is looked at again: it is nudged
 * once a quarter.
 */
export const rhythms: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await changeConstraints(db, {
      table: 'milestones',
      words: [['"due_on" text not null', '"due_on" text']],
      statements: ['alter table milestones alter column due_on drop not null'],
    });
    await db.schema
      .alterTable('milestones')
      .addColumn('department_id', 'text', (c) => c.references('departments.id'))
      .execute();
    await db.schema.alterTable('milestones').addColumn('starts_on', 'text').execute();
    await db.schema.alterTable('deliverables').addColumn('starts_on', 'text').execute();
    await sql`
      update deliverables set next_reminder_at = ladder_from
      where state = 'open' and due_on is null and detached = 0 and plan_id in (select id from plans where closed_at is null)
    `.execute(db);
  },
};
