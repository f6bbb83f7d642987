import { findDeliverable, updateDeliverable } from '../db/deliverables.ts';
import { getPlan } from '../db/plans.ts';
import type { RequestRow } from '../db/tables.ts';
import { dayOf, formatDay, type Calendar, type Day } from '../domain/calendar.ts';
import { isOwed } from '../domain/deliverable.ts';
import { DomainError } from '../domain/errors.ts';
import type { Deps } from './deps.ts';

/** A later day (延期): the ladder of reminders counts back from it, from now on. */
export async function extend(deps: Deps, deliverableId: string, day: Day): Promise<void> {
  const now = deps.clock.now().toISOString();
  await updateDeliverable(deps.db, deliverableId, { dueOn: day, extendedOn: day, ladderFrom: now, nextReminderAt: now });
}

/** 延期 that was agreed to; refused when it is no longer possible, so that the admin tells the asker with 「拒绝」. */
export async function approveExtension(
  deps: Deps,
  { number, deliverableId, wantedOn }: RequestRow,
): Promise<{ workdayBefore: string | null }> {
  const refuse = (why: string, due: string | null = null): never => {
    throw new DomainError('request-void', { number, why, due });
  };
  const deliverable = await findDeliverable(deps.db, deliverableId ?? '');
  if (deliverable === undefined || wantedOn === null || deliverable.dueOn === null || deliverable.detached === 1) return refuse('gone');
  const plan = await getPlan(deps.db, deliverable.planId);
  if (plan.state === 'closed') return refuse('closed');
  if (!isOwed(deliverable)) return refuse('settled');
  if (wantedOn <= deliverable.dueOn) return refuse('later-already', formatDay(deliverable.dueOn, plan.year));
  if (wantedOn < dayOf(deps.clock.now())) return refuse('past');
  await extend(deps, deliverable.id, wantedOn);
  return { workdayBefore: workdayBefore(deps.calendar, wantedOn, plan.year) };
}

/** The working day before a day that is none, as answers say it; null for a working day. */
export function workdayBefore(calendar: Calendar, day: Day, year: number): string | null {
  const workday = calendar.workdayOnOrBefore(day);
  return workday === day ? null : formatDay(workday, year);
}
