import { listInOpenPlans, listProgressById } from '../db/progress.ts';
import { listAcknowledgedBy, listLastTold, setAcknowledged } from '../db/told-reminders.ts';
import type { ReminderRow } from '../db/tables.ts';
import { dayOf, formatDay, timeOf } from '../domain/calendar.ts';
import { isOwed } from '../domain/deliverable.ts';
import type { Member } from '../domain/directory.ts';
import { codesOf, type ProgressEntry } from '../domain/progress.ts';
import { isRepetition, nextStepFor } from '../domain/ladder.ts';
import { audit, type Actor } from './audit.ts';
import type { Deps } from './deps.ts';
import { findRecipients, type Recipients } from './recipients.ts';

export interface AcknowledgedView {
  /** Items of the message that are still owed. Empty: nothing waits for an answer. */
  codes: string[];
  /** Of these, what would come every week and does not any more. */
  silenced: string[];
  /** When the rest is told again, should it still be owed. */
  nextAt: string | null;
  /** The person speaks for the department of the first of them; others pass it on. */
  handsIn: boolean;
}

/** 「收到」: what the person was last told is not told again on the same rung; the next rung comes all the same. */
export async function acknowledgeReminder(deps: Deps, { person, actor }: { person: Member; actor: Actor }): Promise<AcknowledgedView> {
  const rows = await listLastTold(deps.db, person.id);
  const still = await stillOwed(deps, person, rows);
  const { owed, entries } = still;
  const fresh = owed.filter(({ acknowledged }) => acknowledged === 0);
  await setAcknowledged(deps.db, idsOf(fresh), 1);
  if (fresh.length > 0) await audit(deps, actor, 'acknowledge', `${person.name}收到提醒：第${codesOf(entries).join('、')}项`);
  const isAbout = (those: readonly ReminderRow[]) => (entry: ProgressEntry) => those.some((row) => row.deliverableId === entry.id);
  return {
    codes: codesOf(entries),
    silenced: codesOf(entries.filter(isAbout(owed.filter(isSilenced)))),
    nextAt: still.nextAt(entries.filter(isAbout(owed.filter((row) => !isSilenced(row))))),
    handsIn: still.handsIn,
  };
}

/** 「继续提醒」 takes 「收到」 back, all there is. */
export async function keepReminding(deps: Deps, { person, actor }: { person: Member; actor: Actor }): Promise<AcknowledgedView> {
  const rows = await listAcknowledgedBy(deps.db, person.id);
  await setAcknowledged(deps.db, idsOf(rows), 0);
  const { owed, entries, nextAt, handsIn } = await stillOwed(deps, person, rows);
  if (owed.length > 0) await audit(deps, actor, 'keep-reminding', `${person.name}要求继续提醒：第${codesOf(entries).join('、')}项`);
  return { codes: codesOf(entries), silenced: [], nextAt: nextAt(entries), handsIn };
}

/** What comes every week, and is the same again each time. */
export function isSilenced({ rung }: Pick<ReminderRow, 'rung'>): boolean {
  return isRepetition(rung, rung);
}

/** Of what a person was told, what is still owed and still theirs to hear. */
export interface StillOwed {
  owed: ReminderRow[];
  entries: ProgressEntry[];
  /** When the person is next told of any of these, should it still be owed; null when never. */
  nextAt(entries: readonly ProgressEntry[]): string | null;
  /** The person speaks for the department of the first of them. */
  handsIn: boolean;
}

export async function stillOwed(deps: Deps, person: Member, rows: readonly ReminderRow[]): Promise<StillOwed> {
  const all = await listProgressById(deps.db, [...new Set(rows.map(({ deliverableId }) => deliverableId))]);
  const recipients = await findRecipients(deps);
  // Urging reaches 联络员, whatever the rungs say.
  const anyRole = ['liaison' as const, ...deps.config.reminders.rungs.flatMap(({ when, to }) => (when === 'unreviewed' ? [] : to))];
  const isTheirs = ({ departmentId }: ProgressEntry): boolean => recipients.of(departmentId, anyRole).includes(person.id);
  const open = await listInOpenPlans(
    deps.db,
    all.map(({ id }) => id),
  );
  const entries = all.filter((entry) => open.has(entry.id) && isOwed(entry) && entry.detached === 0 && isTheirs(entry));
  return {
    owed: rows.filter(({ deliverableId }) => entries.some(({ id }) => id === deliverableId)),
    entries,
    nextAt: (those) => nextMoment(deps, person, recipients, those),
    handsIn: entries[0] !== undefined && recipients.liaisonsOf(entries[0].departmentId).includes(person.id),
  };
}

function idsOf(rows: readonly ReminderRow[]): number[] {
  return rows.map(({ id }) => id);
}

/** 6月28日（周三）09:00. */
function nextMoment(
  { clock, calendar, config }: Deps,
  person: Member,
  recipients: Recipients,
  entries: readonly ProgressEntry[],
): string | null {
  const now = clock.now();
  const moments = entries.flatMap((entry) => {
    const isFor = (to: Parameters<Recipients['of']>[1]): boolean => recipients.of(entry.departmentId, to).includes(person.id);
    return nextStepFor(isFor, { deliverable: entry, waitsSince: null, policy: config.reminders, calendar, now }) ?? [];
  });
  if (moments.length === 0) return null;
  return momentView(new Date(Math.min(...moments.map(Number))), now);
}

export function momentView(at: Date, now: Date): string {
  return `${formatDay(dayOf(at), Number(dayOf(now).slice(0, 4)))}${timeOf(at)}`;
}
