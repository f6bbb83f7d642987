import { addDays, dayOf, endOfQuarter, instantAt, mondayOf, type Calendar, type Day } from './calendar.ts';
import { isOwed, type Deliverable } from './deliverable.ts';
import { nextSendingMoment, type ReminderPolicy, type Rung, type RungRecipient } from './reminder-policy.ts';
import { weeklyDay } from './weekly-day.ts';

/** Owed by a day and without a first day of its own: it has the ladder of that day, as all that is owed by it. */
export function goesWithDeadline({ startsOn, dueOn, supplementary, detached, ...deliverable }: Owed): boolean {
  return isOwed(deliverable) && dueOn !== null && startsOn === null && supplementary === 0 && detached === 0;
}

/** The ladder of all that is owed by one day: the steps that came due after a moment up to now, and when the next one does. */
export function deadlineSteps(
  dueOn: Day,
  after: Date,
  { policy, calendar, now }: Pick<Climb, 'policy' | 'calendar' | 'now'>,
): { due: Step[]; nextAt: Date | null } {
  const steps = climb(ladderOf({ startsOn: null, dueOn }, policy, calendar), { policy, calendar, now });
  return { due: steps.filter(({ at }) => at > after && at <= now), nextAt: steps.find(({ at }) => at > now)?.at ?? null };
}

/** The steps to come, should it still be owed then, as far as the first weekly one. */
export function stepsAhead(input: Climb): Step[] {
  return stepsOf(input).filter(({ at }) => at > input.now);
}

/** Whom a rung that was told is for, by the ladder as it is now; 联络员 where it is no step of it, as with 催办. */
export function recipientsOfRung({ rungs }: ReminderPolicy, key: string): readonly RungRecipient[] {
  if (key.startsWith(UNREVIEWED_WEEKLY)) return lastUnreviewed(rungs)?.to ?? ['reviewer'];
  return rungs.find((rung) => (rung.when === 'weekly' ? key.startsWith(WEEKLY) : keyOfRung(rung) === key))?.to ?? ['liaison'];
}

/** What 「收到」 to one rung keeps from being told again: later rungs come, but a weekly one is the same again. */
export function isRepetition(rung: string, acknowledged: string): boolean {
  return isRepeated(rung) && isRepeated(acknowledged);
}

/** It comes again and again: 「收到」 to one of them is for the next, too. */
export function isRepeated(rung: string): boolean {
  return rung.startsWith(WEEKLY);
}

/** That of the deadline itself (当天). */
export function isLastDayRung(key: string): boolean {
  return key === 'on';
}

/** A rung about a 报送 that waits for review, and not about what is owed. */
export function isReviewRung(key: string): boolean {
  return key.startsWith('unreviewed');
}

/** Another day than people were told (改期). */
export function isMovedRung(key: string): boolean {
  return key.startsWith(MOVED);
}

const MOVED = 'moved-';
const WEEKLY = 'weekly-';
const UNREVIEWED_WEEKLY = 'unreviewed-weekly-';

/** A rung about what has no deadline. */
export function isQuarterRung(key: string): boolean {
  return key.startsWith('quarterly');
}

/** 改期: its checkpoint has another day than people were last told. A day that was granted (延期) or given for 补正 was told by itself. */
export function isMoved({ state, dueOn, extendedOn, supplementary, detached }: Movable, toldOn: Day | undefined): boolean {
  if (state !== 'open' || supplementary === 1 || detached === 1) return false;
  return dueOn !== null && dueOn !== extendedOn && toldOn !== undefined && toldOn !== dueOn;
}

type Movable = Owed & Pick<Deliverable, 'extendedOn'>;

/** The morning on which people hear of it. */
export function movedStep(
  deliverable: Movable,
  toldOn: Day | undefined,
  { policy, calendar }: Pick<Climb, 'policy' | 'calendar'>,
): Step | undefined {
  if (!isMoved(deliverable, toldOn)) return undefined;
  const setAt = new Date(deliverable.ladderFrom);
  const next = nextSendingMoment(setAt, policy, calendar);
  const at = next > setAt ? next : instantAt(calendar.addWorkdays(dayOf(setAt), 1), policy.sendAt);
  // By the day on which it was set: a date that goes there and back is told each time.
  return { key: MOVED + dayOf(setAt), at, to: ['liaison'], from: deliverable.dueOn! };
}

type Owed = Pick<Deliverable, 'state' | 'startsOn' | 'dueOn' | 'supplementary' | 'detached' | 'ladderFrom'>;

/** What a ladder (提醒台阶) is for, and the moment at which it is looked at. */
export interface Climb {
  deliverable: Owed;
  /** The instant since which its 报送 waits for review; null when none does. */
  waitsSince: string | null;
  policy: ReminderPolicy;
  calendar: Calendar;
  now: Date;
}

/** A rung with its moment. */
export interface Step {
  key: string;
  at: Date;
  to: readonly RungRecipient[];
  /** The day it counts from. */
  from: Day;
}

/** All steps in time order as far as the first weekly one after now. */
export function stepsOf({ deliverable, waitsSince, policy, calendar, now }: Climb): Step[] {
  const { state, startsOn, dueOn, supplementary, detached } = deliverable;
  const { rungs } = policy;
  if (state === 'submitted') {
    const last = lastUnreviewed(rungs);
    if (waitsSince === null || last === undefined) return [];
    const from = dayOf(new Date(waitsSince));
    const weekly = rungs.some(({ when }) => when === 'weekly') ? { key: UNREVIEWED_WEEKLY, after: last.days, to: last.to } : undefined;
    return climb({ from, start: from, rungs: rungs.filter(isUnreviewed), weekly }, { policy, calendar, now });
  }
  if (!isOwed(deliverable) || supplementary === 1 || detached === 1) return [];
  if (dueOn === null) return nudges(deliverable, { policy, calendar, now });
  return climb(ladderOf({ startsOn, dueOn }, policy, calendar), { policy, calendar, now });
}

