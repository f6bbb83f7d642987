import { addDays, dayOf, instantAt, mondayOf, type Calendar, type Day } from './calendar.ts';
import { isOverdue } from './deliverable.ts';
import type { OwedCount } from './progress.ts';
import { nextSendingMoment, type DigestPolicy, type ReminderPolicy } from './reminder-policy.ts';
import { lastWeeklyDay, weeklyDay } from './weekly-day.ts';

/** The digest of one week. */
export interface Digest {
  /** Its Monday. */
  week: Day;
  /** Its own day: a plan that was published on it or later is not spoken of yet, for everybody has just heard of it. */
  day: Day;
  /** How far it looks ahead: seven days, and no day is left out before the next one. */
  until: Day;
}

/**
 * The digest that may go out now: its moment has come, and it is a working day's sending hour. One that was missed stays due for a few
 * days, so that a room does not hear the same twice when the next one comes. Undefined: none is due.
 */
export function dueDigest(now: Date, { digest, quiet }: Pick<ReminderPolicy, 'digest' | 'quiet'>, calendar: Calendar): Digest | undefined {
  if (digest === undefined) return undefined;
  const today = dayOf(now);
  const week = mondayOf(today);
  const day = weeklyDay(week, digest.weekday, calendar);
  if (day === undefined || today < day || today > lastWeeklyDay(week, digest.weekday)) return undefined;
  if (nextSendingMoment(now, { sendAt: digest.at, quiet }, calendar) > now) return undefined;
  const next = dayOf(nextDigestAt(now, digest, calendar));
  const ahead = addDays(today, 7);
  return { week, day, until: next > ahead ? next : ahead };
}

/** The first moment of a digest after that instant. */
export function nextDigestAt(after: Date, { weekday, at }: DigestPolicy, calendar: Calendar): Date {
  for (let monday = mondayOf(dayOf(after)); ; monday = addDays(monday, 7)) {
    const day = weeklyDay(monday, weekday, calendar);
    if (day !== undefined && instantAt(day, at) > after) return instantAt(day, at);
  }
}

/** What a digest speaks of: late, sent back, or due before it has looked far enough. */
export type DigestStanding = 'overdue' | 'returned' | 'open';

/** Undefined: it is not in it. What is late is 逾期, whether open or returned. */
export function digestStanding(
  owed: Pick<OwedCount, 'state' | 'dueOn' | 'supplementary'>,
  { today, until }: { today: Day; until: Day },
): DigestStanding | undefined {
  if (isOverdue({ ...owed, detached: 0 }, today)) return 'overdue';
  if (owed.state === 'returned') return 'returned';
  return owed.supplementary === 0 && owed.dueOn !== null && owed.dueOn <= until ? 'open' : undefined;
}
