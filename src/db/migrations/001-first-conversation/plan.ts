import { sql, type Kysely } from 'kysely';

/** One year's table with its dates and what each department owes. */
export async function plan(db: Kysely<unknown>): Promise<void> {
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
