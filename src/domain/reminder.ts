import { addDays, dayOf, endOfQuarter, instantAt, timeOf, type Calendar, type Day } from './calendar.ts';
import { isOwed, type Deliverable } from './deliverable.ts';

/** Whom a rung is for: 联络员 (or who stands in for them), 分管领导, 管理员 (创建办), 审核人. */
export type RungRecipient = 'liaison' | 'leader' | 'admin' | 'reviewer';

/**
 * One step of the ladder (提醒台阶). Days are working days; `unreviewed` counts from the day since which a 报送 waits for review,
 * `quarterly` back from the end of each quarter and is for what has no deadline (长期), the others count from the deadline. `weekly`
 * repeats the last step every 7 days until settled. Escalation (上报) is a rung for somebody else.
 */
export type Rung = ({ when: 'before' | 'after' | 'unreviewed' | 'quarterly'; days: number } | { when: 'on' | 'weekly' }) & {
  to: RungRecipient[];
};

/** When people are reminded (`config/reminders.yaml`). Times are `HH:MM` in Shanghai; quiet hours span the night. */
export interface ReminderPolicy {
  rungs: Rung[];
  sendAt: string;
  quiet: { from: string; to: string };
  /** 补正 after the deadline gets this many working days. */
  repairWithinWorkdays: number;
  /** A person who was reminded or urged is not urged again for this long, unless 「仍然」 is said. */
  urgeCoolingHours: number;
  quota: MessageQuota;
  /** Absent: rooms are told nothing by themselves. */
  digest?: DigestPolicy | undefined;
}

/** When rooms are told of their week (群周报): `weekday` from 1 (周一) to 5 (周五), `at` as above. */
export interface DigestPolicy {
  weekday: number;
  at: string;
}

/**
 * 减负: how many messages at most go out by themselves (提醒, 催办, 群周报) to one person or room (群), on one day and from Monday to
 * Sunday. Answers to what people say never count.
 */
export interface MessageQuota {
  person: { day: number; week: number };
  room: { week: number };
}

/** What became of one rung for one due date and one person. Each is kept as a row. */
export interface ReminderDecision {
  /** `before-14`, `on`, `after+3`, `weekly-1`, `unreviewed+2`, `unreviewed-weekly-1`, `quarterly-5`. */
  rung: string;
  /** The day it counts from: the deadline, the day since which it waits for review, or the last day of a quarter. */
  dueOn: Day;
  /** The rung's moment. */
  at: Date;
  /** Null: there is nobody to tell. */
  memberId: string | null;
  /** Told now; covered by a later rung told to the same person at the same time; or not told at all. */
  verdict: 'send' | 'merged' | 'skipped';
  /** Skipped: the date was set after the rung's moment, so the message about the date stands for it. */
  reason?: 'set-later';
}

export interface ReminderOutlook {
  decisions: ReminderDecision[];
  /** When to look at it again, always after now; null when it is silent until something changes, or goes with its deadline. */
  nextAt: Date | null;
  /** What is owed goes from here on with the others of its deadline: when their ladder comes to its next step. */
  nextStepAt: Date | null;
}

export interface ReminderInput {
  deliverable: Owed;
  /** The instant since which its 报送 waits for review; null when none does. */
  waitsSince: string | null;
  policy: ReminderPolicy;
  calendar: Calendar;
  /** Rungs already decided, of the day they count from: `on 2023-06-30`. */
  decided: ReadonlySet<string>;
  /** Ids of the members a rung is for. */
  recipientsOf(to: readonly RungRecipient[]): readonly string[];
  now: Date;
}

/**
 * The ladder of one deliverable at one moment. Of the rungs that came due unattended each person is told the latest that is for
 * them, so a day or a fortnight of downtime costs one message; outside sending hours they wait together for the next sending moment.
 */
export function dueReminders(input: ReminderInput): ReminderOutlook {
  const { deliverable, policy, calendar, decided, recipientsOf, now } = input;
  const steps = stepsOf(input);
  const setAt = deliverable.state === 'submitted' ? null : new Date(deliverable.ladderFrom);
  const future = steps.find(({ at }) => at > now)?.at ?? null;
  const past = steps.filter((step) => step.at <= now && !decided.has(decidedKey(step.key, step.from)));
  const isLate = ({ at }: Step): boolean => setAt !== null && at < setAt;

  const skipped = past
    .filter(isLate)
    .flatMap((step) =>
      peopleOf(step, recipientsOf).map((memberId) => ({ ...about(step, memberId), verdict: 'skipped', reason: 'set-later' }) as const),
    );
  const due = past.filter((step) => !isLate(step));
  const sendingAt = nextSendingMoment(now, policy, calendar);
  if (due.length > 0 && sendingAt > now) return { decisions: skipped, nextAt: sendingAt, nextStepAt: null };

  const decisions = [...skipped, ...tellLatest(due, recipientsOf)];
  return goesWithDeadline(deliverable) ? { decisions, nextAt: null, nextStepAt: future } : { decisions, nextAt: future, nextStepAt: null };
}

/** Owed by a day and without a first day of its own: it has the ladder of that day, as all that is owed by it. */
export function goesWithDeadline({ startsOn, dueOn, supplementary, detached, ...deliverable }: Owed): boolean {
  return isOwed(deliverable) && dueOn !== null && startsOn === null && supplementary === 0 && detached === 0;
}

