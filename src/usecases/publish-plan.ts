import { listOwnerlessTasks, listPlanAssignments, type AssignmentOfTask } from '../db/assignments.ts';
import { listDepartments, listMembersWithRole } from '../db/directory.ts';
import { insertPlan } from '../db/plan-write.ts';
import { findPlan } from '../db/plans.ts';
import { createDepartmentResolver, type Department } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { AssessmentPlan } from '../domain/plan.ts';
import type { PlanDraft } from '../domain/plan-draft.ts';
import { planRows, type PlanRows } from '../domain/plan-rows.ts';
import { announceAssignments } from './announce-assignments.ts';
import { auditCorrections } from './audit-corrections.ts';
import { audit, type Actor } from './audit.ts';
import { carryOver, type CarriedView } from './carry-over.ts';
import { compareWithPublished, type DraftDifference } from './compare-with-published.ts';
import { ofYearOf } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { proposalsView, type ProposalView } from './proposals-view.ts';
import { reconcileDeliverables } from './reconcile-deliverables.ts';
import { replacePlan, type ReplacedView } from './replace-plan.ts';
import { tellEach } from './tell-each.ts';

/**
 * What 确认导入 brought about. `unchanged`: the same table is in force already. `outdated`: something changed since the preview, so the
 * difference as it is now is shown first.
 */
export type PublishOutcome =
  | { kind: 'unchanged'; year: number; ofYear: string }
  | { kind: 'outdated'; year: number; difference: DraftDifference }
  | ({ kind: 'published' } & PublishedView)
  | ({ kind: 'replaced' } & ReplacedView);

export interface PublishedView {
  planId: string;
  year: number;
  /** 「2022年 」 where another year is the current one. */
  ofYear: string;
  taskCount: number;
  departmentCount: number;
  branchCount: number;
  unclaimed: { label: string; codes: string[] }[];
  /** Items without any department. */
  ownerless: string[];
  untold: { name: string; codes: string[] }[];
  proposals: ProposalView[];
  /** Items that got time points of their own from the table. */
  dated: string[];
  carried: CarriedView | null;
}

export interface PublishInput {
  draft: PlanDraft;
  /** Needed only when the table names none. */
  year: number | undefined;
  /** The difference as the preview showed it; undefined when it was shown just now. */
  shown: string | null | undefined;
  actor: Actor;
}

/** Puts a table into force (生效), or in place of the one of its year, and tells everybody concerned. In a transaction: all of it or nothing. */
export async function publishPlan(deps: Deps, { draft, year: named, shown, actor }: PublishInput): Promise<PublishOutcome> {
  const year = yearOf(draft, named);
  const standing = await findPlan(deps.db, year);
  return standing === undefined ? publishNew(deps, draft, year, actor) : replaceStanding(deps, standing, { draft, shown, actor });
}

async function publishNew(deps: Deps, draft: PlanDraft, year: number, actor: Actor): Promise<PublishOutcome> {
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
  const rows = planRows({ planId: plan.id, year, draft, departments, resolve, newId: deps.newId });
  const carried = await carryOver(deps, { year, draft, rows, departments });
  await insertPlan(deps.db, plan, rows);
  await reconcileDeliverables(deps, plan);
  await audit(deps, actor, 'publish-plan', `导入 ${year} 年度任务分解表，${draft.tasks.length} 项生效`);
  await auditCorrections(deps, draft.tasks, rows, actor);
  if (carried !== null) await auditCarried(deps, carried, rows, actor);

  const assignments = await listPlanAssignments(deps.db, plan.id);
  const untold = await announceAssignments(deps, { plan, assignments, departments, key: 'published' });
  const dated = new Set(rows.milestones.map(({ taskId }) => taskId));
  const view: PublishedView = {
    ...publishedView(plan, draft, assignments, departments, untold),
    ofYear: await ofYearOf(deps, plan),
    proposals: proposalsView(deps, plan),
    dated: rows.tasks.filter(({ id }) => dated.has(id)).map(({ code }) => code),
    carried,
    ownerless: await listOwnerlessTasks(deps.db, plan.id),
  };
  await tellOtherAdmins(deps, actor, view);
  return { kind: 'published', ...view };
}

async function auditCarried(deps: Deps, { owners, anyCompletes, difference }: CarriedView, rows: PlanRows, actor: Actor): Promise<void> {
  const of = (code: string): { taskId: string } => ({ taskId: rows.tasks.find((task) => task.code === code)!.id });
  for (const { code, departments } of owners) {
    await audit(deps, actor, 'carry-over', `第${code}项沿用 ${difference.year} 年度的责任部门：${departments.join('、')}`, of(code));
  }
  for (const code of anyCompletes) {
    await audit(deps, actor, 'carry-over', `第${code}项沿用 ${difference.year} 年度的规定：任一部门完成即可`, of(code));
  }
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

/** The same table again is harmless. Another one takes its place, when it would do what was shown. */
async function replaceStanding(
  deps: Deps,
  plan: AssessmentPlan,
  { draft, shown, actor }: Omit<PublishInput, 'year'>,
): Promise<PublishOutcome> {
  const comparison = await compareWithPublished(deps, plan, draft);
  if (comparison.view.identical) return { kind: 'unchanged', year: plan.year, ofYear: await ofYearOf(deps, plan) };
  if (plan.state === 'closed') throw new DomainError('plan-closed', { year: plan.year });
  if (shown !== undefined && shown !== JSON.stringify(comparison.view)) {
    return { kind: 'outdated', year: plan.year, difference: comparison.view };
  }
  return { kind: 'replaced', ...(await replacePlan(deps, { plan, draft, comparison, actor })) };
}

function publishedView(
  plan: AssessmentPlan,
  draft: PlanDraft,
  assignments: readonly AssignmentOfTask[],
  departments: readonly Department[],
  untold: readonly Department[],
): Omit<PublishedView, 'ofYear' | 'proposals' | 'dated' | 'carried' | 'ownerless'> {
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
async function tellOtherAdmins(deps: Deps, actor: Actor, view: PublishedView): Promise<void> {
  const others = (await listMembersWithRole(deps.db, 'admin')).filter(({ id }) => id !== actor.id);
  const message = deps.render('plan-published', view);
  await tellEach(deps, others, { purpose: 'notice', key: `plan-published-${view.planId}`, messageFor: () => message });
}
