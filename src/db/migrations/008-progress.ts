import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { isPostgres } from '../dialect.ts';

/**
 * 进度 without reading every 应报事项: how many there are of each kind, kept by the database itself in the commit that changes one,
 * and an index that finds the first few of a kind in table order.
 */
export const progress: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('deliverables')
      .addColumn('position', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
    await sql`update deliverables set position = (select position from tasks where tasks.id = deliverables.task_id)`.execute(db);
    await db.schema
      .createIndex('deliverables_in_table_order')
      .on('deliverables')
      .columns(['plan_id', 'department_id', 'milestone_id', 'state', 'position'])
      .where(sql.ref('detached'), '=', 0)
      .execute();
    await db.schema
      .createTable('progress_counts')
      .addColumn('plan_id', 'text', (c) => c.notNull())
      .addColumn('department_id', 'text', (c) => c.notNull())
      .addColumn('category_id', 'text', (c) => c.notNull())
      // '' where there is none, so that it can be part of the key.
      .addColumn('milestone_id', 'text', (c) => c.notNull())
      .addColumn('due_on', 'text', (c) => c.notNull())
      .addColumn('supplementary', 'integer', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('count', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('progress_counts_pk', [
        'plan_id',
        'department_id',
        'milestone_id',
        'supplementary',
        'category_id',
        'due_on',
        'state',
      ])
      .execute();
    await sql`insert into progress_counts
      select d.plan_id, d.department_id, t.category_id, coalesce(d.milestone_id, ''), coalesce(d.due_on, ''), d.supplementary, d.state, count(*)
      from deliverables d join tasks t on t.id = d.task_id where d.detached = 0 group by 1, 2, 3, 4, 5, 6, 7`.execute(db);
    for (const statement of isPostgres(db) ? onPostgres() : onSqlite()) await sql.raw(statement).execute(db);
  },
};

const COUNTED = ['plan_id', 'department_id', 'task_id', 'milestone_id', 'due_on', 'supplementary', 'state', 'detached'];

function onSqlite(): string[] {
  return [
    `create trigger deliverables_count_added after insert on deliverables when new.detached = 0 begin ${add('new')} end`,
    `create trigger deliverables_count_removed after delete on deliverables when old.detached = 0 begin ${remove('old')} end`,
    `create trigger deliverables_count_left after update of ${COUNTED.join(', ')} on deliverables when old.detached = 0 begin ${remove('old')} end`,
    `create trigger deliverables_count_entered after update of ${COUNTED.join(', ')} on deliverables when new.detached = 0 begin ${add('new')} end`,
  ];
}

function onPostgres(): string[] {
  return [
    `create function count_deliverables() returns trigger language plpgsql as $$ begin
       if tg_op <> 'INSERT' and old.detached = 0 then ${remove('old')} end if;
       if tg_op <> 'DELETE' and new.detached = 0 then ${add('new')} end if;
       return null;
     end $$`,
    `create trigger deliverables_count after insert or delete or update of ${COUNTED.join(', ')} on deliverables
       for each row execute function count_deliverables()`,
  ];
}

function add(row: 'new' | 'old'): string {
  return `insert into progress_counts values (${row}.plan_id, ${row}.department_id, (select category_id from tasks where id = ${row}.task_id),
      coalesce(${row}.milestone_id, ''), coalesce(${row}.due_on, ''), ${row}.supplementary, ${row}.state, 1)
    on conflict (plan_id, department_id, milestone_id, supplementary, category_id, due_on, state) do update set count = progress_counts.count + 1;`;
}

function remove(row: 'new' | 'old'): string {
  const same = `plan_id = ${row}.plan_id and department_id = ${row}.department_id
    and category_id = (select category_id from tasks where id = ${row}.task_id)
    and milestone_id = coalesce(${row}.milestone_id, '') and due_on = coalesce(${row}.due_on, '')
    and supplementary = ${row}.supplementary and state = ${row}.state`;
  return `update progress_counts set count = count - 1 where ${same}; delete from progress_counts where ${same} and count = 0;`;
}