/** Of the steps that came due together, each person is told the latest that is for them. */
export function tellLatest(due: readonly Step[], recipientsOf: ReminderInput['recipientsOf']): ReminderDecision[] {
  const latest = new Map(due.flatMap((step) => peopleOf(step, recipientsOf).map((memberId) => [memberId, step.key])));
  return due.flatMap((step) =>
    peopleOf(step, recipientsOf).map((memberId) => ({
      ...about(step, memberId),
      verdict: latest.get(memberId) === step.key ? 'send' : 'merged',
    })),
  );
}

/** Null: nobody. */
function peopleOf({ to }: Step, recipientsOf: ReminderInput['recipientsOf']): readonly (string | null)[] {
  const people = recipientsOf(to);
  return people.length > 0 ? people : [null];
}

function about({ key, from, at }: Step, memberId: string | null): Pick<ReminderDecision, 'rung' | 'dueOn' | 'at' | 'memberId'> {
  return { rung: key, dueOn: from, at, memberId };
}

/** The ladder of all that is owed by one day: the steps that came due after a moment up to now, and when the next one does. */
export function deadlineSteps(
  dueOn: Day,
  after: Date,
  { policy, calendar, now }: Pick<ReminderInput, 'policy' | 'calendar' | 'now'>,
): { due: Step[]; nextAt: Date | null } {
  const steps = climb(ladderOf({ startsOn: null, dueOn }, policy, calendar), { policy, calendar, now });
  return { due: steps.filter(({ at }) => at > after && at <= now), nextAt: steps.find(({ at }) => at > now)?.at ?? null };
}

/** What is written down of a decision. Whom 「收到」 was said for is not known here. */
export function outcomeOf({ memberId, verdict, reason }: Pick<ReminderDecision, 'memberId' | 'verdict' | 'reason'>): {
  state: 'planned' | 'merged' | 'skipped' | 'failed';
  reason: string | null;
} {
  if (memberId === null) return { state: 'failed', reason: 'nobody' };
  if (verdict === 'merged') return { state: 'merged', reason: 'later-rung' };
  if (verdict === 'skipped') return { state: 'skipped', reason: reason ?? null };
  return { state: 'planned', reason: null };
}

/** How a decided rung is found among those decided before. */
export function decidedKey(rung: string, dueOn: Day): string {
  return `${rung} ${dueOn}`;
}

/** When the ladder next comes to a step for somebody, should it still be owed then; null when no such step is to come. */
export function nextStepFor(isFor: (to: readonly RungRecipient[]) => boolean, input: Climb): Date | null {
  return stepsOf(input).find(({ at, to }) => at > input.now && isFor(to))?.at ?? null;
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

/** A rung about a 报送 that waits for review, and not about what is owed. */
export function isReviewRung(key: string): boolean {
  return key.startsWith('unreviewed');
}

const WEEKLY = 'weekly-';
const UNREVIEWED_WEEKLY = 'unreviewed-weekly-';

/** Whether what a rung told is still true: the same date counts, or the quarter in which nothing came is not over. */
export function isAbout(
  { rung, dueOn }: Pick<ReminderDecision, 'rung' | 'dueOn'>,
  owed: Pick<Deliverable, 'state' | 'dueOn' | 'detached'>,
  today: Day,
): boolean {
  if (!isOwed(owed) || owed.detached === 1) return false;
  return isQuarterRung(rung) ? owed.dueOn === null && today <= dueOn : (owed.dueOn ?? '') === dueOn;
}

/** A rung about what has no deadline. */
export function isQuarterRung(key: string): boolean {
  return key.startsWith('quarterly');
}

type Owed = Pick<Deliverable, 'state' | 'startsOn' | 'dueOn' | 'supplementary' | 'detached' | 'ladderFrom'>;

type Climb = Pick<ReminderInput, 'waitsSince' | 'policy' | 'calendar' | 'now'> & { deliverable: Owed };

/** A rung with its moment. */
export interface Step {
  key: string;
  at: Date;
  to: readonly RungRecipient[];
  /** The day it counts from. */
  from: Day;
}

/** All steps in time order as far as the first weekly one after now. */
function stepsOf({ deliverable, waitsSince, policy, calendar, now }: Climb): Step[] {
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
  return {
    from: dueOn,
    start: calendar.workdayOnOrBefore(dueOn),
    rungs: rungs.filter(({ when }) => AROUND_DEADLINE.includes(when)),
    weekly: weekly && { key: WEEKLY, after: lastAfter(rungs), to: weekly.to },
    ...(startsOn !== null && { opensOn: calendar.isWorkday(startsOn) ? startsOn : calendar.addWorkdays(startsOn, 1) }),
  };
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
  /** What is repeated so many working days after the start. */
  weekly: { key: string; after: number; to: readonly RungRecipient[] } | undefined;
  /** The first working day of a span: what would come before it comes then. */
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
    const last = calendar.addWorkdays(start, weekly.after);
    for (let week = 1, passed = true; passed; week++) {
      const step = onDay(`${weekly.key}${week}`, calendar.workdayOnOrBefore(addDays(last, 7 * week)), weekly.to);
      steps.push(step);
      passed = step.at <= now;
    }
  }
  return steps.toSorted((a, b) => a.at.getTime() - b.at.getTime());
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

/** Reminders leave on working days from `sendAt` until the quiet hours: now itself, or the next such moment. */
export function nextSendingMoment(now: Date, { sendAt, quiet }: Pick<ReminderPolicy, 'sendAt' | 'quiet'>, calendar: Calendar): Date {
  const today = dayOf(now);
  const time = timeOf(now);
  if (!calendar.isWorkday(today) || time >= quiet.from) return instantAt(calendar.addWorkdays(today, 1), sendAt);
  return time < sendAt ? instantAt(today, sendAt) : now;
}
