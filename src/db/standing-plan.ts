import type { AssessmentPlan, Assignment, Milestone } from '../domain/plan.ts';
import type { StandingPlan } from '../domain/plan-revision.ts';
import { listAdjustments } from './adjustments.ts';
import { listAllCategories, listAllTasks } from './plans.ts';
import { NOT_LIVE } from './submissions.ts';
import type { Database } from './tables.ts';

/** Everything of a plan that a table says, as it stands, with what is cancelled. */
export async function readStandingPlan(db: Database, plan: AssessmentPlan): Promise<StandingPlan> {
  return {
    plan,
    categories: await listAllCategories(db, plan.id),
    sections: await db
      .selectFrom('sections')
      .innerJoin('categories', 'categories.id', 'sections.categoryId')
      .selectAll('sections')
      .where('categories.planId', '=', plan.id)
      .orderBy('sections.position')
      .execute(),
    tasks: await listAllTasks(db, plan.id),
    assignments: await listAllAssignments(db, plan.id),
    milestones: await listOwnMilestones(db, plan.id),
    adjustments: await listAdjustments(db, plan.id),
  };
}

/** Shares of all items, of cancelled ones too, in table order. */
async function listAllAssignments(db: Database, planId: string): Promise<Assignment[]> {
  return db
    .selectFrom('assignments')
    .innerJoin('tasks', 'tasks.id', 'assignments.taskId')
    .selectAll('assignments')
    .where('tasks.planId', '=', planId)
    .orderBy('tasks.position')
    .orderBy('assignments.position')
    .orderBy('assignments.id')
    .execute();
}

async function listOwnMilestones(db: Database, planId: string): Promise<Milestone[]> {
  return db
    .selectFrom('milestones')
    .selectAll()
    .where('planId', '=', planId)
    .where('taskId', 'is not', null)
    .orderBy('dueOn')
    .orderBy('id')
    .execute();
}

/** How many submissions (报送) count for each share of a plan; shares without one are left out. */
export async function countHandedIn(db: Database, planId: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('submissions')
    .innerJoin('deliverables', 'deliverables.id', 'submissions.deliverableId')
    .select((e) => ['deliverables.assignmentId', e.fn.countAll<number>().as('count')])
    .where('deliverables.planId', '=', planId)
    .where('submissions.state', 'not in', NOT_LIVE)
    .groupBy('deliverables.assignmentId')
    .execute();
  return new Map(rows.map(({ assignmentId, count }) => [assignmentId, Number(count)]));
}
