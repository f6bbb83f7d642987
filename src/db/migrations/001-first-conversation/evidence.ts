import { sql, type Kysely } from 'kysely';

/** What was handed in, reviewed and reminded of. */
export async function evidence(db: Kysely<unknown>): Promise<void> {
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
