import { listAcknowledgedBy, listLastTold, setAcknowledged } from '../db/told-reminders.ts';
import type { ReminderRow } from '../db/tables.ts';
import type { Member } from '../domain/directory.ts';
import { isRepetition } from '../domain/ladder.ts';
import { audit, type Actor } from './audit.ts';
import { codesOfYears, namesOfYears, type CodeOfYear, type CodesOfYear } from './codes-of-years.ts';
import type { Deps } from './deps.ts';
import { findNextReminder } from './next-reminder.ts';
import { findToldSince, type ReminderPart } from './told-since.ts';

export interface AcknowledgedView {
  /** Items of the message that are still owed. Empty: nothing waits for an answer. */
  codes: CodesOfYear[];
  /** Of these, what would come every week and does not any more. */
  silenced: CodesOfYear[];
  /** When something of the rest is told again, should it still be owed. */
  nextAt: string | null;
  /** What that is; empty: all of the rest. */
  again: CodesOfYear[];
  part: ReminderPart;
  example: CodeOfYear | null;
}

/** 「收到」: what the person was last told is not told again on the same rung; the next rung comes all the same. */
export async function acknowledgeReminder(deps: Deps, { person, actor }: { person: Member; actor: Actor }): Promise<AcknowledgedView> {
  const { owed, rows, years, part, example } = await stillOwed(deps, person, await listLastTold(deps.db, person.id));
  const fresh = rows.filter(({ acknowledged }) => acknowledged === 0);
  await setAcknowledged(deps.db, idsOf(fresh), 1);
  if (fresh.length > 0) await audit(deps, actor, 'acknowledge', `${person.name}收到提醒：${namesOfYears(codesOfYears(owed, years))}`);
  const silenced = new Set(rows.filter(isSilenced).map(({ deliverableId }) => deliverableId));
  const rest = owed.filter(({ id }) => !silenced.has(id));
  const { at, again } = await findNextReminder(deps, person, rest);
  return {
    codes: codesOfYears(owed, years),
    silenced: codesOfYears(
      owed.filter(({ id }) => silenced.has(id)),
      years,
    ),
    nextAt: at,
    again: codesOfYears(again.size < rest.length ? rest.filter(({ id }) => again.has(id)) : [], years),
    part,
    example,
  };
}

/** 「继续提醒」 takes 「收到」 back, all there is. */
export async function keepReminding(deps: Deps, { person, actor }: { person: Member; actor: Actor }): Promise<AcknowledgedView> {
  const acknowledged = await listAcknowledgedBy(deps.db, person.id);
  await setAcknowledged(deps.db, idsOf(acknowledged), 0);
  const { owed, years, part, example } = await stillOwed(deps, person, acknowledged);
  const codes = codesOfYears(owed, years);
  if (owed.length > 0) await audit(deps, actor, 'keep-reminding', `${person.name}要求继续提醒：${namesOfYears(codes)}`);
  const { at } = await findNextReminder(deps, person, owed);
  return { codes, silenced: [], nextAt: at, again: [], part, example };
}

/** With the rows of what is still owed. */
async function stillOwed(deps: Deps, person: Member, told: readonly ReminderRow[]) {
  const since = await findToldSince(deps, person, told);
  const ids = new Set(since.owed.map(({ id }) => id));
  return { ...since, rows: told.filter(({ deliverableId }) => ids.has(deliverableId)) };
}

/** What comes every week, and is the same again each time. */
export function isSilenced({ rung }: Pick<ReminderRow, 'rung'>): boolean {
  return isRepetition(rung, rung);
}

function idsOf(rows: readonly ReminderRow[]): number[] {
  return rows.map(({ id }) => id);
}
