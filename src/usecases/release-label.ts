import { listAssignmentsHeldBy, removeAssignment, updateAssignment, type AssignmentOfTask } from '../db/assignments.ts';
import { listStandingDeliverables } from '../db/deliverables.ts';
import { listDepartments } from '../db/directory.ts';
import { getPlan } from '../db/plans.ts';
import { departmentKey, expandDepartment, type Department } from '../domain/directory.ts';
import type { Deps } from './deps.ts';
import { reconcileDeliverables } from './reconcile-deliverables.ts';

/**
 * The way back from `claimLabel`: what a department took under a name stands 待认领 again, unless something was handed in for
 * it. Returns the items, in table order.
 */
export async function releaseLabel(deps: Deps, label: string, department: Department): Promise<{ taskCodes: string[] }> {
  const holders = expandDepartment(department, await listDepartments(deps.db)).map(({ id }) => id);
  const held = (await listAssignmentsHeldBy(deps.db, holders)).filter((share) => departmentKey(share.label) === departmentKey(label));
  const released: AssignmentOfTask[] = [];
  for (const [planId, shares] of Map.groupBy(held, (share) => share.planId)) released.push(...(await releaseInPlan(deps, planId, shares)));
  return { taskCodes: released.map(({ task }) => task.code) };
}

async function releaseInPlan(deps: Deps, planId: string, held: readonly AssignmentOfTask[]): Promise<AssignmentOfTask[]> {
  const standing = await listStandingDeliverables(deps.db, planId);
  const touched = new Set(standing.filter(({ handedIn }) => handedIn).map(({ assignmentId }) => assignmentId));
  const free = held.filter(({ id }) => !touched.has(id));
  for (const { id } of free) await updateAssignment(deps.db, id, { departmentId: null, collective: 0 });
  await reconcileDeliverables(deps, await getPlan(deps.db, planId));
  // What a collective took was one line of the table.
  const lines = [...Map.groupBy(free, ({ taskId }) => taskId).values()];
  for (const [, ...others] of lines) for (const { id } of others) await removeAssignment(deps.db, id);
  return lines.map(([first]) => first!);
}
