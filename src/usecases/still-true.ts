import { listInOpenPlans, listProgressById } from '../db/progress.ts';
import { listWaiting, type Waiting } from '../db/due-reminders.ts';
import type { ReminderRow } from '../db/tables.ts';
import { dayOf } from '../domain/calendar.ts';
import type { ProgressEntry } from '../domain/progress.ts';
import { isReviewRung } from '../domain/ladder.ts';
import { isAbout } from '../domain/reminder.ts';
import type { Deps } from './deps.ts';

/** Which of these reminders still say what is so: it is owed by the same day, or waits for review since the same one. */
export async function findStillTrue(
  { db, clock }: Deps,
  rows: readonly ReminderRow[],
): Promise<{ isTrue(row: ReminderRow): boolean; entries: ProgressEntry[] }> {
  const entries = await listProgressById(db, [...new Set(rows.map(({ deliverableId }) => deliverableId))]);
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const open = await listInOpenPlans(db, [...byId.keys()]);
  const waiting = await listWaiting(db, [...byId.keys()]);
  const today = dayOf(clock.now());
  const isTrue = (row: ReminderRow): boolean => {
    const entry = byId.get(row.deliverableId);
    if (entry === undefined || !open.has(entry.id)) return false;
    return isReviewRung(row.rung) ? isStillTheirs(row, waiting.get(entry.id)) : isAbout(row, entry, today);
  };
  return { isTrue, entries };
}

/** The same 报送 waits for review, and nothing of it is the person's own: it may be another one by now, which has its own time. */
function isStillTheirs({ dueOn, memberId }: ReminderRow, waiting: Waiting | undefined): boolean {
  return waiting !== undefined && dayOf(new Date(waiting.since)) === dueOn && !waiting.senders.has(memberId);
}
