import { removeAssignment, updateAssignment } from '../db/assignments.ts';
import { listDepartments } from '../db/directory.ts';
import { listAssignments } from '../db/plans.ts';
import { listOfShare } from '../db/submissions.ts';
import { createDepartmentResolver, departmentKey } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import { isLive } from '../domain/submission.ts';
import { taskTitle } from '../domain/task-title.ts';
import { audit, type Actor } from './audit.ts';
import { getOpenPlan, getTaskByCode, ofYearOf } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { reconcileDeliverables } from './reconcile-deliverables.ts';
import { tellLiaisons } from './tell-liaisons.ts';

export interface UnassignedView {
  code: string;
  title: string;
  department: string;
  lead: boolean;
  /** The name of the table that stands 待认领 again. */
  label: string | null;
}

/** 「取消分派 3 办公室」: takes a department's share away, while nothing of it is handed in. */
export async function unassignTask(
  deps: Deps,
  { actor, year, code, name, key }: { actor: Actor; year: number | undefined; code: string; name: string; key: string },
): Promise<UnassignedView> {
  const plan = await getOpenPlan(deps, year);
  const task = await getTaskByCode(deps, plan, code);
  const department = createDepartmentResolver(await listDepartments(deps.db))(name);
  if (department === undefined) throw new DomainError('no-such-department', { name });
  const share = (await listAssignments(deps.db, task.id)).find(({ departmentId }) => departmentId === department.id);
  const head = { ofYear: await ofYearOf(deps, plan), code, title: taskTitle(task.text), department: department.name };
  if (share === undefined || share.givenUp === 1) throw new DomainError('cannot-unassign', { ...head, numbers: [] });
  const submissions = await listOfShare(deps.db, share.id);
  const live = submissions.filter(isLive).map(({ number }) => number);
  if (live.length > 0) throw new DomainError('cannot-unassign', { ...head, numbers: live });

  const isOfTable = share.collective === 0 && departmentKey(share.label) !== departmentKey(department.name);
  if (submissions.length > 0) await updateAssignment(deps.db, share.id, { givenUp: 1 });
  else await updateAssignment(deps.db, share.id, { departmentId: null, collective: 0 });
  await reconcileDeliverables(deps, plan);
  if (submissions.length === 0 && !isOfTable) await removeAssignment(deps.db, share.id);
  await audit(deps, actor, 'unassign-task', `取消分派：第${code}项不再由${department.name}报送`, { taskId: task.id });
  const view = { ...head, lead: share.role === 'lead', label: isOfTable && submissions.length === 0 ? share.label : null };
  await tellLiaisons(deps, { departmentId: department.id, except: actor.id, template: 'unassigned-told', view, key: `unassign-${key}` });
  return view;
}
