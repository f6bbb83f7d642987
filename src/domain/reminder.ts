import { addDays, dayOf, instantAt, timeOf, type Calendar, type Day } from './calendar.ts';
import { isOwed, type Deliverable } from './deliverable.ts';

/** Whom a rung is for: 联络员 (or who stands in for them), 分管领导, 管理员 (创建办), 审核人. */
export type RungRecipient = 'liaison' | 'leader' | 'admin' | 'reviewer';

/**
 * One step of the ladder (提醒台阶). Days are working days; `unreviewed` counts from the day since which a 报送 waits for review,
 * the others from the deadline. `weekly` repeats the last step every 7 days until settled. Escalation (上报) is a rung for somebody
 * else.
 */
export type Rung = ({ when: 'before' | 'after' | 'unreviewed'; days: number } | { when: 'on' | 'weekly' }) & { to: RungRecipient[] };

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
  /** `before-14`, `on`, `after+3`, `weekly-1`, `unreviewed+2`, `unreviewed-weekly-1`. */
  rung: string;
  /** The day it counts from: the deadline, or the day since which it waits for review. */
  dueOn: Day;
  /** Null: there is nobody to tell. */
  memberId: string | null;
  /** Told now; covered by a later rung told to the same person at the same time; or not told at all. */
  verdict: 'send' | 'merged' | 'skipped';
  /** Skipped: the date was set after the rung's moment, so the message about the date stands for it. */
  reason?: 'set-later';
}

export interface ReminderOutlook {
  decisions: ReminderDecision[];
  /** The next moment anything can happen, always after now; null when silent for good or until something changes. */
  nextAt: Date | null;
}

export interface ReminderInput {
  deliverable: Owed & Pick<Deliverable, 'ladderFrom'>;
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

  const peopleOf = ({ to }: Step): readonly (string | null)[] => {
    const people = recipientsOf(to);
    return people.length > 0 ? people : [null];
  };
  const about = ({ key, from }: Step, memberId: string | null) => ({ rung: key, dueOn: from, memberId });
  const skipped = past
    .filter(isLate)
    .flatMap((step) => peopleOf(step).map((memberId) => ({ ...about(step, memberId), verdict: 'skipped', reason: 'set-later' }) as const));
  const due = past.filter((step) => !isLate(step));
  const sendingAt = nextSendingMoment(now, policy, calendar);
  if (due.length > 0 && sendingAt > now) return { decisions: skipped, nextAt: sendingAt };

  const latest = new Map(due.flatMap((step) => peopleOf(step).map((memberId) => [memberId, step.key])));
  const told = due.flatMap((step) =>
    peopleOf(step).map(
      (memberId) => ({ ...about(step, memberId), verdict: latest.get(memberId) === step.key ? 'send' : 'merged' }) as const,
    ),
  );
  return { decisions: [...skipped, ...told], nextAt: future };
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
  return rung.startsWith(WEEKLY) && acknowledged.startsWith(WEEKLY);
}

/** A rung about a 报送 that waits for review, and not about what is owed. */
export function isReviewRung(key: string): boolean {
  return key.startsWith('unreviewed');
}

const WEEKLY = 'weekly-';
const UNREVIEWED_WEEKLY = 'unreviewed-weekly-';

type Owed = Pick<Deliverable, 'state' | 'dueOn' | 'supplementary' | 'detached'>;

type Climb = Pick<ReminderInput, 'waitsSince' | 'policy' | 'calendar' | 'now'> & { deliverable: Owed };

interface Step {
  key: string;
  at: Date;
  to: readonly RungRecipient[];
  /** The day it counts from. */
  from: Day;
}

/** All steps in time order as far as the first weekly one after now. */
function stepsOf({ deliverable, waitsSince, policy, calendar, now }: Climb): Step[] {
  const { state, dueOn, supplementary, detached } = deliverable;
  const { rungs } = policy;
  if (state === 'submitted') {
    const last = lastUnreviewed(rungs);
    if (waitsSince === null || last === undefined) return [];
    const from = dayOf(new Date(waitsSince));
    const weekly = rungs.some(({ when }) => when === 'weekly') ? { key: UNREVIEWED_WEEKLY, after: last.days, to: last.to } : undefined;
    return climb({ from, start: from, rungs: rungs.filter(isUnreviewed), weekly }, { policy, calendar, now });
  }
  if (!isOwed(deliverable) || dueOn === null || supplementary === 1 || detached === 1) return [];
  const weekly = rungs.find(({ when }) => when === 'weekly');
  return climb(
    {
      from: dueOn,
      start: calendar.workdayOnOrBefore(dueOn),
      rungs: rungs.filter((rung) => !isUnreviewed(rung) && rung.when !== 'weekly'),
      weekly: weekly && { key: WEEKLY, after: lastAfter(rungs), to: weekly.to },
    },
    { policy, calendar, now },
  );
}

interface Ladder {
  /** The day people know, and the one working days are counted from. */
  from: Day;
  start: Day;
  rungs: readonly Rung[];
  /** What is repeated so many working days after the start. */
  weekly: { key: string; after: number; to: readonly RungRecipient[] } | undefined;
}

function climb({ from, start, rungs, weekly }: Ladder, { policy, calendar, now }: Pick<Climb, 'policy' | 'calendar' | 'now'>): Step[] {
  const onDay = (key: string, day: Day, to: readonly RungRecipient[]): Step => ({ key, at: instantAt(day, policy.sendAt), to, from });
  const steps = rungs.map((rung) => onDay(keyOfRung(rung), calendar.addWorkdays(start, workdaysFromStart(rung)), rung.to));
  if (weekly !== undefined) {
    const first = calendar.addWorkdays(start, weekly.after);
    for (let week = 1, passed = true; passed; week++) {
      const step = onDay(`${weekly.key}${week}`, calendar.workdayOnOrBefore(addDays(first, 7 * week)), weekly.to);
      steps.push(step);
      passed = step.at <= now;
    }
  }
  return steps.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

function workdaysFromStart(rung: Rung): number {
  switch (rung.when) {
    case 'before':
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
      return `before-${rung.days}`;
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

type UnreviewedRung = Extract<Rung, { days: number }>;

function isUnreviewed(rung: Rung): rung is UnreviewedRung {
  return rung.when === 'unreviewed';
}

function lastUnreviewed(rungs: readonly Rung[]): UnreviewedRung | undefined {
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
