import { addDays, dayOf, instantAt, timeOf, type Calendar, type Day } from './calendar.ts';
import { isOwed, type Deliverable } from './deliverable.ts';

/** One step of the ladder (提醒台阶). Days are working days; `weekly` repeats every 7 days after the last `after` until settled. */
export type Rung = { when: 'before' | 'after'; days: number } | { when: 'on' | 'weekly' };

/** When people are reminded (`config/reminders.yaml`). Times are `HH:MM` in Shanghai; quiet hours span the night. */
export interface ReminderPolicy {
  rungs: Rung[];
  sendAt: string;
  quiet: { from: string; to: string };
  /** 补正 after the deadline gets this many working days. */
  repairWithinWorkdays: number;
  /** A person who was reminded or urged is not urged again for this long, unless 「仍然」 is said. */
  urgeCoolingHours: number;
  /** Absent: rooms are told nothing by themselves. */
  digest?: DigestPolicy | undefined;
}

/** When rooms are told of their week (群周报): `weekday` from 1 (周一) to 5 (周五), `at` as above. */
export interface DigestPolicy {
  weekday: number;
  at: string;
}

/** What became of one rung for one due date. Each is kept as a row. */
export interface ReminderDecision {
  /** `before-14`, `on`, `after+3`, `weekly-1`. */
  rung: string;
  dueOn: Day;
  /** Told now; covered by a later rung told at the same time; or not told at all. */
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
  deliverable: Pick<Deliverable, 'state' | 'dueOn' | 'supplementary' | 'detached' | 'ladderFrom'>;
  policy: ReminderPolicy;
  calendar: Calendar;
  /** Rungs already decided for this due date. */
  decided: ReadonlySet<string>;
  now: Date;
}

/**
 * The ladder of one deliverable at one moment. Of the rungs that came due unattended only the latest is sent, so a day or a
 * fortnight of downtime costs one message; outside sending hours they wait together for the next sending moment.
 */
export function dueReminders({ deliverable, policy, calendar, decided, now }: ReminderInput): ReminderOutlook {
  const { dueOn } = deliverable;
  if (dueOn === null || !isReminded(deliverable)) return { decisions: [], nextAt: null };

  const steps = ladder(dueOn, policy, calendar, now);
  const future = steps.find(({ at }) => at > now)?.at ?? null;
  const past = steps.filter(({ key, at }) => at <= now && !decided.has(key));
  const isLate = ({ at }: Step): boolean => at < new Date(deliverable.ladderFrom);

  const skipped = past.filter(isLate).map(({ key }) => ({ rung: key, dueOn, verdict: 'skipped', reason: 'set-later' }) as const);
  const due = past.filter((step) => !isLate(step));
  const sendingAt = nextSendingMoment(now, policy, calendar);
  if (due.length > 0 && sendingAt > now) return { decisions: skipped, nextAt: sendingAt };

  const told = due.map(({ key }, index) => ({ rung: key, dueOn, verdict: index === due.length - 1 ? 'send' : 'merged' }) as const);
  return { decisions: [...skipped, ...told], nextAt: future };
}

/** What 「收到」 to one rung keeps from being told again: later rungs come, but a weekly one is the same again. */
export function isRepetition(rung: string, acknowledged: string): boolean {
  return rung.startsWith('weekly-') && acknowledged.startsWith('weekly-');
}

function isReminded(deliverable: Pick<Deliverable, 'state' | 'supplementary' | 'detached'>): boolean {
  return isOwed(deliverable) && deliverable.supplementary === 0 && deliverable.detached === 0;
}

interface Step {
  key: string;
  at: Date;
}

/** All steps in time order as far as the first weekly one after now. */
function ladder(dueOn: Day, policy: ReminderPolicy, calendar: Calendar, now: Date): Step[] {
  const due = calendar.workdayOnOrBefore(dueOn);
  const steps = policy.rungs.flatMap((rung) => fixedStep(rung, due, policy, calendar) ?? []);
  if (policy.rungs.some(({ when }) => when === 'weekly')) steps.push(...weeklySteps(due, policy, calendar, now));
  return steps.sort((a, b) => a.at.getTime() - b.at.getTime());
}

function fixedStep(rung: Rung, due: Day, { sendAt }: ReminderPolicy, calendar: Calendar): Step | undefined {
  switch (rung.when) {
    case 'before':
      return { key: `before-${rung.days}`, at: instantAt(calendar.addWorkdays(due, -rung.days), sendAt) };
    case 'on':
      return { key: 'on', at: instantAt(due, sendAt) };
    case 'after':
      return { key: `after+${rung.days}`, at: instantAt(calendar.addWorkdays(due, rung.days), sendAt) };
    case 'weekly':
      return undefined;
  }
}

function weeklySteps(due: Day, policy: ReminderPolicy, calendar: Calendar, now: Date): Step[] {
  const start = calendar.addWorkdays(due, lastAfter(policy));
  const steps: Step[] = [];
  let at: Date;
  do {
    const week = steps.length + 1;
    at = instantAt(calendar.workdayOnOrBefore(addDays(start, 7 * week)), policy.sendAt);
    steps.push({ key: `weekly-${week}`, at });
  } while (at <= now);
  return steps;
}

function lastAfter({ rungs }: ReminderPolicy): number {
  return Math.max(0, ...rungs.map((rung) => (rung.when === 'after' ? rung.days : 0)));
}

/** Reminders leave on working days from `sendAt` until the quiet hours: now itself, or the next such moment. */
export function nextSendingMoment(now: Date, { sendAt, quiet }: Pick<ReminderPolicy, 'sendAt' | 'quiet'>, calendar: Calendar): Date {
  const today = dayOf(now);
  const time = timeOf(now);
  if (!calendar.isWorkday(today) || time >= quiet.from) return instantAt(calendar.addWorkdays(today, 1), sendAt);
  return time < sendAt ? instantAt(today, sendAt) : now;
}