function ladderOf({ startsOn, dueOn }: { startsOn: Day | null; dueOn: Day }, { rungs }: ReminderPolicy, calendar: Calendar): Ladder {
  const weekly = rungs.find(({ when }) => when === 'weekly');
  const start = calendar.workdayOnOrBefore(dueOn);
  return {
    from: dueOn,
    start,
    rungs: rungs.filter(({ when }) => AROUND_DEADLINE.includes(when)),
    weekly: weekly && { key: WEEKLY, after: lastAfter(rungs), to: weekly.to },
    ...(startsOn !== null && { opensOn: openingDay(startsOn, start, calendar) }),
  };
}

/** A span's first working day; where that is no earlier than its last one, the working day before the days off it begins with. */
function openingDay(startsOn: Day, start: Day, calendar: Calendar): Day {
  if (calendar.isWorkday(startsOn)) return startsOn;
  const opensOn = calendar.addWorkdays(startsOn, 1);
  return opensOn < start ? opensOn : calendar.workdayOnOrBefore(startsOn);
}

/**
 * Of what has no deadline (长期) while nothing came: before the end of this quarter and of the next. One that was missed is not made
 * up in another quarter, and none comes before there was time to do something.
 */
function nudges(
  { ladderFrom }: Pick<Deliverable, 'ladderFrom'>,
  { policy, calendar, now }: Pick<Climb, 'policy' | 'calendar' | 'now'>,
): Step[] {
  const rungs = policy.rungs.filter(isQuarterly);
  const thisQuarter = endOfQuarter(dayOf(now));
  const earliest = instantAt(calendar.addWorkdays(dayOf(new Date(ladderFrom)), NUDGED_AFTER_WORKDAYS), '00:00');
  return [thisQuarter, endOfQuarter(addDays(thisQuarter, 1))]
    .flatMap((from) => climb({ from, start: calendar.workdayOnOrBefore(from), rungs, weekly: undefined }, { policy, calendar, now }))
    .filter(({ at }) => at >= earliest);
}

const NUDGED_AFTER_WORKDAYS = 20;

const AROUND_DEADLINE: readonly Rung['when'][] = ['before', 'on', 'after'];

interface Ladder {
  /** The day people know, and the one working days are counted from. */
  from: Day;
  start: Day;
  rungs: readonly Rung[];
  /** What comes every week from so many working days after the start on. */
  weekly: { key: string; after: number; to: readonly RungRecipient[] } | undefined;
  /** When a span is first told of: what would come before comes then. */
  opensOn?: Day;
}

function climb(
  { from, start, rungs, weekly, opensOn = '' }: Ladder,
  { policy, calendar, now }: Pick<Climb, 'policy' | 'calendar' | 'now'>,
): Step[] {
  const onDay = (key: string, day: Day, to: readonly RungRecipient[]): Step => ({ key, at: instantAt(day, policy.sendAt), to, from });
  const first = opensOn < start ? opensOn : start;
  const steps = rungs
    .toSorted((a, b) => workdaysFromStart(a) - workdaysFromStart(b))
    .map((rung) => {
      const day = calendar.addWorkdays(start, workdaysFromStart(rung));
      return onDay(keyOfRung(rung), day < first ? first : day, rung.to);
    });
  if (weekly !== undefined) {
    const monday = mondayNearest(addDays(calendar.addWorkdays(start, weekly.after), 7));
    for (let week = 1, passed = true; passed; week++) {
      const day = weeklyDay(addDays(monday, 7 * (week - 1)), MONDAY, calendar);
      if (day === undefined) continue;
      const step = onDay(`${weekly.key}${week}`, day, weekly.to);
      steps.push(step);
      passed = step.at <= now;
    }
  }
  return steps.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

/** One weekday for all that is late, so that a person is told of it in one message a week. */
const MONDAY = 1;

function mondayNearest(day: Day): Day {
  return mondayOf(addDays(day, 3));
}

function workdaysFromStart(rung: Rung): number {
  switch (rung.when) {
    case 'before':
    case 'quarterly':
      return -rung.days;
    case 'after':
    case 'unreviewed':
      return rung.days;
    case 'on':
    case 'weekly':
      return 0;
  }
}

/** Steps with the same key are the same step. */
export function keyOfRung(rung: Rung): string {
  switch (rung.when) {
    case 'before':
    case 'quarterly':
      return `${rung.when}-${rung.days}`;
    case 'after':
    case 'unreviewed':
      return `${rung.when}+${rung.days}`;
    case 'on':
    case 'weekly':
      return rung.when;
  }
}

function lastAfter(rungs: readonly Rung[]): number {
  return Math.max(0, ...rungs.map((rung) => (rung.when === 'after' ? rung.days : 0)));
}

type CountedRung = Extract<Rung, { days: number }>;

function isQuarterly(rung: Rung): rung is CountedRung {
  return rung.when === 'quarterly';
}

function isUnreviewed(rung: Rung): rung is CountedRung {
  return rung.when === 'unreviewed';
}

function lastUnreviewed(rungs: readonly Rung[]): CountedRung | undefined {
  return rungs
    .filter(isUnreviewed)
    .toSorted((a, b) => a.days - b.days)
    .at(-1);
}
