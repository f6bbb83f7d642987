import { findPlan, findTask } from '../db/plans.ts';
import { can } from '../domain/access.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { AssessmentPlan, Task } from '../domain/plan.ts';
import type { Deps } from './deps.ts';

/** The plan a command means; refused when nothing was imported yet. */
export async function getCurrentPlan(deps: Deps, year?: number): Promise<AssessmentPlan> {
  const plan = await findPlan(deps.db, year);
  if (plan === undefined) throw new DomainError('no-plan', { year: year ?? null });
  return plan;
}

/** The same for what changes something: a closed year can only be read. */
export async function getOpenPlan(deps: Deps, year?: number): Promise<AssessmentPlan> {
  const plan = await getCurrentPlan(deps, year);
  if (plan.state === 'closed') throw new DomainError('plan-closed', { year: plan.year });
  return plan;
}

/** Refuses what only makes sense in an open year; before the first table nothing is closed. */
export async function refuseClosedYear({ db }: Deps): Promise<void> {
  const plan = await findPlan(db);
  if (plan?.state === 'closed') throw new DomainError('plan-closed', { year: plan.year });
}

/** Whether somebody may hand in for this plan: 「提交 3」 always means the current one. */
export async function mayHandInto({ db }: Deps, plan: AssessmentPlan, member: Pick<Member, 'roles'>): Promise<boolean> {
  return can(member, 'hand-in') && plan.state === 'published' && (await findPlan(db))?.id === plan.id;
}

/** Refuses 「2022年 提交 3」: it would go into the current year. */
export async function refuseOtherYear({ db }: Deps, year: number): Promise<void> {
  const plan = await findPlan(db);
  if (plan !== undefined && plan.year !== year) throw new DomainError('other-year', { year, current: plan.year });
}

/** 第 N 项 of that plan; refused when there is none, or none any more. */
export async function getTaskByCode(deps: Deps, plan: AssessmentPlan, code: string): Promise<Task> {
  const task = await getReadableTask(deps, plan, code);
  if (task.cancelled === 1) throw new DomainError('task-cancelled', { code, year: plan.year });
  return task;
}

/** The same for what only reads: an item a later table has no more (已取消) is found by its number while no other has it. */
export async function getReadableTask(deps: Deps, plan: AssessmentPlan, code: string): Promise<Task> {
  const task = await findTask(deps.db, plan.id, code);
  if (task === undefined) throw new DomainError('no-such-task', { code, year: plan.year });
  return task;
}

/** Whether an item of that plan is called so. */
export async function isTaskCode({ db }: Deps, code: string, year?: number): Promise<boolean> {
  const plan = await findPlan(db, year);
  return plan !== undefined && (await findTask(db, plan.id, code)) !== undefined;
}
