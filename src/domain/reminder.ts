import type { Day } from './calendar.ts';
import { isOwed, type Deliverable } from './deliverable.ts';
import { goesWithDeadline, isQuarterRung, movedStep, stepsOf, type Climb, type Step } from './ladder.ts';
import { nextSendingMoment, type RungRecipient } from './reminder-policy.ts';

/** What became of one rung for one due date and one person. Each is kept as a row. */
export interface ReminderDecision {
  /** `before-14`, `on`, `after+3`, `weekly-1`, `moved-2023-06-26`, `unreviewed+2`, `unreviewed-weekly-1`, `quarterly-5`. */
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

export interface ReminderInput extends Climb {
  deliverable: Climb['deliverable'] & Pick<Deliverable, 'extendedOn'>;
  /** The deadline people were last told, where they were told one. */
  toldOn: Day | undefined;
  /** Rungs already decided, of the day they count from: `on 2023-06-30`. */
  decided: ReadonlySet<string>;
  /** Ids of the members a rung is for. */
  recipientsOf(to: readonly RungRecipient[]): readonly string[];
}

/**
 * The ladder of one deliverable at one moment. Of the rungs that came due unattended each person is told the latest that is for
 * them, so a day or a fortnight of downtime costs one message; outside sending hours they wait together for the next sending moment.
 */
export function dueReminders(input: ReminderInput): ReminderOutlook {
  const { deliverable, toldOn, policy, calendar, decided, recipientsOf, now } = input;
  const moved = movedStep(deliverable, toldOn, input);
  const steps = [...(moved === undefined ? [] : [moved]), ...stepsOf(input)].toSorted((a, b) => a.at.getTime() - b.at.getTime());
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
  const isToHearOfMove = moved !== undefined && moved.at > now;
  return goesWithDeadline(deliverable) && !isToHearOfMove
    ? { decisions, nextAt: null, nextStepAt: future }
    : { decisions, nextAt: future, nextStepAt: null };
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

/** Whether what a rung told is still true: the same date counts, or the quarter in which nothing came is not over. */
export function isAbout(
  { rung, dueOn }: Pick<ReminderDecision, 'rung' | 'dueOn'>,
  owed: Pick<Deliverable, 'state' | 'dueOn' | 'detached'>,
  today: Day,
): boolean {
  if (!isOwed(owed) || owed.detached === 1) return false;
  return isQuarterRung(rung) ? owed.dueOn === null && today <= dueOn : (owed.dueOn ?? '') === dueOn;
}
