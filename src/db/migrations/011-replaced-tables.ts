import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { isPostgres } from '../dialect.ts';

/** A table may replace the one in force: items and rules that go stay readable (已取消), and what was shown before 确认导入 is kept. */
export const replacedTables: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const table of ['tasks', 'adjustments']) {
      await db.schema
        .alterTable(table)
        .addColumn('cancelled', 'integer', (c) => c.notNull().defaultTo(0))
        .execute();
    }
    await db.schema.alterTable('tasks').addColumn('added_on', 'text').execute();
    await db.schema.alterTable('imports').addColumn('shown', 'text').execute();
    await db.schema.alterTable('imports').addColumn('revision', 'integer').execute();
    await sql`update imports set revision = 1 where plan_id is not null and state = 'confirmed'`.execute(db);
    for (const statement of isPostgres(db) ? onPostgres() : onSqlite()) await sql.raw(statement).execute(db);
  },
};

// The kept counts of 进度 are by category, and an item may move to another one.
const MOVED = 'new.category_id <> old.category_id';

function onSqlite(): string[] {
  return [`create trigger tasks_count_moved after update of category_id on tasks when ${MOVED} begin ${move()} end`];
}

function onPostgres(): string[] {
  return [
    `create function count_moved_task() returns trigger language plpgsql as $$ begin ${move()} return null; end $$`,
    `create trigger tasks_count_moved after update of category_id on tasks for each row when (${MOVED}) execute function count_moved_task()`,
  ];
}

function move(): string {
  const same = `d.task_id = old.id and d.detached = 0 and d.department_id = progress_counts.department_id
    and coalesce(d.milestone_id, '') = progress_counts.milestone_id and coalesce(d.due_on, '') = progress_counts.due_on
    and d.supplementary = progress_counts.supplementary and d.state = progress_counts.state`;
  const left = 'plan_id = old.plan_id and category_id = old.category_id';
  return `update progress_counts set count = count - (select count(*) from deliverables d where ${same}) where ${left};
    delete from progress_counts where ${left} and count = 0;
    insert into progress_counts (plan_id, department_id, category_id, milestone_id, due_on, supplementary, state, count)
      select d.plan_id, d.department_id, new.category_id, coalesce(d.milestone_id, ''), coalesce(d.due_on, ''), d.supplementary, d.state, count(*)
      from deliverables d where d.task_id = new.id and d.detached = 0 group by 1, 2, 3, 4, 5, 6, 7
      on conflict (plan_id, department_id, milestone_id, supplementary, category_id, due_on, state)
      do update set count = progress_counts.count + excluded.count;`;
}
