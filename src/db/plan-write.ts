import type { AssessmentPlan } from '../domain/plan.ts';
import type { PlanRows } from '../domain/plan-rows.ts';
import { insertRows } from './insert-rows.ts';
import type { Database } from './tables.ts';

/** Stores a year's table (年度创建方案) with all its rows. A year can stand only once: the database refuses a second. */
export async function insertPlan(db: Database, plan: AssessmentPlan, rows: PlanRows): Promise<void> {
  await db.insertInto('plans').values(plan).execute();
  await insertRows(db, 'categories', rows.categories);
  await insertRows(db, 'sections', rows.sections);
  await insertRows(
    db,
    'tasks',
    rows.tasks.map((task) => ({ ...task, quotas: JSON.stringify(task.quotas), source: JSON.stringify(task.source) })),
  );
  await insertRows(
    db,
    'adjustments',
    rows.adjustments.map((rule) => ({
      ...rule,
      rates: JSON.stringify(rule.rates),
      departments: JSON.stringify(rule.departments),
      terms: JSON.stringify(rule.terms),
    })),
  );
  await insertRows(db, 'assignments', rows.assignments);
}
