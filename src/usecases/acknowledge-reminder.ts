import { listOtherYears } from '../db/plans.ts';
import { listInOpenPlans, listProgressById } from '../db/progress.ts';
import { listAcknowledgedBy, listLastTold, setAcknowledged } from '../db/told-reminders.ts';
import type { ReminderRow } from '../db/tables.ts';
import { dayOf, formatDay, timeOf } from '../domain/calendar.ts';
import { isOwed } from '../domain/deliverable.ts';
import type { Member } from '../domain/directory.ts';
import type { ProgressEntry } from '../domain/progress.ts';
import { isRepetition, nextStepFor } from '../domain/ladder.ts';
import { audit, type Actor } from './audit.ts';
import { codesOfYears, inFront, namesOfYears, type CodeOfYear, type CodesOfYear } from './codes-of-years.ts';
import type { Deps } from './deps.ts';
import { findRecipients, type Recipients } from './recipients.ts';

export interface AcknowledgedView {
  /** Items of the message that are still owed. Empty: nothing waits for an answer. */
  codes: CodesOfYear[];
  /** Of these, what would come every week and does not any more. */
  silenced: CodesOfYear[];
  /** When the rest is told again, should it still be owed. */
  nextAt: string | null;
  /** The person speaks for the department of the example; others pass it on. */
  handsIn: boolean;
  example: CodeOfYear | null;
}

/** 「收到」: what the person was last told is not told again on the same rung; the next rung comes all the same. */
export async function acknowledgeReminder(deps: Deps, { person, actor }: { person: Member; actor: Actor }): Promise<AcknowledgedView> {
  const rows = await listLastTold(deps.db, person.id);
  const still = await stillOwed(deps, person, rows);
  const { owed, entries, years } = still;
  const fresh = owed.filter(({ acknowledged }) => acknowledged === 0);
  await setAcknowledged(deps.db, idsOf(fresh), 1);
  if (fresh.length > 0) await audit(deps, actor, 'acknowledge', `${person.name}收到提醒：${namesOfYears(codesOfYears(entries, years))}`);
  const isAbout = (those: readonly ReminderRow[]) => (entry: ProgressEntry) => those.some((row) => row.deliverableId === entry.id);
  return {
    codes: codesOfYears(entries, years),
    silenced: codesOfYears(entries.filter(isAbout(owed.filter(isSilenced))), years),
    nextAt: still.nextAt(entries.filter(isAbout(owed.filter((row) => !isSilenced(row))))),
    handsIn: still.handsIn,
    example: still.example,
  };
}

/** 「继续提醒」 takes 「收到」 back, all there is. */
export async function keepReminding(deps: Deps, { person, actor }: { person: Member; actor: Actor }): Promise<AcknowledgedView> {
  const rows = await listAcknowledgedBy(deps.db, person.id);
  await setAcknowledged(deps.db, idsOf(rows), 0);
  const { owed, entries, years, nextAt, handsIn, example } = await stillOwed(deps, person, rows);
  const codes = codesOfYears(entries, years);
  if (owed.length > 0) await audit(deps, actor, 'keep-reminding', `${person.name}要求继续提醒：${namesOfYears(codes)}`);
  return { codes, silenced: [], nextAt: nextAt(entries), handsIn, example };
}

/** What comes every week, and is the same again each time. */
export function isSilenced({ rung }: Pick<ReminderRow, 'rung'>): boolean {
  return isRepetition(rung, rung);
}

/** Of what a person was told, what is still owed and still theirs to hear. */
export interface StillOwed {
  owed: ReminderRow[];
  entries: ProgressEntry[];
  /** Of everything the person was told, where it is not the current one, by item. */
  years: ReadonlyMap<string, number>;
  /** When the person is next told of any of these, should it still be owed; null when never. */
  nextAt(entries: readonly ProgressEntry[]): string | null;
  /** The person speaks for the department of the example. */
  handsIn: boolean;
  /** The first of them, of the current year where there is one. */
  example: CodeOfYear | null;
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
  const years = await listOtherYears(deps.db, [...new Set(all.map(({ taskId }) => taskId))]);
  const first = entries.find(({ taskId }) => !years.has(taskId)) ?? entries[0];
  return {
    owed: rows.filter(({ deliverableId }) => entries.some(({ id }) => id === deliverableId)),
    entries,
    years,
    nextAt: (those) => nextMoment(deps, person, recipients, those),
    handsIn: first !== undefined && recipients.liaisonsOf(first.departmentId).includes(person.id),
    example: first === undefined ? null : { ofYear: inFront(years.get(first.taskId)), code: first.code },
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
