import { sql, type Kysely } from 'kysely';

/** 通讯录: departments, people, rooms, and requests to be bound. */
export async function directory(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('departments')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('collective', 'text')
    .addColumn('position', 'integer', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('department_aliases')
    .addColumn('alias', 'text', (c) => c.primaryKey())
    .addColumn('department_id', 'text', (c) => c.notNull().references('departments.id'))
    .addColumn('source', 'text', (c) => c.notNull().check(sql`source in ('file', 'chat')`))
    .execute();
  await db.schema
    .createTable('members')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('prefer', 'text')
    .addColumn('deputy_id', 'text')
    .execute();
  await db.schema
    .createTable('member_departments')
    .addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
    .addColumn('department_id', 'text', (c) => c.notNull().references('departments.id'))
    .addColumn('position', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('member_departments_pk', ['member_id', 'department_id'])
    .execute();
  await db.schema.createIndex('member_departments_by_department').on('member_departments').column('department_id').execute();
  await db.schema
    .createTable('member_roles')
    .addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
    .addColumn('role', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('member_roles_pk', ['member_id', 'role'])
    .execute();
  await db.schema
    .createTable('channel_accounts')
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
    .addColumn('source', 'text', (c) => c.notNull().check(sql`source in ('file', 'chat')`))
    .addPrimaryKeyConstraint('channel_accounts_pk', ['channel', 'account_id'])
    .execute();
  await db.schema.createIndex('channel_accounts_by_member').on('channel_accounts').column('member_id').execute();
  await db.schema
    .createTable('rooms')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('departments', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('room_accounts')
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('chat_id', 'text', (c) => c.notNull())
    .addColumn('room_id', 'text', (c) => c.notNull().references('rooms.id'))
    .addPrimaryKeyConstraint('room_accounts_pk', ['channel', 'chat_id'])
    .execute();
  await db.schema
    .createTable('bind_requests')
    .addColumn('number', 'integer', (c) => c.primaryKey())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addColumn('department_id', 'text', (c) => c.notNull().references('departments.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('open', 'approved', 'refused')`))
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('decided_by', 'text')
    .addColumn('decided_at', 'text')
    .addColumn('reason', 'text')
    .execute();
  await db.schema.createIndex('bind_requests_by_account').on('bind_requests').columns(['channel', 'account_id']).execute();
}
