import { inSlices } from '../db/insert-rows.ts';
import { listPlansOf, listProgressById } from '../db/progress.ts';
import { listWaiting, type Waiting } from '../db/due-reminders.ts';
import type { ReminderRow } from '../db/tables.ts';
import { listResting } from '../db/waivers.ts';
import { dayOf } from '../domain/calendar.ts';
import type { ProgressEntry } from '../domain/progress.ts';
import { isReviewRung } from '../domain/ladder.ts';
import { isAbout } from '../domain/reminder.ts';
import type { Deps } from './deps.ts';

/** Reminders (提醒) by whether they still say what is so. */
export interface StillTrue {
  /** It is owed by the same day, or waits for review since the same one. */
  standing: ReminderRow[];
  settled: ReminderRow[];
  /** Those of the standing ones that are not told while another department's 报送 waits for review (任一完成). */
  resting: Set<ReminderRow>;
  /** What the standing ones are about, each once. */
  entries: ProgressEntry[];
}

/** Portion by portion, so that others are heard in between. */
export async function findStillTrue(deps: Deps, rows: readonly ReminderRow[]): Promise<StillTrue> {
  const found: StillTrue = { standing: [], settled: [], resting: new Set(), entries: [] };
  const seen = new Set<string>();
  for (const slice of inSlices(rows)) {
    const { isTrue, isResting, entries } = await judge(deps, slice);
    const standing = slice.filter(isTrue);
    const told = new Set(standing.map(({ deliverableId }) => deliverableId));
    const added = entries.filter(({ id }) => told.has(id) && !seen.has(id));
    found.standing.push(...standing);
    found.settled.push(...slice.filter((row) => !isTrue(row)));
    for (const row of standing) if (isResting(row)) found.resting.add(row);
    found.entries.push(...added);
    for (const { id } of added) seen.add(id);
  }
  return found;
}

async function judge(
  { db, clock }: Deps,
  rows: readonly ReminderRow[],
): Promise<{ isTrue(row: ReminderRow): boolean; isResting(row: ReminderRow): boolean; entries: ProgressEntry[] }> {
  const entries = await listProgressById(db, [...new Set(rows.map(({ deliverableId }) => deliverableId))]);
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const plans = await listPlansOf(db, [...byId.keys()]);
  const waiting = await listWaiting(db, [...byId.keys()]);
  const resting = await listResting(db, [...byId.keys()]);
  const today = dayOf(clock.now());
  const isResting = ({ rung, deliverableId }: ReminderRow): boolean => !isReviewRung(rung) && resting.has(deliverableId);
  const isTrue = (row: ReminderRow): boolean => {
    const entry = byId.get(row.deliverableId);
    if (entry === undefined || plans.get(entry.id)?.state !== 'published') return false;
    return isReviewRung(row.rung) ? isStillTheirs(row, waiting.get(entry.id)) : isAbout(row, entry, today);
  };
  return { isTrue, isResting, entries };
}

/** The same 报送 waits for review, and nothing of it is the person's own: it may be another one by now, which has its own time. */
function isStillTheirs({ dueOn, memberId }: ReminderRow, waiting: Waiting | undefined): boolean {
  return waiting !== undefined && dayOf(new Date(waiting.since)) === dueOn && !waiting.senders.has(memberId);
}
