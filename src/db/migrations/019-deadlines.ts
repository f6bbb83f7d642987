import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What is owed by the same day has the same ladder (提醒台阶), so its next moment is kept once for all of it, and an index finds those it
 * is for. Rows with a moment of their own come to their deadline when it is there.
 */
export const deadlines: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('deadlines')
      .addColumn('due_on', 'text', (c) => c.primaryKey())
      .addColumn('decided_until', 'text', (c) => c.notNull())
      .addColumn('next_at', 'text')
      .execute();
    await sql`create index deliverables_by_deadline on deliverables (due_on, department_id, id, plan_id, ladder_from)
      where due_on is not null and starts_on is null and state in ('open', 'returned') and detached = 0 and supplementary = 0 and next_reminder_at is null`.execute(
      db,
    );
  },
};
