import { addDays, dayOf, instantAt, mondayOf, type Calendar, type Day } from './calendar.ts';
import { nextSendingMoment, type ReminderPolicy } from './reminder-policy.ts';

/** One more may go today. `sentOn`: days on which the others went, of this week at least. */
export function hasRoom(limits: { day?: number; week: number }, sentOn: readonly Day[], today: Day): boolean {
  const thisWeek = sentOn.filter((day) => mondayOf(day) === mondayOf(today));
  const onThatDay = thisWeek.filter((day) => day === today);
  return thisWeek.length < limits.week && onThatDay.length < (limits.day ?? limits.week);
}

/** When a person may be told again: now, or the next sending moment that is within the quota. */
export function nextTurn(
  sentOn: readonly Day[],
  { now, policy, calendar }: { now: Date; policy: ReminderPolicy; calendar: Calendar },
): Date {
  for (let at = nextSendingMoment(now, policy, calendar); ;) {
    const day = dayOf(at);
    if (hasRoom(policy.quota.person, sentOn, day)) return at;
    at = nextSendingMoment(instantAt(addDays(day, 1), '00:00'), policy, calendar);
  }
}
