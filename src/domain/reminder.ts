import { addDays, dayOf, instantAt, timeOf, type Calendar, type Day } from './calendar.ts';
import { isOwed, type Deliverable } from './deliverable.ts';

/** Whom a rung is for: 联络员 (or who stands in for them), 分管领导, 管理员 (创建办). */
export type RungRecipient = 'liaison' | 'leader' | 'admin';

/**
 * One step of the ladder (提醒台阶). Days are working days; `weekly` repeats every 7 days after the last `after` until settled.
 * Escalation (上报) is a rung for somebody else.
 */
export type Rung = ({ when: 'before' | 'after'; days: number } | { when: 'on' | 'weekly' }) & { to: RungRecipient[] };

/** When people are reminded (`config/reminders.yaml`). Times are `HH:MM` in Shanghai; quiet hours span the night. */
export interface ReminderPolicy {
  rungs: Rung[];
  sendAt: string;
  quiet: { from: string; to: string };
  /** 补正 after the deadline gets this many working days. */
  repairWithinWorkdays: number;
  /** A person who was reminded or urged is not urged again for this long, unless 「仍然」 is said. */
  urgeCoolingHours: number;
}

/** What became of one rung for one due date and one person. Each is kept as a row. */
export interface ReminderDecision {
  /** `before-14`, `on`, `after+3`, `weekly-1`. */
  rung: string;
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
  policy: ReminderPolicy;
  calendar: Calendar;
  /** Rungs already decided for this due date. */
  decided: ReadonlySet<string>;
  /** Ids of the members a rung is for. */
  recipientsOf(to: readonly RungRecipient[]): readonly string[];
  now: Date;
}

/**
 * The ladder of one deliverable at one moment. Of the rungs that came due unattended each person is told the latest that is for
 * them, so a day or a fortnight of downtime costs one message; outside sending hours they wait together for the next sending moment.
 */
export function dueReminders({ deliverable, policy, calendar, decided, recipientsOf, now }: ReminderInput): ReminderOutlook {
  const { dueOn } = deliverable;
  if (dueOn === null || !isReminded(deliverable)) return { decisions: [], nextAt: null };

  const peopleOf = ({ to }: Step): readonly (string | null)[] => {
    const people = recipientsOf(to);
    return people.length > 0 ? people : [null];
  };
  const about = ({ key }: Step, memberId: string | null) => ({ rung: key, dueOn, memberId });
  const steps = ladder(dueOn, policy, calendar, now);
  const future = steps.find(({ at }) => at > now)?.at ?? null;
  const past = steps.filter(({ key, at }) => at <= now && !decided.has(key));
  const isLate = ({ at }: Step): boolean => at < new Date(deliverable.ladderFrom);

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

/** When the ladder next comes to a step for somebody, should it still be owed then; null when no such step is to come. */
export function nextStepFor(
  isFor: (to: readonly RungRecipient[]) => boolean,
  { deliverable, policy, calendar, now }: { deliverable: Owed } & Pick<ReminderInput, 'policy' | 'calendar' | 'now'>,
): Date | null {
  if (deliverable.dueOn === null || !isReminded(deliverable)) return null;
  return ladder(deliverable.dueOn, policy, calendar, now).find(({ at, to }) => at > now && isFor(to))?.at ?? null;
}

type Owed = Pick<Deliverable, 'state' | 'dueOn' | 'supplementary' | 'detached'>;

/** Whom a rung that was told is for, by the ladder as it is now; 联络员 where it is no step of it, as with 催办. */
export function recipientsOfRung({ rungs }: ReminderPolicy, key: string): readonly RungRecipient[] {
  return rungs.find((rung) => (rung.when === 'weekly' ? key.startsWith('weekly-') : keyOfRung(rung) === key))?.to ?? ['liaison'];
}

/** What 「收到」 to one rung keeps from being told again: later rungs come, but a weekly one is the same again. */
export function isRepetition(rung: string, acknowledged: string): boolean {
  return rung.startsWith('weekly-') && acknowledged.startsWith('weekly-');
}

function isReminded(deliverable: Omit<Owed, 'dueOn'>): boolean {
  return isOwed(deliverable) && deliverable.supplementary === 0 && deliverable.detached === 0;
}

interface Step {
  key: string;
  at: Date;
  to: readonly RungRecipient[];
}

/** All steps in time order as far as the first weekly one after now. */
function ladder(dueOn: Day, policy: ReminderPolicy, calendar: Calendar, now: Date): Step[] {
  const due = calendar.workdayOnOrBefore(dueOn);
  const steps = policy.rungs.flatMap((rung) => fixedStep(rung, due, policy, calendar) ?? []);
  const weekly = policy.rungs.find(({ when }) => when === 'weekly');
  if (weekly !== undefined) steps.push(...weeklySteps(weekly, due, policy, calendar, now));
  return steps.sort((a, b) => a.at.getTime() - b.at.getTime());
}

function fixedStep(rung: Rung, due: Day, { sendAt }: ReminderPolicy, calendar: Calendar): Step | undefined {
  if (rung.when === 'weekly') return undefined;
  return { key: keyOfRung(rung), at: instantAt(calendar.addWorkdays(due, workdaysFromDue(rung)), sendAt), to: rung.to };
}

function workdaysFromDue(rung: Rung): number {
  switch (rung.when) {
    case 'before':
      return -rung.days;
    case 'after':
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
      return `after+${rung.days}`;
    case 'on':
    case 'weekly':
      return rung.when;
  }
}

function weeklySteps({ to }: Rung, due: Day, policy: ReminderPolicy, calendar: Calendar, now: Date): Step[] {
  const start = calendar.addWorkdays(due, lastAfter(policy));
  const steps: Step[] = [];
  let at: Date;
  do {
    const week = steps.length + 1;
    at = instantAt(calendar.workdayOnOrBefore(addDays(start, 7 * week)), policy.sendAt);
    steps.push({ key: `weekly-${week}`, at, to });
  } while (at <= now);
  return steps;
}

function lastAfter({ rungs }: ReminderPolicy): number {
  return Math.max(0, ...rungs.map((rung) => (rung.when === 'after' ? rung.days : 0)));
}

/** Reminders leave on working days from `sendAt` until the quiet hours: now itself, or the next such moment. */
export function nextSendingMoment(now: Date, { sendAt, quiet }: ReminderPolicy, calendar: Calendar): Date {
  const today = dayOf(now);
  const time = timeOf(now);
  if (!calendar.isWorkday(today) || time >= quiet.from) return instantAt(calendar.addWorkdays(today, 1), sendAt);
  return time < sendAt ? instantAt(today, sendAt) : now;
}
