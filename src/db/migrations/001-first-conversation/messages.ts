import { sql, type Kysely } from 'kysely';

/** What came in and went out, who did what, and running numbers. */
export async function messages(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('inbound_messages')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('n', 'integer', (c) => c.notNull().unique())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('message_id', 'text', (c) => c.notNull())
    .addColumn('sender_id', 'text', (c) => c.notNull())
    .addColumn('room_id', 'text')
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('waiting', 'handled', 'failed')`))
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('last_error', 'text')
    .addColumn('received_at', 'text', (c) => c.notNull())
    .addColumn('handled_at', 'text')
    .addUniqueConstraint('inbound_messages_once', ['channel', 'message_id'])
    .execute();
  await db.schema.createIndex('inbound_messages_waiting').on('inbound_messages').columns(['state', 'channel', 'sender_id', 'n']).execute();
  await db.schema.createIndex('inbound_messages_by_sender').on('inbound_messages').columns(['channel', 'sender_id', 'n']).execute();
  await db.schema
    .createTable('inbound_attachments')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('inbound_id', 'text', (c) => c.notNull().references('inbound_messages.id'))
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('quoted', 'integer', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('ref', 'text')
    .execute();
  await db.schema.createIndex('inbound_attachments_by_message').on('inbound_attachments').columns(['inbound_id', 'position']).execute();
  await db.schema
    .createTable('outbound_messages')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('seq', 'integer', (c) => c.notNull().unique())
    .addColumn('n', 'integer', (c) => c.unique())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('recipient_kind', 'text', (c) => c.notNull())
    .addColumn('recipient_id', 'text', (c) => c.notNull())
    .addColumn('member_id', 'text')
    .addColumn('purpose', 'text', (c) => c.notNull())
    .addColumn('dedupe_key', 'text', (c) => c.notNull().unique())
    .addColumn('in_reply_to', 'text')
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('queued', 'sending', 'sent', 'failed')`))
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('next_attempt_at', 'text')
    .addColumn('last_error', 'text')
    .addColumn('receipt', 'text')
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('sent_at', 'text')
    .execute();
  await db.schema
    .createIndex('outbound_messages_unsent')
    .on('outbound_messages')
    .columns(['channel', 'recipient_kind', 'recipient_id', 'seq'])
    .where(sql.ref('state'), 'in', ['queued', 'sending'])
    .execute();
  await db.schema
    .createIndex('outbound_messages_shown')
    .on('outbound_messages')
    .columns(['channel', 'recipient_kind', 'recipient_id', 'n'])
    .execute();
  await db.schema
    .createTable('audit_entries')
    .addColumn('n', 'integer', (c) => c.primaryKey())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('task_id', 'text')
    .addColumn('submission_id', 'text')
    .addColumn('summary', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('audit_entries_by_task').on('audit_entries').columns(['task_id', 'n']).execute();
  await db.schema.createIndex('audit_entries_by_submission').on('audit_entries').columns(['submission_id', 'n']).execute();
  await db.schema
    .createTable('counters')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('value', 'integer', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('settings')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute();
}
