import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** 申请 of every kind in one table, and what they may grant: a later day (延期), a share given up (不属于), one department for all (任一完成). */
export const requests: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('requests')
      .addColumn('number', 'integer', (c) => c.primaryKey())
      .addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('bind', 'extension', 'not-ours')`))
      .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('open', 'approved', 'refused', 'cancelled')`))
      .addColumn('channel', 'text', (c) => c.notNull())
      .addColumn('account_id', 'text', (c) => c.notNull())
      .addColumn('member_id', 'text', (c) => c.references('members.id'))
      .addColumn('department_id', 'text', (c) => c.notNull().references('departments.id'))
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('task_id', 'text', (c) => c.references('tasks.id'))
      // Not a reference: it goes with its checkpoint, and the request tells of it still.
      .addColumn('deliverable_id', 'text')
      .addColumn('wanted_on', 'text')
      .addColumn('reason', 'text', (c) => c.notNull())
      .addColumn('created_at', 'text', (c) => c.notNull())
      .addColumn('decided_by', 'text')
      .addColumn('decided_at', 'text')
      .addColumn('decision_reason', 'text')
      .execute();
    await sql`insert into requests (number, kind, state, channel, account_id, department_id, name, reason, created_at, decided_by, decided_at, decision_reason)
      select number, 'bind', state, channel, account_id, department_id, name, '', created_at, decided_by, decided_at, reason from bind_requests`.execute(
      db,
    );
    await db.schema.dropTable('bind_requests').execute();
    await db.schema.createIndex('requests_by_account').on('requests').columns(['channel', 'account_id']).execute();
    await db.schema.createIndex('requests_open').on('requests').column('number').where(sql.ref('state'), '=', 'open').execute();
    await db.schema.alterTable('deliverables').addColumn('extended_on', 'text').execute();
    await db.schema
      .alterTable('deliverables')
      .addColumn('waiver', 'text', (c) => c.check(sql`waiver in ('not-ours', 'any')`))
      .execute();
    await db.schema
      .alterTable('assignments')
      .addColumn('given_up', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
    await db.schema
      .alterTable('tasks')
      .addColumn('completion', 'text', (c) =>
        c
          .notNull()
          .defaultTo('all')
          .check(sql`completion in ('all', 'any')`),
      )
      .execute();
  },
};
