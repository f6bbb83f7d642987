import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Only text, integer and double precision; only what SQLite and PostgreSQL both take. */
export const firstConversation: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await directory(db);
    await plan(db);
    await evidence(db);
    await messages(db);
  },
};

async function directory(db: Kysely<unknown>): Promise<void> {
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

async function plan(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('plans')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('year', 'integer', (c) => c.notNull().unique())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('published', 'closed')`))
    .addColumn('published_at', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('categories')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('plan_id', 'text', (c) => c.notNull().references('plans.id'))
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('points', 'double precision')
    .execute();
  await db.schema
    .createTable('sections')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('category_id', 'text', (c) => c.notNull().references('categories.id'))
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('points', 'double precision')
    .execute();
  await db.schema
    .createTable('tasks')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('plan_id', 'text', (c) => c.notNull().references('plans.id'))
    .addColumn('category_id', 'text', (c) => c.notNull().references('categories.id'))
    .addColumn('section_id', 'text', (c) => c.notNull().references('sections.id'))
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('code', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('points', 'double precision')
    .addColumn('quota', 'text', (c) => c.notNull())
    .addUniqueConstraint('tasks_code', ['plan_id', 'code'])
    .execute();
  await db.schema
    .createTable('adjustments')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('plan_id', 'text', (c) => c.notNull().references('plans.id'))
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('bonus', 'deduction')`))
    .addColumn('group', 'text', (c) => c.notNull())
    .addColumn('group_cap', 'double precision')
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('cap', 'double precision')
    .addColumn('rates', 'text', (c) => c.notNull())
    .addColumn('departments', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('assignments')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('task_id', 'text', (c) => c.notNull().references('tasks.id'))
    .addColumn('department_id', 'text', (c) => c.references('departments.id'))
    .addColumn('label', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull().check(sql`role in ('lead', 'support')`))
    .addColumn('collective', 'integer', (c) => c.notNull())
    .addColumn('position', 'integer', (c) => c.notNull())
    .addUniqueConstraint('assignments_department', ['task_id', 'department_id'])
    .execute();
  await db.schema.createIndex('assignments_by_department').on('assignments').column('department_id').execute();
  await db.schema
    .createTable('milestones')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('plan_id', 'text', (c) => c.notNull().references('plans.id'))
    .addColumn('task_id', 'text', (c) => c.references('tasks.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('due_on', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('milestones_by_plan').on('milestones').columns(['plan_id', 'task_id']).execute();
  await db.schema
    .createTable('deliverables')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('assignment_id', 'text', (c) => c.notNull().references('assignments.id'))
    .addColumn('plan_id', 'text', (c) => c.notNull().references('plans.id'))
    .addColumn('task_id', 'text', (c) => c.notNull().references('tasks.id'))
    .addColumn('department_id', 'text', (c) => c.notNull().references('departments.id'))
    .addColumn('milestone_id', 'text')
    .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('open', 'submitted', 'approved', 'returned', 'waived')`))
    .addColumn('due_on', 'text')
    .addColumn('supplementary', 'integer', (c) => c.notNull())
    .addColumn('detached', 'integer', (c) => c.notNull())
    .addColumn('ladder_from', 'text', (c) => c.notNull())
    .addColumn('next_reminder_at', 'text')
    .addUniqueConstraint('deliverables_milestone', ['assignment_id', 'milestone_id'])
    .execute();
  // The same for the one without a checkpoint, which the constraint above does not see.
  await db.schema
    .createIndex('deliverables_undated')
    .unique()
    .on('deliverables')
    .column('assignment_id')
    .where(sql.ref('milestone_id'), 'is', null)
    .where(sql.ref('detached'), '=', 0)
    .execute();
  await db.schema
    .createIndex('deliverables_by_department')
    .on('deliverables')
    .columns(['plan_id', 'department_id', 'state', 'due_on'])
    .execute();
  await db.schema.createIndex('deliverables_by_task').on('deliverables').columns(['task_id', 'department_id']).execute();
  await db.schema
    .createIndex('deliverables_next_reminder')
    .on('deliverables')
    .column('next_reminder_at')
    .where(sql.ref('next_reminder_at'), 'is not', null)
    .execute();
  await db.schema
    .createTable('imports')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('inbound_id', 'text')
    .addColumn('member_id', 'text')
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('room_id', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) =>
      c.notNull().check(sql`state in ('awaiting', 'reading', 'preview', 'confirmed', 'cancelled', 'refused')`),
    )
    .addColumn('explicit', 'integer', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('attachment_id', 'text')
    .addColumn('text', 'text')
    .addColumn('draft', 'text')
    .addColumn('plan_id', 'text')
    .addColumn('created_at', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('imports_by_state').on('imports').columns(['state', 'member_id']).execute();
  await db.schema.createIndex('imports_by_plan').on('imports').column('plan_id').execute();
}

async function evidence(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('bursts')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('room_id', 'text', (c) => c.notNull())
    .addColumn('deliverable_id', 'text')
    .addColumn('question', 'text')
    .addColumn('candidates', 'text', (c) => c.notNull())
    .addColumn('problem', 'text')
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('ends_at', 'text', (c) => c.notNull())
    .addColumn('ended', 'integer', (c) => c.notNull())
    .execute();
  // One running burst per person and conversation.
  await db.schema
    .createIndex('bursts_open')
    .unique()
    .on('bursts')
    .columns(['member_id', 'channel', 'room_id'])
    .where(sql.ref('ended'), '=', 0)
    .execute();
  await db.schema.createIndex('bursts_by_conversation').on('bursts').columns(['member_id', 'channel', 'room_id', 'ends_at']).execute();
  await db.schema.createIndex('bursts_by_deliverable').on('bursts').column('deliverable_id').execute();
  await db.schema.createIndex('bursts_ending').on('bursts').column('ends_at').where(sql.ref('ended'), '=', 0).execute();
  await db.schema
    .createTable('submissions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('number', 'integer', (c) => c.notNull().unique())
    .addColumn('deliverable_id', 'text', (c) => c.notNull().references('deliverables.id'))
    .addColumn('department_id', 'text', (c) => c.notNull().references('departments.id'))
    .addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
    .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('receiving', 'submitted', 'approved', 'returned', 'withdrawn')`))
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('submitted_at', 'text')
    .addColumn('announced_version', 'integer', (c) => c.notNull())
    .execute();
  // One live submission per deliverable; withdrawn ones stay beside it.
  await db.schema
    .createIndex('submissions_live')
    .unique()
    .on('submissions')
    .column('deliverable_id')
    .where(sql.ref('state'), '<>', 'withdrawn')
    .execute();
  // Also for the foreign key: removing a deliverable looks here.
  await db.schema.createIndex('submissions_by_deliverable').on('submissions').column('deliverable_id').execute();
  await db.schema.createIndex('submissions_by_state').on('submissions').columns(['state', 'number']).execute();
  await db.schema
    .createTable('evidence')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('burst_id', 'text', (c) => c.notNull().references('bursts.id'))
    .addColumn('submission_id', 'text', (c) => c.references('submissions.id'))
    .addColumn('version', 'integer')
    .addColumn('inbound_id', 'text', (c) => c.notNull())
    .addColumn('attachment_id', 'text', (c) => c.notNull().unique())
    .addColumn('member_id', 'text', (c) => c.notNull().references('members.id'))
    .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('pending', 'stored', 'refused', 'failed')`))
    .addColumn('original_name', 'text', (c) => c.notNull())
    .addColumn('safe_name', 'text', (c) => c.notNull())
    .addColumn('size', 'bigint')
    .addColumn('sha256', 'text')
    .addColumn('mime', 'text')
    .addColumn('remark', 'text')
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('received_at', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('evidence_by_burst').on('evidence').column('burst_id').execute();
  await db.schema.createIndex('evidence_by_submission').on('evidence').column('submission_id').execute();
  await db.schema.createIndex('evidence_by_inbound').on('evidence').column('inbound_id').execute();
  await db.schema.createIndex('evidence_pending').on('evidence').column('state').where(sql.ref('state'), '=', 'pending').execute();
  await db.schema
    .createTable('reviews')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('submission_id', 'text', (c) => c.notNull().references('submissions.id'))
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('verdict', 'text', (c) => c.notNull().check(sql`verdict in ('approve', 'return')`))
    .addColumn('reason', 'text')
    .addColumn('comment', 'text', (c) => c.notNull())
    .addColumn('reviewer_id', 'text', (c) => c.notNull().references('members.id'))
    .addColumn('same_department', 'integer', (c) => c.notNull())
    .addColumn('reviewed_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('reviews_version', ['submission_id', 'version'])
    .execute();
  await db.schema
    .createTable('reminders')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('deliverable_id', 'text', (c) => c.notNull())
    .addColumn('rung', 'text', (c) => c.notNull())
    .addColumn('due_on', 'text', (c) => c.notNull())
    .addColumn('member_id', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('planned', 'merged', 'skipped', 'sent', 'failed')`))
    .addColumn('reason', 'text')
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('outbound_id', 'text')
    .addColumn('decided_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('reminders_once', ['deliverable_id', 'rung', 'due_on', 'member_id'])
    .execute();
  await db.schema.createIndex('reminders_by_member_day').on('reminders').columns(['member_id', 'day']).execute();
  // Decided, and waiting for the person's one message of the day.
  await db.schema.createIndex('reminders_waiting').on('reminders').columns(['state', 'outbound_id', 'member_id']).execute();
  await db.schema.createIndex('reminders_by_outbound').on('reminders').column('outbound_id').execute();
}

async function messages(db: Kysely<unknown>): Promise<void> {
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
