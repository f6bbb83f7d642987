import { findPlan } from '../db/plans.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Deps } from './deps.ts';

/** Says in the log when working days of this year or the plan's are a guess, because no 放假通知 of it is known. */
export async function warnOfUnknownYears(deps: Deps): Promise<void> {
  const plan = await findPlan(deps.db);
  const years = new Set([Number(dayOf(deps.clock.now()).slice(0, 4)), ...(plan === undefined ? [] : [plan.year])]);
  for (const year of years) {
    if (deps.calendar.knowsYear(year)) continue;
    deps.log.warn({ year }, 'holidays of this year are not known, so reminders count plain weekdays; add the year to calendar.yaml');
  }
}
