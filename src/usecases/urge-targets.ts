import { listDepartments } from '../db/directory.ts';
import { listCurrentCheckpoint, listOverdue, type ProgressFilter } from '../db/progress.ts';
import { dayOf } from '../domain/calendar.ts';
import { isOwed } from '../domain/deliverable.ts';
import { createDepartmentResolver, expandDepartment } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { AssessmentPlan } from '../domain/plan.ts';
import type { ProgressEntry } from '../domain/progress.ts';
import type { UrgeRequest } from '../domain/urge.ts';
import { getOpenPlan, getTaskByCode } from './current-plan.ts';
import type { Deps } from './deps.ts';

export interface UrgeTargets {
  plan: AssessmentPlan;
  /** The same rows 谁还没交 and 逾期 speak of. */
  owed: ProgressEntry[];
  /** What was asked for, in people's words. */
  about: string;
  taskId?: string;
}

export async function listUrgeTargets(deps: Deps, { target, year }: Pick<UrgeRequest, 'target' | 'year'>): Promise<UrgeTargets> {
  const plan = await getOpenPlan(deps, year ?? undefined);
  if ('overdue' in target) {
    return { plan, owed: await listOverdue(deps.db, plan.id, dayOf(deps.clock.now()), {}), about: '逾期' };
  }
  if ('code' in target) {
    const { id, code } = await getTaskByCode(deps, plan, target.code);
    const owed = (await listCurrentCheckpoint(deps.db, plan.id, { taskId: id })).filter(isOwed);
    return { plan, owed, about: `第${code}项`, taskId: id };
  }
  const departments = await listDepartments(deps.db);
  const named = createDepartmentResolver(departments)(target.department);
  if (named === undefined) throw new DomainError('no-such-department', { name: target.department });
  const departmentIds = expandDepartment(named, departments).map(({ id }) => id);
  return { plan, owed: await listPressing(deps, plan.id, { departmentIds }), about: named.name };
}

/** What departments owe now: what is overdue, and what the current checkpoint asks for. */
export async function listPressing(deps: Deps, planId: string, filter: ProgressFilter): Promise<ProgressEntry[]> {
  const overdue = await listOverdue(deps.db, planId, dayOf(deps.clock.now()), filter);
  const current = (await listCurrentCheckpoint(deps.db, planId, filter)).filter(isOwed);
  return [...new Map([...overdue, ...current].map((entry) => [entry.id, entry])).values()];
}
