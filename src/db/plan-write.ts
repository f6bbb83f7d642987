import { sql } from 'kysely';
import type { AdjustmentRule, AssessmentPlan, Task } from '../domain/plan.ts';
import type { PlanRows } from '../domain/plan-rows.ts';
import { inSlices, insertRows } from './insert-rows.ts';
import type { Database, Tables } from './tables.ts';

/** Stores a year's table (年度创建方案) with all its rows. A year can stand only once: the database refuses a second. */
export async function insertPlan(db: Database, plan: AssessmentPlan, rows: PlanRows): Promise<void> {
  await db.insertInto('plans').values(plan).execute();
  await insertRows(db, 'categories', rows.categories);
  await insertRows(db, 'sections', rows.sections);
  await insertRows(db, 'tasks', rows.tasks.map(taskRow));
  await insertRows(db, 'adjustments', rows.adjustments.map(ruleRow));
  await insertRows(db, 'assignments', rows.assignments);
  await insertRows(db, 'milestones', rows.milestones);
}

function taskRow(task: Task): Tables['tasks'] {
  return { ...task, quotas: JSON.stringify(task.quotas), source: JSON.stringify(task.source) };
}

function ruleRow(rule: AdjustmentRule): Tables['adjustments'] {
  const { rates, departments, terms } = rule;
  return { ...rule, rates: JSON.stringify(rates), departments: JSON.stringify(departments), terms: JSON.stringify(terms) };
}

/** Puts rows in place of those of a plan that stands: known ids are changed, the others come in. Nothing is removed here. */
export async function replacePlanRows(db: Database, { id, title }: Pick<AssessmentPlan, 'id' | 'title'>, rows: PlanRows): Promise<void> {
  await db.updateTable('plans').set({ title }).where('id', '=', id).execute();
  await freeCodes(db, id, rows.tasks);
  await putRows(db, 'categories', rows.categories);
  await putRows(db, 'sections', rows.sections);
  await putRows(db, 'tasks', rows.tasks.map(taskRow));
  await putRows(db, 'adjustments', rows.adjustments.map(ruleRow));
  await putRows(db, 'assignments', rows.assignments);
  await putRows(db, 'milestones', rows.milestones);
  await sql`update deliverables set position = (select position from tasks where tasks.id = deliverables.task_id)
    where plan_id = ${id} and position <> (select position from tasks where tasks.id = deliverables.task_id)`.execute(db);
}

/** Two items may change numbers with each other, and a number stands once at any moment. */
async function freeCodes(db: Database, planId: string, tasks: readonly Task[]): Promise<void> {
  const before = await db.selectFrom('tasks').select(['id', 'code']).where('planId', '=', planId).execute();
  const codes = new Map(tasks.map(({ id, code }) => [id, code]));
  const renumbered = before.filter(({ id, code }) => codes.get(id) !== code).map(({ id }) => id);
  for (const ids of inSlices(renumbered)) {
    await db
      .updateTable('tasks')
      .set({ code: sql<string>`'~' || id` })
      .where('id', 'in', ids)
      .execute();
  }
}

type PlanTable = 'categories' | 'sections' | 'tasks' | 'adjustments' | 'assignments' | 'milestones';

async function putRows(db: Database, table: PlanTable, rows: readonly { id: string }[]): Promise<void> {
  const known = new Map<string, object>();
  for (const ids of inSlices(rows.map(({ id }) => id))) {
    for (const row of await db.selectFrom(table).selectAll().where('id', 'in', ids).execute()) known.set(row.id, row);
  }
  for (const row of rows) {
    const before = known.get(row.id);
    if (before === undefined || isSame(before, row)) continue;
    const { id, ...change } = row;
    await db.updateTable(table).set(change).where('id', '=', id).execute();
  }
  const fresh = rows.filter(({ id }) => !known.has(id));
  await insertRows(db, table, fresh as never);
}

function isSame(before: object, row: object): boolean {
  const columns = new Map(Object.entries(before));
  return Object.entries(row).every(([column, value]) => columns.get(column) === value);
}

/** Headings under which nothing stands any more. */
export async function removeEmptyHeadings(db: Database, planId: string, kept: ReadonlySet<string>): Promise<void> {
  const used = await db.selectFrom('tasks').select(['categoryId', 'sectionId']).where('planId', '=', planId).execute();
  const ids = new Set([...kept, ...used.flatMap(({ categoryId, sectionId }) => [categoryId, sectionId])]);
  const categories = await db.selectFrom('categories').select('id').where('planId', '=', planId).execute();
  for (const { id } of categories) {
    const sections = await db.selectFrom('sections').select('id').where('categoryId', '=', id).execute();
    for (const section of sections) if (!ids.has(section.id)) await db.deleteFrom('sections').where('id', '=', section.id).execute();
    if (!ids.has(id)) await db.deleteFrom('categories').where('id', '=', id).execute();
  }
}
