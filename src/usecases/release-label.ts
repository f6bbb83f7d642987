import { insertAssignments, listAssignmentsHeldBy, removeAssignment, updateAssignment, type AssignmentOfTask } from '../db/assignments.ts';
import { listStandingDeliverables } from '../db/deliverables.ts';
import { listDepartments } from '../db/directory.ts';
import { getPublishedDraft } from '../db/imports.ts';
import { getPlan } from '../db/plans.ts';
import { createDepartmentResolver, departmentKey, expandDepartment, type Department } from '../domain/directory.ts';
import { divideDuties, type Duty } from '../domain/divide-duties.ts';
import { audit, type Actor } from './audit.ts';
import type { Deps } from './deps.ts';
import { reconcileDeliverables } from './reconcile-deliverables.ts';

/** One item whose cell names the label, as the table reads without it, and what the department holds of it. */
interface Line {
  code: string;
  duties: Duty[];
  held: AssignmentOfTask[];
}

/**
 * The way back from `claimLabel`, once the name means nobody: what a department took under it stands 待认领 again, unless
 * something was handed in for it; what the table gives the department by another name stays. Returns the items, in table order.
 */
export async function releaseLabel(deps: Deps, label: string, department: Department, actor: Actor): Promise<{ taskCodes: string[] }> {
  const departments = await listDepartments(deps.db);
  const held = await listAssignmentsHeldBy(
    deps.db,
    expandDepartment(department, departments).map(({ id }) => id),
  );
  const taskCodes: string[] = [];
  for (const [planId, shares] of Map.groupBy(held, (share) => share.planId)) {
    const lines = await listLines(deps, planId, label, departments, shares);
    taskCodes.push(...(await releaseInPlan(deps, { planId, label, lines, actor })));
  }
  return { taskCodes };
}

async function listLines(
  deps: Deps,
  planId: string,
  label: string,
  departments: readonly Department[],
  shares: readonly AssignmentOfTask[],
): Promise<Line[]> {
  const resolve = createDepartmentResolver(departments);
  const { tasks } = await getPublishedDraft(deps.db, planId);
  return tasks
    .filter((task) => task.departments.some(({ name }) => departmentKey(name) === departmentKey(label)))
    .map(({ code, departments: cell }) => ({
      code,
      duties: divideDuties(cell, resolve, departments),
      held: shares.filter(({ task }) => task.code === code),
    }))
    .filter(({ held }) => held.length > 0);
}

interface Release {
  planId: string;
  label: string;
  lines: readonly Line[];
  actor: Actor;
}

async function releaseInPlan(deps: Deps, { planId, label, lines, actor }: Release): Promise<string[]> {
  const standing = await listStandingDeliverables(deps.db, planId);
  const touched = new Set(standing.filter(({ handedIn }) => handedIn).map(({ assignmentId }) => assignmentId));
  const codes: string[] = [];
  const superfluous: string[] = [];
  for (const { code, duties, held } of lines) {
    await restoreOwn(deps, duties, held);
    const position = duties.findIndex((duty) => duty.departmentId === null && departmentKey(duty.label) === departmentKey(label));
    const taken = held.filter((share) => departmentKey(share.label) === departmentKey(label) && !isOwn(share, duties));
    const free = taken.filter(({ id }) => !touched.has(id));
    if (position < 0 || (taken.length > 0 && free.length === 0)) continue;
    const { taskId } = held[0]!;
    if (free.length === 0) await insertAssignments(deps.db, [{ id: deps.newId(), taskId, ...duties[position]!, position, givenUp: 0 }]);
    for (const { id } of free) await updateAssignment(deps.db, id, { departmentId: null, collective: 0 });
    // What a collective took was one line of the table.
    superfluous.push(...free.slice(1).map(({ id }) => id));
    codes.push(code);
    await audit(deps, actor, 'release-label', `第${code}项的「${label}」重新待认领`, { taskId });
  }
  await reconcileDeliverables(deps, await getPlan(deps.db, planId));
  for (const id of superfluous) await removeAssignment(deps.db, id);
  return codes;
}

/** What the label had lent the department's own share: the role of the lead, or its name. */
async function restoreOwn(deps: Deps, duties: readonly Duty[], held: readonly AssignmentOfTask[]): Promise<void> {
  for (const share of held) {
    const own = duties.find(({ departmentId }) => departmentId === share.departmentId);
    if (own !== undefined) await updateAssignment(deps.db, share.id, { label: own.label, role: own.role, collective: own.collective });
  }
}

function isOwn({ departmentId }: AssignmentOfTask, duties: readonly Duty[]): boolean {
  return duties.some((duty) => duty.departmentId === departmentId);
}
