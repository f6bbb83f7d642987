import { findPlan, findTask } from '../db/plans.ts';
import { can } from '../domain/access.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { AssessmentPlan, Task } from '../domain/plan.ts';
import { inFront } from './codes-of-years.ts';
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

/** 「2022年 」 of a plan that is not the current one, in front of what is offered to say about it. */
export async function ofYearOf({ db }: Deps, { id, year }: Pick<AssessmentPlan, 'id' | 'year'>): Promise<string> {
  return inFront((await findPlan(db))?.id === id ? undefined : year);
}

/** The year a day said without one is of. `year`: where one was named. */
export async function yearMeant({ db, clock }: Pick<Deps, 'db' | 'clock'>, year: number | null): Promise<number> {
  return year ?? (await findPlan(db))?.year ?? Number(dayOf(clock.now()).slice(0, 4));
}

/** Refuses what only makes sense in an open year; before the first table nothing is closed. */
export async function refuseClosedYear({ db }: Deps): Promise<void> {
  const plan = await findPlan(db);
  if (plan?.state === 'closed') throw new DomainError('plan-closed', { year: plan.year });
}

/** Whether somebody may hand in for this plan: each open year takes what it still asks for. */
export function mayHandInto(plan: AssessmentPlan, member: Pick<Member, 'roles'>): boolean {
  return can(member, 'hand-in') && plan.state === 'published';
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
