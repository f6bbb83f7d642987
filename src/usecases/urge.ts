import { findMember } from '../db/directory.ts';
import { countReminded, insertReminders, listLastReminded } from '../db/reminders.ts';
import type { ReminderRow } from '../db/tables.ts';
import { dayOf, formatDay, timeOf } from '../domain/calendar.ts';
import type { Member } from '../domain/directory.ts';
import type { AssessmentPlan } from '../domain/plan.ts';
import { byDepartment, codesOf, type ProgressEntry } from '../domain/progress.ts';
import { audit, type Actor } from './audit.ts';
import type { Deps } from './deps.ts';
import { queueMessage } from './queue-message.ts';
import { addressOf } from './reach-member.ts';
import { findRecipients } from './recipients.ts';
import { reminderView } from './reminder-view.ts';
import { reminderKey } from './send-reminders.ts';
import { listPressing, listUrgeTargets, type UrgeTarget } from './urge-targets.ts';

/** Whom a 催办 reached and whom not. */
export interface UrgedView {
  about: string;
  reached: ShareView[];
  leftOut: (ShareView & { reason: LeftOut; lastAt: string | null })[];
  coolingHours: number;
  /** Somebody was left out only because of it. */
  cooling: boolean;
}

type LeftOut = 'cooling' | 'no-liaison' | 'no-address';

interface ShareView {
  /** Null where there is none. */
  person: string | null;
  /** With how often each was reminded of any of it, this time included. */
  departments: { name: string; times: number }[];
  codes: string[];
}

/** What one person is told; nobody where the departments have no 联络员. */
interface Share {
  member: Member | null;
  entries: ProgressEntry[];
}

interface Outcome extends Share {
  leftOut: LeftOut | null;
  lastAt: string | null;
}

/**
 * Tells those who still owe at once (催办), in one message a person, and says whom it reached and whom it left out and why. It
 * stands for that day's reminder.
 */
export async function urge(
  deps: Deps,
  { target, anyway, year, actor }: { target: UrgeTarget; anyway: boolean; year: number | undefined; actor: Actor },
): Promise<UrgedView> {
  const { plan, owed, about, taskId } = await listUrgeTargets(deps, target, year);
  const shares = await divide(deps, owed);
  const lastReminded = await listLastReminded(
    deps.db,
    shares.flatMap(({ member }) => member?.id ?? []),
  );
  const outcomes: Outcome[] = [];
  for (const share of shares)
    outcomes.push(await urgeOne(deps, plan, share, anyway ? undefined : lastReminded.get(share.member?.id ?? '')));
  const reached = outcomes.filter(({ leftOut }) => leftOut === null);
  if (reached.length > 0) {
    const names = byDepartment(reached.flatMap(({ entries }) => entries)).map(({ name }) => name);
    await audit(deps, actor, 'urge', `催办${about}：${names.join('、')}`, taskId === undefined ? {} : { taskId });
  }
  const times = await countReminded(
    deps.db,
    owed.map(({ id }) => id),
  );
  return {
    about,
    reached: reached.map((outcome) => shareView(outcome, times)),
    leftOut: outcomes.flatMap((outcome) =>
      outcome.leftOut === null ? [] : [{ ...shareView(outcome, times), reason: outcome.leftOut, lastAt: outcome.lastAt }],
    ),
    coolingHours: deps.config.reminders.urgeCoolingHours,
    cooling: outcomes.some(({ leftOut }) => leftOut === 'cooling'),
  };
}

async function divide(deps: Deps, owed: readonly ProgressEntry[]): Promise<Share[]> {
  const { liaisonsOf } = await findRecipients(deps);
  const shares = new Map<string, Share>();
  for (const { entries } of byDepartment(owed)) {
    const liaisons = liaisonsOf(entries[0]!.departmentId);
    for (const id of liaisons.length > 0 ? liaisons : ['']) {
      const share = shares.get(id) ?? { member: (await findMember(deps.db, id)) ?? null, entries: [] };
      share.entries.push(...entries);
      shares.set(id, share);
    }
  }
  return [...shares.values()];
}

/** `lastAt`: when the person was last reminded of anything, unless that is to be disregarded. */
async function urgeOne(deps: Deps, plan: AssessmentPlan, { member, entries }: Share, lastAt: string | undefined): Promise<Outcome> {
  const now = deps.clock.now();
  const record = async (outcome: Pick<ReminderRow, 'state' | 'reason' | 'outboundId'>): Promise<void> => {
    await insertReminders(deps.db, rowsOf(deps, member, entries, now, outcome));
  };
  const leaveOut = async (leftOut: LeftOut, state: 'skipped' | 'failed', last: string | null = null): Promise<Outcome> => {
    await record({ state, reason: leftOut, outboundId: null });
    return { member, entries, leftOut, lastAt: last };
  };
  if (member === null) return leaveOut('no-liaison', 'failed');
  if (lastAt !== undefined && isCooling(deps, lastAt, now)) return leaveOut('cooling', 'skipped', instantView(lastAt));
  const outboundId = await tell(deps, plan, member, entries, now);
  if (outboundId === undefined) return leaveOut('no-address', 'failed');
  await record({ state: 'planned', reason: null, outboundId });
  return { member, entries, leftOut: null, lastAt: null };
}

function isCooling({ config }: Deps, lastAt: string, now: Date): boolean {
  return now.getTime() - Date.parse(lastAt) < config.reminders.urgeCoolingHours * HOUR_MS;
}

const HOUR_MS = 3_600_000;

function instantView(instant: string): string {
  const date = new Date(instant);
  return `${formatDay(dayOf(date))} ${timeOf(date)}`;
}

/** Undefined when there is no way to reach the person. */
async function tell(
  deps: Deps,
  plan: AssessmentPlan,
  member: Member,
  entries: readonly ProgressEntry[],
  now: Date,
): Promise<string | undefined> {
  const address = await addressOf(deps, member);
  if (address === undefined) return undefined;
  const departmentIds = [...new Set(entries.map(({ departmentId }) => departmentId))];
  const others = (await listPressing(deps, plan.id, { departmentIds })).filter(({ id }) => !entries.some((entry) => entry.id === id));
  const message = deps.render('reminder', await reminderView(deps, member, entries, { urged: true, others: others.length }));
  const day = reminderKey(member.id, dayOf(now));
  const queue = (dedupeKey: string) => queueMessage(deps, address, message, { purpose: 'reminder', dedupeKey });
  return (await queue(day)) ?? queue(`${day}-${deps.newId()}`);
}

function rowsOf(
  deps: Deps,
  member: Member | null,
  entries: readonly ProgressEntry[],
  now: Date,
  outcome: Pick<ReminderRow, 'state' | 'reason' | 'outboundId'>,
): ReminderRow[] {
  const at = now.toISOString();
  return entries.map(({ id, dueOn }) => ({
    id: deps.newId(),
    deliverableId: id,
    // Never the same twice: an urging is not a rung of the ladder.
    rung: `urge-${deps.newId()}`,
    dueOn: dueOn ?? '',
    memberId: member?.id ?? '',
    ...outcome,
    day: dayOf(now),
    decidedAt: at,
    acknowledged: 0,
  }));
}

function shareView({ member, entries }: Share, times: ReadonlyMap<string, number>): ShareView {
  return {
    person: member?.name ?? null,
    departments: byDepartment(entries).map(({ name, entries: of }) => ({ name, times: times.get(of[0]!.departmentId) ?? 0 })),
    codes: codesOf(entries),
  };
}
