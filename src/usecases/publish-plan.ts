import { listPlanAssignments, type AssignmentOfTask } from '../db/assignments.ts';
import { listDepartments, listMembersWithRole } from '../db/directory.ts';
import { insertPlan } from '../db/plan-write.ts';
import { findPlan } from '../db/plans.ts';
import { createDepartmentResolver, type Department } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { AssessmentPlan } from '../domain/plan.ts';
import type { PlanDraft } from '../domain/plan-draft.ts';
import { planRows } from '../domain/plan-rows.ts';
import { announceAssignments } from './announce-assignments.ts';
import { audit, type Actor } from './audit.ts';
import { compareWithPublished } from './compare-with-published.ts';
import type { Deps } from './deps.ts';
import { proposalsView, type ProposalView } from './proposals-view.ts';
import { reconcileDeliverables } from './reconcile-deliverables.ts';
import { tellEach } from './tell-each.ts';

/** What 确认导入 brought about. `unchanged`: the same table is in force already. */
export type PublishOutcome = { unchanged: true; year: number } | ({ unchanged: false } & PublishedView);

export interface PublishedView {
  planId: string;
  year: number;
  taskCount: number;
  departmentCount: number;
  branchCount: number;
  unclaimed: { label: string; codes: string[] }[];
  untold: { name: string; codes: string[] }[];
  proposals: ProposalView[];
}

/** Puts a table into force (生效) and tells everybody concerned. In a transaction: all of it or nothing. */
export async function publishPlan(deps: Deps, draft: PlanDraft, namedYear: number | undefined, actor: Actor): Promise<PublishOutcome> {
  const year = yearOf(draft, namedYear);
  const standing = await findPlan(deps.db, year);
  if (standing !== undefined) return keepStanding(deps, standing, draft);

  const plan: AssessmentPlan = {
    id: deps.newId(),
    year,
    title: draft.title,
    state: 'published',
    publishedAt: deps.clock.now().toISOString(),
    closedAt: null,
  };
  const departments = await listDepartments(deps.db);
  const resolve = createDepartmentResolver(departments);
  await insertPlan(deps.db, plan, planRows({ planId: plan.id, draft, departments, resolve, newId: deps.newId }));
  await reconcileDeliverables(deps, plan);
  await audit(deps, actor, 'publish-plan', `导入 ${year} 年度任务分解表，${draft.tasks.length} 项生效`);

  const assignments = await listPlanAssignments(deps.db, plan.id);
  const untold = await announceAssignments(deps, { plan, assignments, departments, key: 'published' });
  const view = { ...publishedView(plan, draft, assignments, departments, untold), proposals: proposalsView(deps, plan) };
  await tellOtherAdmins(deps, actor, view);
  return { unchanged: false, ...view };
}

/** A year the table names itself is not overruled by a word. */
function yearOf(draft: PlanDraft, named: number | undefined): number {
  if (draft.year !== null && named !== undefined && named !== draft.year) {
    throw new DomainError('import-other-year', { year: draft.year, named });
  }
  const year = draft.year ?? named;
  if (year === undefined) throw new DomainError('import-needs-year', { title: draft.title });
  return year;
}

/** A year stands once. The same table again is harmless; another one is refused with the difference. */
async function keepStanding(deps: Deps, plan: AssessmentPlan, draft: PlanDraft): Promise<PublishOutcome> {
  const difference = await compareWithPublished(deps, plan, draft);
  if (!difference.identical) throw new DomainError('year-already-published', { year: plan.year, difference });
  return { unchanged: true, year: plan.year };
}

function publishedView(
  plan: AssessmentPlan,
  draft: PlanDraft,
  assignments: readonly AssignmentOfTask[],
  departments: readonly Department[],
  untold: readonly Department[],
): Omit<PublishedView, 'proposals'> {
  const owing = departments.filter(({ id }) => assignments.some(({ departmentId }) => departmentId === id));
  const branchCount = owing.filter(({ kind }) => kind === 'branch').length;
  const unclaimed = Map.groupBy(
    assignments.filter(({ departmentId }) => departmentId === null),
    ({ label }) => label,
  );
  return {
    planId: plan.id,
    year: plan.year,
    taskCount: draft.tasks.length,
    departmentCount: owing.length - branchCount,
    branchCount,
    unclaimed: [...unclaimed].map(([label, shares]) => ({ label, codes: shares.map(({ task }) => task.code) })),
    untold: untold.map(({ id, name }) => ({
      name,
      codes: assignments.filter(({ departmentId }) => departmentId === id).map(({ task }) => task.code),
    })),
  };
}

/** The office's one message; whoever confirmed reads it in the answer. */
async function tellOtherAdmins(deps: Deps, actor: Actor, view: Omit<PublishedView, 'proposals'>): Promise<void> {
  const others = (await listMembersWithRole(deps.db, 'admin')).filter(({ id }) => id !== actor.id);
  const message = deps.render('plan-published', view);
  await tellEach(deps, others, { purpose: 'notice', key: `plan-published-${view.planId}`, messageFor: () => message });
}
