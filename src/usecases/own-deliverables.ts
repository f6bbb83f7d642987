import { findMember, listDepartments } from '../db/directory.ts';
import { listNamedDeliverables } from '../db/named-deliverables.ts';
import { findPlan, listAssignments, listOpenPlans } from '../db/plans.ts';
import { chooseWithinTask, splitMilestone, type Choice } from '../domain/choose-deliverable.ts';
import { isOwed } from '../domain/deliverable.ts';
import { DomainError } from '../domain/errors.ts';
import type { Burst } from '../domain/evidence.ts';
import { isUnfinished, type NamedDeliverable } from '../domain/named-deliverable.ts';
import type { Assignment, Task } from '../domain/plan.ts';
import { taskTitle } from '../domain/task-title.ts';
import { withStoodInFor } from './contacts.ts';
import { getCurrentPlan, getOpenPlan, getTaskByCode } from './current-plan.ts';
import type { Deps } from './deps.ts';

/** The open years that still ask something of these departments, without the one that is meant. */
export async function listOwingYears(deps: Deps, departmentIds: readonly string[], meant: number): Promise<number[]> {
  const years: number[] = [];
  for (const { id, year } of await listOpenPlans(deps.db)) {
    if (year !== meant && (await listNamedDeliverables(deps.db, id, departmentIds)).some(isOwed)) years.push(year);
  }
  return years;
}

/** Everything departments have to hand in for an open year, finished ones too; refused when nothing is left. `year`: null for the current one. */
export async function listOwnDeliverables(deps: Deps, departmentIds: readonly string[], year: number | null): Promise<NamedDeliverable[]> {
  const plan = await getOpenPlan(deps, year ?? undefined);
  const all = await listNamedDeliverables(deps.db, plan.id, departmentIds);
  if (!all.some(isUnfinished)) {
    const names = (await listDepartments(deps.db)).filter(({ id }) => departmentIds.includes(id)).map(({ name }) => name);
    throw new DomainError('nothing-owed', { year: plan.year, departments: names, finished: all.length > 0 });
  }
  return all;
}

/** What a person, or a burst (同一批) of theirs, may still hand in for; none when the plan is closed or its sender gone meanwhile. */
export async function listOpenDeliverables(
  deps: Deps,
  { memberId, forDepartmentId, year }: Pick<Burst, 'memberId' | 'forDepartmentId' | 'year'>,
): Promise<NamedDeliverable[]> {
  const plan = await findPlan(deps.db, year ?? undefined);
  if (plan === undefined) return [];
  const all = await listNamedDeliverables(deps.db, plan.id, await departmentsOf(deps, { memberId, forDepartmentId }));
  return all.filter(isUnfinished);
}

/** Whose duties a burst is about; none when its sender is gone. */
export async function departmentsOf(
  deps: Deps,
  { memberId, forDepartmentId }: Pick<Burst, 'memberId' | 'forDepartmentId'>,
): Promise<readonly string[]> {
  const sender = await findMember(deps.db, memberId);
  if (sender === undefined) return [];
  return forDepartmentId === null ? (await withStoodInFor(deps, sender)).departments : [forDepartmentId];
}

/** 「提交 3 说明」: the deliverable that is meant; refused with the reason when the item is not theirs or everything of it is approved. */
export async function chooseByCode(deps: Deps, all: readonly NamedDeliverable[], code: string, note: string): Promise<Choice> {
  const ofTask = all.filter((one) => one.code === code);
  if (ofTask.length === 0) await refuseForeignTask(deps, all, code);
  const { milestone } = splitMilestone(ofTask, note);
  const wanted = milestone === undefined ? ofTask : ofTask.filter(({ milestoneName }) => milestoneName === milestone);
  if (!wanted.some(isUnfinished)) {
    throw new DomainError('task-finished', { code, title: taskTitle(ofTask[0]!.text), milestone: milestone ?? null });
  }
  return chooseWithinTask(ofTask, note);
}

async function refuseForeignTask(deps: Deps, all: readonly NamedDeliverable[], code: string): Promise<never> {
  const task = await getTaskByCode(deps, await getCurrentPlan(deps, all[0]?.year), code);
  throw notYourTask(
    task,
    await listAssignments(deps.db, task.id),
    all.map(({ departmentName }) => departmentName),
  );
}

/** The refusal for an item of other departments: it says whose it is. */
export function notYourTask({ code, text }: Task, assignments: readonly Assignment[], own: readonly string[]): DomainError {
  const departments = [...new Set(assignments.map(({ label }) => label))];
  return new DomainError('not-your-task', { code, title: taskTitle(text), departments, own: [...new Set(own)] });
}
