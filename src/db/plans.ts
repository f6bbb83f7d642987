import type { AssessmentPlan, Assignment, Category, Section, Task } from '../domain/plan.ts';
import { cancelledCode, OVER } from '../domain/plan-revision.ts';
import { inSlices } from './insert-rows.ts';
import type { Database, Tables } from './tables.ts';

/** The plan commands mean when no year is said: the published one with the latest year; when all are closed the latest of them. */
export function currentPlan(db: Database) {
  return db
    .selectFrom('plans')
    .orderBy('state', 'desc') // published before closed
    .orderBy('year', 'desc')
    .limit(1);
}

/** The plan commands mean: the one of the year named, else the current one. */
export async function findPlan(db: Database, year?: number): Promise<AssessmentPlan | undefined> {
  const plan = year === undefined ? currentPlan(db) : db.selectFrom('plans').where('year', '=', year);
  return plan.selectAll().executeTakeFirst();
}

/** The years that are not closed, the one commands mean first. */
export async function listOpenPlans(db: Database): Promise<AssessmentPlan[]> {
  return db.selectFrom('plans').selectAll().where('state', '=', 'published').orderBy('year', 'desc').execute();
}

/** The year of each of these items that is not of the plan commands mean. */
export async function listOtherYears(db: Database, taskIds: readonly string[]): Promise<Map<string, number>> {
  const years = new Map<string, number>();
  for (const slice of inSlices(taskIds)) {
    const tasks = db.selectFrom('tasks').innerJoin('plans', 'plans.id', 'tasks.planId').select(['tasks.id', 'plans.year']);
    const rows = await tasks.where('tasks.id', 'in', slice).where('plans.id', '<>', currentPlan(db).select('plans.id')).execute();
    for (const { id, year } of rows) years.set(id, year);
  }
  return years;
}

/** The latest plan of an earlier year, closed ones too. */
export async function findPlanBefore(db: Database, year: number): Promise<AssessmentPlan | undefined> {
  return db.selectFrom('plans').selectAll().where('year', '<', year).orderBy('year', 'desc').limit(1).executeTakeFirst();
}

export async function getPlan(db: Database, id: string): Promise<AssessmentPlan> {
  return db.selectFrom('plans').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

/** Headings of the table in force, in its order. */
export async function listCategories(db: Database, planId: string): Promise<Category[]> {
  return (await listAllCategories(db, planId)).filter(({ position }) => position !== OVER);
}

/** The same with those under which only cancelled items stand. */
export async function listAllCategories(db: Database, planId: string): Promise<Category[]> {
  return db.selectFrom('categories').selectAll().where('planId', '=', planId).orderBy('position').execute();
}

export async function getSection(db: Database, id: string): Promise<Section> {
  return db.selectFrom('sections').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

/** 考评内容 under one category, in table order. */
export async function listSections(db: Database, categoryIds: readonly string[]): Promise<Section[]> {
  return db
    .selectFrom('sections')
    .selectAll()
    .where('categoryId', 'in', [...categoryIds])
    .orderBy('position')
    .execute();
}

/** The items of a plan that are in force, in table order. */
export async function listTasks(db: Database, planId: string): Promise<Task[]> {
  return (await listAllTasks(db, planId)).filter(({ cancelled }) => cancelled === 0);
}

/** The same with those a later table has no more (已取消). */
export async function listAllTasks(db: Database, planId: string): Promise<Task[]> {
  const rows = await db.selectFrom('tasks').selectAll().where('planId', '=', planId).orderBy('position').execute();
  return rows.map(toTask);
}

/** 第 N 项 by the code people type; one that was cancelled only while no other has its number. */
export async function findTask(db: Database, planId: string, code: string): Promise<Task | undefined> {
  const codes = [code, cancelledCode(code)];
  const rows = await db.selectFrom('tasks').selectAll().where('planId', '=', planId).where('code', 'in', codes).execute();
  const row = rows.find((one) => one.code === code) ?? rows[0];
  return row && toTask(row);
}

export async function getTask(db: Database, id: string): Promise<Task> {
  return toTask(await db.selectFrom('tasks').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
}

/** 全部完成 or 任一完成. */
export async function setCompletion(db: Database, id: string, completion: Task['completion']): Promise<void> {
  await db.updateTable('tasks').set({ completion }).where('id', '=', id).execute();
}

function toTask(row: Tables['tasks']): Task {
  return { ...row, quotas: JSON.parse(row.quotas), source: JSON.parse(row.source) };
}

/** Who shares an item (任务分工), in the order of the cell. */
export async function listAssignments(db: Database, taskId: string): Promise<Assignment[]> {
  return db.selectFrom('assignments').selectAll().where('taskId', '=', taskId).orderBy('position').execute();
}

export async function changePlanState(db: Database, id: string, change: Pick<AssessmentPlan, 'state' | 'closedAt'>): Promise<void> {
  await db.updateTable('plans').set(change).where('id', '=', id).execute();
}
