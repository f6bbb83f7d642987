import { listProgressById } from '../db/progress.ts';
import { findNextReminder, listAcknowledgedBy, listLastTold, setAcknowledged } from '../db/reminders.ts';
import type { ReminderRow } from '../db/tables.ts';
import { dayOf, formatDay, timeOf } from '../domain/calendar.ts';
import { isOwed } from '../domain/deliverable.ts';
import type { Member } from '../domain/directory.ts';
import { codesOf, type ProgressEntry } from '../domain/progress.ts';
import { isRepetition } from '../domain/reminder.ts';
import { audit, type Actor } from './audit.ts';
import { findRecipients } from './decide-reminders.ts';
import type { Deps } from './deps.ts';

export interface AcknowledgedView {
  /** Items of the message that are still owed. Empty: nothing waits for an answer. */
  codes: string[];
  /** Of these, what would come every week and does not any more. */
  silenced: string[];
  /** When the rest is told again, should it still be owed. */
  nextAt: string | null;
  /** The person may hand in for the first of them; others pass it on. */
  handsIn: boolean;
}

/** 「收到」: what the person was last told is not told again on the same rung; the next rung comes all the same. */
export async function acknowledgeReminder(deps: Deps, { person, actor }: { person: Member; actor: Actor }): Promise<AcknowledgedView> {
  const rows = await listLastTold(deps.db, person.id);
  const { owed, entries } = await stillOwed(deps, person, rows);
  const fresh = owed.filter(({ acknowledged }) => acknowledged === 0);
  await setAcknowledged(deps.db, idsOf(fresh), 1);
  if (fresh.length > 0) await audit(deps, actor, 'acknowledge', `${person.name}收到提醒：第${codesOf(entries).join('、')}项`);
  const others = owed.filter((row) => !isSilenced(row)).map(({ deliverableId }) => deliverableId);
  return {
    codes: codesOf(entries),
    silenced: codesOf(entries.filter(({ id }) => owed.some((row) => row.deliverableId === id && isSilenced(row)))),
    nextAt: await nextMoment(deps, others),
    handsIn: handsIn(person, entries),
  };
}

/** 「继续提醒」 takes 「收到」 back, all there is. */
export async function keepReminding(deps: Deps, { person, actor }: { person: Member; actor: Actor }): Promise<AcknowledgedView> {
  const rows = await listAcknowledgedBy(deps.db, person.id);
  await setAcknowledged(deps.db, idsOf(rows), 0);
  const { owed, entries } = await stillOwed(deps, person, rows);
  if (owed.length > 0) await audit(deps, actor, 'keep-reminding', `${person.name}要求继续提醒：第${codesOf(entries).join('、')}项`);
  return {
    codes: codesOf(entries),
    silenced: [],
    nextAt: await nextMoment(
      deps,
      owed.map(({ deliverableId }) => deliverableId),
    ),
    handsIn: handsIn(person, entries),
  };
}

/** What comes every week, and is the same again each time. */
export function isSilenced({ rung }: Pick<ReminderRow, 'rung'>): boolean {
  return isRepetition(rung, rung);
}

/** Of what a person was told, what is still owed and still theirs to hear. */
export async function stillOwed(
  deps: Deps,
  person: Member,
  rows: readonly ReminderRow[],
): Promise<{ owed: ReminderRow[]; entries: ProgressEntry[] }> {
  const all = await listProgressById(deps.db, [...new Set(rows.map(({ deliverableId }) => deliverableId))]);
  const recipients = await findRecipients(deps);
  const entries = all.filter((entry) => isOwed(entry) && entry.detached === 0 && recipients.of(entry.departmentId).includes(person.id));
  return { owed: rows.filter(({ deliverableId }) => entries.some(({ id }) => id === deliverableId)), entries };
}

export function handsIn({ departments }: Member, entries: readonly ProgressEntry[]): boolean {
  return entries[0] !== undefined && departments.includes(entries[0].departmentId);
}

function idsOf(rows: readonly ReminderRow[]): string[] {
  return rows.map(({ id }) => id);
}

/** 6月28日（周三）09:00; null when nothing more is to come. */
export async function nextMoment(deps: Deps, deliverableIds: readonly string[]): Promise<string | null> {
  const now = deps.clock.now();
  const next = await findNextReminder(deps.db, deliverableIds, now.toISOString());
  if (next === undefined) return null;
  return momentView(new Date(next), now);
}

export function momentView(at: Date, now: Date): string {
  return `${formatDay(dayOf(at), Number(dayOf(now).slice(0, 4)))}${timeOf(at)}`;
}
