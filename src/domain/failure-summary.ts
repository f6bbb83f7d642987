import { addDays, dayOf, instantAt, timeOf, type Calendar } from './calendar.ts';
import { nextSendingMoment, type ReminderPolicy } from './reminder-policy.ts';

/** When the admins hear what did not arrive: now, or at the next such moment of a working day. */
export function nextSummaryMoment(now: Date, policy: Pick<ReminderPolicy, 'sendAt' | 'quiet'>, calendar: Calendar): Date {
  return nextSendingMoment(now, { ...policy, sendAt: summaryTime(policy) }, calendar);
}

/** Two hours after reminders leave, when what is tried again has had its tries; with them where it is quiet (免打扰) by then. */
function summaryTime({ sendAt, quiet }: Pick<ReminderPolicy, 'sendAt' | 'quiet'>): string {
  const later = timeOf(new Date(instantAt(ANY_DAY, sendAt).getTime() + 2 * HOUR_MS));
  return later > sendAt && later < quiet.from ? later : sendAt;
}

const ANY_DAY = '2023-06-12';
const HOUR_MS = 3_600_000;

/** The first such moment of a later day. */
export function nextDaysSummary(now: Date, policy: Pick<ReminderPolicy, 'sendAt' | 'quiet'>, calendar: Calendar): Date {
  return nextSummaryMoment(instantAt(addDays(dayOf(now), 1), '00:00'), policy, calendar);
}
