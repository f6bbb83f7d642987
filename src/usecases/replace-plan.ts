import { listOwnerlessTasks, removeAssignment, updateAssignment } from '../db/assignments.ts';
import { listDepartments, listMembersWithRole } from '../db/directory.ts';
import { listPublishedDrafts } from '../db/imports.ts';
import { removeMilestones } from '../db/milestones.ts';
import { removeEmptyHeadings, replacePlanRows } from '../db/plan-write.ts';
import { findOpenRequest } from '../db/requests.ts';
import type { AssessmentPlan } from '../domain/plan.ts';
import type { PlanDraft } from '../domain/plan-draft.ts';
import { OVER } from '../domain/plan-revision.ts';
import type { PlanRows } from '../domain/plan-rows.ts';
import { announceReplacement } from './announce-replacement.ts';
import { auditCorrections } from './audit-corrections.ts';
import { audit, type Actor } from './audit.ts';
import { closeRequest } from './close-request.ts';
import type { Comparison, DraftDifference } from './compare-with-published.ts';
import { ofYearOf } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { reconcileDeliverables } from './reconcile-deliverables.ts';
import { tellEach } from './tell-each.ts';

/** What a new table of a year in force brought about. */
export interface ReplacedView {
  planId: string;
  year: number;
  /** 「2022年 」 where another year is the current one. */
  ofYear: string;
  difference: DraftDifference;
  /** How many 应报事项 count now. */
  total: number;
  /** Liaisons who were told what changed for them. */
  told: number;
  /** Departments something changed for and nobody could be told. */
  untold: string[];
  /** Names the directory does not know, with their items. */
  unclaimed: { label: string; codes: string[] }[];
  /** Items without any department. */
  ownerless: string[];
  /** The file of the table that was in force: imported again it takes all of this back. */
  formerName: string;
}

/** Puts a new table of the same year in place of the one in force (年度任务分解表更新). In a transaction: all of it or nothing. */
export async function replacePlan(
  deps: Deps,
  { plan, draft, comparison, actor }: { plan: AssessmentPlan; draft: PlanDraft; comparison: Comparison; actor: Actor },
): Promise<ReplacedView> {
  const { revision, view: difference } = comparison;
  const [former] = await listPublishedDrafts(deps.db, plan.id);
  const { rows, removeShares } = revision;
  await replacePlanRows(deps.db, { id: plan.id, title: draft.title }, rows);
  if (revision.removeMilestones.length > 0) await removeMilestones(deps.db, revision.removeMilestones);
  for (const { id } of removeShares) await updateAssignment(deps.db, id, { departmentId: null, collective: 0 });
  const {
    counts: { total },
  } = await reconcileDeliverables(deps, plan);
  for (const { id } of removeShares) await removeAssignment(deps.db, id);
  await removeEmptyHeadings(deps.db, plan.id, headingsOf(rows));
  await closeRequestsOf(deps, comparison, actor);
  await auditAll(deps, comparison, actor);
  await auditCorrections(deps, draft.tasks, rows, actor);

  const departments = await listDepartments(deps.db);
  const { told, untold } = await announceReplacement(deps, { plan, comparison, departments, key: String(former!.revision + 1) });
  const unclaimed = Map.groupBy(
    rows.assignments.filter(({ departmentId }) => departmentId === null),
    ({ label }) => label,
  );
  const codes = new Map(rows.tasks.map(({ id, code }) => [id, code]));
  const view: ReplacedView = {
    planId: plan.id,
    year: plan.year,
    ofYear: await ofYearOf(deps, plan),
    difference,
    total,
    told,
    untold,
    unclaimed: [...unclaimed].map(([label, shares]) => ({ label, codes: shares.map(({ taskId }) => codes.get(taskId)!) })),
    ownerless: await listOwnerlessTasks(deps.db, plan.id),
    formerName: former!.name,
  };
  const others = (await listMembersWithRole(deps.db, 'admin')).filter(({ id }) => id !== actor.id);
  const message = deps.render('plan-replaced', view);
  const key = `plan-replaced-${plan.id}-${former!.revision + 1}`;
  await tellEach(deps, others, { purpose: 'notice', key, messageFor: () => message });
  return view;
}

/** Those of the new table, also such without items. */
function headingsOf({ categories, sections }: PlanRows): ReadonlySet<string> {
  return new Set([...categories.filter(({ position }) => position !== OVER), ...sections].map(({ id }) => id));
}

/** What was asked about an item that is gone needs no decision any more. */
async function closeRequestsOf(deps: Deps, { revision: { gone } }: Comparison, actor: Actor): Promise<void> {
  for (const { id } of gone) {
    for (;;) {
      const request = await findOpenRequest(deps.db, { taskId: id });
      if (request === undefined) break;
      await closeRequest(deps, request, actor, 'cancelled', '该项已取消');
    }
  }
}

async function auditAll(deps: Deps, { view, difference, revision: { gone, rows } }: Comparison, actor: Actor): Promise<void> {
  const { year, kept, changed, added } = view;
  const counts = `不变 ${kept} 项，有变化 ${changed.length} 项，去掉 ${gone.length} 项，新增 ${added.length} 项`;
  await audit(deps, actor, 'replace-plan', `更新 ${year} 年度任务分解表：${counts}`);
  const ids = new Map(rows.tasks.map(({ id, code }) => [code, id]));
  const of = (code: string): { taskId?: string } => {
    const taskId = ids.get(code);
    return taskId === undefined ? {} : { taskId };
  };
  for (const { code, was, words } of changed) {
    await audit(
      deps,
      actor,
      'replace-plan',
      `新表中第${code}项${was === null ? '' : `（原第${was}项）`}有变化：${words.join('；')}`,
      of(code),
    );
  }
  const renumbered = difference.kept.filter(({ task, current }) => task.code !== current.code && current.row.cancelled === 0);
  for (const { task, current } of renumbered) {
    await audit(deps, actor, 'replace-plan', `新表中第${current.code}项改为第${task.code}项`, of(task.code));
  }
  for (const { id, code } of gone) await audit(deps, actor, 'replace-plan', `新表中没有第${code}项，已取消`, { taskId: id });
  for (const { code, back } of added) await audit(deps, actor, 'replace-plan', `新表${back ? '恢复' : '新增'}第${code}项`, of(code));
}
