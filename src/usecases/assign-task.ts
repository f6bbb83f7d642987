import { insertAssignments, listPlanAssignments, updateAssignment } from '../db/assignments.ts';
import { listDepartments } from '../db/directory.ts';
import { listAssignments } from '../db/plans.ts';
import { createDepartmentResolver, expandDepartment, type Department } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { AssessmentPlan, Assignment, Task } from '../domain/plan.ts';
import type { DutyRole } from '../domain/plan-draft.ts';
import { taskTitle } from '../domain/task-title.ts';
import { announceAssignments } from './announce-assignments.ts';
import { audit, type Actor } from './audit.ts';
import { getTaskByCode, getOpenPlan } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { reconcileDeliverables } from './reconcile-deliverables.ts';

export interface AssignInput {
  actor: Actor;
  year: number | undefined;
  code: string;
  /** Names as typed, 办公室、机关工会. */
  names: readonly string[];
  /** Undefined: 牵头 if nobody leads yet, else 配合. */
  role: DutyRole | undefined;
  /** Tells this 分派 from another about the same item. */
  key: string;
}

/** What 分派 changed. */
export interface AssignedView {
  code: string;
  title: string;
  /** Departments that share the item now and did not, or had given it up. */
  added: { name: string; lead: boolean }[];
  /** Those whose part changed between 牵头 and 配合, the former lead included. */
  changed: { name: string; lead: boolean }[];
  unchanged: string[];
  /** The name in the table that nobody had answered to (待认领). */
  claimed: string | null;
  untold: string[];
}

/** 「分派 3 办公室 牵头」: gives departments a share of an item, changes their part, or gives back one that was given up. */
export async function assignTask(deps: Deps, input: AssignInput): Promise<AssignedView> {
  const plan = await getOpenPlan(deps, input.year);
  const task = await getTaskByCode(deps, plan, input.code);
  const departments = await listDepartments(deps.db);
  const chosen = chooseDepartments(input.names, departments);
  const before = await listAssignments(deps.db, task.id);
  const roleOf = roleFor(input.role, before);
  const view: AssignedView = {
    code: task.code,
    title: taskTitle(task.text),
    added: [],
    changed: [],
    unchanged: [],
    claimed: null,
    untold: [],
  };

  const fresh = chosen.filter(({ id }) => !before.some(({ departmentId }) => departmentId === id));
  for (const { id, name } of chosen) {
    const share = before.find(({ departmentId }) => departmentId === id);
    if (share !== undefined) await takeUp(deps, share, name, input.role, view);
  }
  view.claimed = await addShares(deps, task, fresh, before, roleOf);
  view.added.push(...fresh.map(({ name }, index) => ({ name, lead: roleOf(index) === 'lead' })));
  if (input.role === 'lead') await stepBack(deps, before, chosen, departments, view);
  if (view.added.length + view.changed.length === 0) return view;
  await reconcileDeliverables(deps, plan);
  await audit(deps, input.actor, 'assign-task', summaryOf(view), { taskId: task.id });
  view.untold = await announce(deps, plan, task, fresh, departments, input.key);
  return view;
}

/** Collective names stand for their departments. */
function chooseDepartments(names: readonly string[], departments: readonly Department[]): Department[] {
  const resolve = createDepartmentResolver(departments);
  const found = names.map((name) => {
    const department = resolve(name);
    if (department === undefined) throw new DomainError('no-such-department', { name });
    return department;
  });
  const ids = new Set(found.flatMap((one) => expandDepartment(one, departments)).map(({ id }) => id));
  return departments.filter(({ id }) => ids.has(id));
}

/** Of several new ones only the first leads, where it was not said. */
function roleFor(said: DutyRole | undefined, before: readonly Assignment[]): (index: number) => DutyRole {
  const isLed = before.some(({ role, departmentId, givenUp }) => role === 'lead' && departmentId !== null && givenUp === 0);
  return (index) => said ?? (index === 0 && !isLed ? 'lead' : 'support');
}

async function takeUp(deps: Deps, share: Assignment, name: string, said: DutyRole | undefined, view: AssignedView): Promise<void> {
  const role = said ?? share.role;
  const lead = role === 'lead';
  if (share.givenUp === 1) view.added.push({ name, lead });
  else if (role !== share.role) view.changed.push({ name, lead });
  else view.unchanged.push(name);
  await updateAssignment(deps.db, share.id, { role, givenUp: 0 });
}

/** The only name of the table nobody answers to is settled by the first new department. */
async function addShares(
  deps: Deps,
  { id: taskId }: Task,
  fresh: readonly Department[],
  before: readonly Assignment[],
  roleOf: (index: number) => DutyRole,
): Promise<string | null> {
  const unclaimed = before.filter(({ departmentId }) => departmentId === null);
  const claimed = unclaimed.length === 1 && fresh.length > 0 ? unclaimed[0] : undefined;
  if (claimed !== undefined) await updateAssignment(deps.db, claimed.id, { departmentId: fresh[0]!.id, role: roleOf(0) });
  const from = Math.max(-1, ...before.map(({ position }) => position)) + 1;
  const rows = fresh.map(({ id, name }, index): Assignment => {
    const place = { taskId, departmentId: id, label: name, position: from + index };
    return { id: deps.newId(), ...place, role: roleOf(index), collective: 0, givenUp: 0 };
  });
  await insertAssignments(deps.db, claimed === undefined ? rows : rows.slice(1));
  return claimed?.label ?? null;
}

/** Whoever led before and is not among those who lead now supports. */
async function stepBack(
  deps: Deps,
  before: readonly Assignment[],
  chosen: readonly Department[],
  departments: readonly Department[],
  view: AssignedView,
): Promise<void> {
  const former = before.filter(
    ({ role, departmentId }) => role === 'lead' && departmentId !== null && !chosen.some(({ id }) => id === departmentId),
  );
  for (const { id, departmentId } of former) {
    await updateAssignment(deps.db, id, { role: 'support' });
    view.changed.push({ name: departments.find((one) => one.id === departmentId)?.name ?? '', lead: false });
  }
}

function summaryOf({ code, added, changed }: AssignedView): string {
  const said = (shares: AssignedView['added']): string => shares.map(({ name, lead }) => `${name}${lead ? '牵头' : '配合'}`).join('、');
  const parts = [added.length > 0 ? `新增${said(added)}` : '', changed.length > 0 ? `改为${said(changed)}` : ''];
  return `分派第${code}项：${parts.filter((part) => part !== '').join('；')}`;
}

async function announce(
  deps: Deps,
  plan: AssessmentPlan,
  task: Task,
  fresh: readonly Department[],
  departments: readonly Department[],
  key: string,
): Promise<string[]> {
  const shares = (await listPlanAssignments(deps.db, plan.id)).filter(
    ({ taskId, departmentId }) => taskId === task.id && fresh.some(({ id }) => id === departmentId),
  );
  if (shares.length === 0) return [];
  const untold = await announceAssignments(deps, { plan, assignments: shares, departments, key: `assign-${key}` });
  return untold.map(({ name }) => name);
}
