import {
  insertAssignments,
  listPlanAssignments,
  listUnclaimedAssignments,
  removeAssignment,
  updateAssignment,
  type AssignmentOfTask,
} from '../db/assignments.ts';
import { listDepartments } from '../db/directory.ts';
import { getPlan } from '../db/plans.ts';
import { departmentKey, expandDepartment, type Department } from '../domain/directory.ts';
import { announceAssignments } from './announce-assignments.ts';
import { audit, type Actor } from './audit.ts';
import type { Deps } from './deps.ts';
import { reconcileDeliverables } from './reconcile-deliverables.ts';

/**
 * Settles what stands 待认领 under a name: the department, or all it stands for, takes the shares; one that shares the item
 * already keeps the stronger role. Its liaison is told of what is new. Returns the items concerned, in table order.
 */
export async function claimLabel(deps: Deps, label: string, departmentId: string, actor: Actor): Promise<{ taskCodes: string[] }> {
  const departments = await listDepartments(deps.db);
  const department = departments.find(({ id }) => id === departmentId);
  if (department === undefined) throw new Error(`there is no department ${departmentId}`);
  const unclaimed = (await listUnclaimedAssignments(deps.db)).filter((share) => departmentKey(share.label) === departmentKey(label));
  for (const [planId, shares] of Map.groupBy(unclaimed, (share) => share.planId)) {
    await claimInPlan(deps, { planId, shares, department, departments, actor });
  }
  return { taskCodes: unclaimed.map(({ task }) => task.code) };
}

interface Claim {
  planId: string;
  shares: AssignmentOfTask[];
  department: Department;
  departments: readonly Department[];
  actor: Actor;
}

async function claimInPlan(deps: Deps, { planId, shares, department, departments, actor }: Claim): Promise<void> {
  const plan = await getPlan(deps.db, planId);
  const before = await listPlanAssignments(deps.db, planId);
  const known = new Set(before.map(({ id, departmentId }) => `${id} ${departmentId}`));
  const owing = expandDepartment(department, departments);
  for (const share of shares) {
    const others = before.filter(({ taskId }) => taskId === share.taskId);
    await settleShare(deps, share, owing, others, department.kind === 'collective' ? 1 : 0);
    const summary = `第${share.task.code}项的「${share.label}」由${department.name}认领`;
    await audit(deps, actor, 'claim-label', summary, { taskId: share.taskId });
  }
  await reconcileDeliverables(deps, plan);
  const after = await listPlanAssignments(deps.db, planId);
  const assignments = after.filter(({ id, departmentId }) => departmentId !== null && !known.has(`${id} ${departmentId}`));
  if (assignments.length > 0) await announceAssignments(deps, { plan, assignments, departments, key: `claim-${shares[0]!.id}` });
}

/** The row itself goes to the first department that is new to the item; it is dropped when there is none. */
async function settleShare(
  deps: Deps,
  share: AssignmentOfTask,
  owing: readonly Department[],
  others: readonly AssignmentOfTask[],
  collective: 0 | 1,
): Promise<void> {
  const sharing = owing.flatMap(({ id }) => others.find(({ departmentId }) => departmentId === id) ?? []);
  if (share.role === 'lead') for (const { id } of sharing) await updateAssignment(deps.db, id, { role: 'lead' });
  const [first, ...rest] = owing.filter(({ id }) => !others.some(({ departmentId }) => departmentId === id));
  if (first === undefined) return removeAssignment(deps.db, share.id);
  await updateAssignment(deps.db, share.id, { departmentId: first.id, collective });
  const { taskId, label, role, position } = share;
  await insertAssignments(
    deps.db,
    rest.map(({ id }) => ({ id: deps.newId(), taskId, departmentId: id, label, role, collective, position, givenUp: 0 })),
  );
}
