import { findMember } from '../db/directory.ts';
import { listProgressById } from '../db/progress.ts';
import { changeReminders, listHandedIn, listMembersToRemind, listWaitingReminders, listWaitsSince } from '../db/reminders.ts';
import type { ReminderRow } from '../db/tables.ts';
import { dayOf } from '../domain/calendar.ts';
import { isOwed } from '../domain/deliverable.ts';
import type { ProgressEntry } from '../domain/progress.ts';
import { isReviewRung, nextSendingMoment } from '../domain/reminder.ts';
import type { Deps } from './deps.ts';
import { inTransaction } from './in-transaction.ts';
import { queueMessage } from './queue-message.ts';
import { addressOf } from './reach-member.ts';
import { reminderView } from './reminder-view.ts';

/** Puts what is planned for each person into the one message of the day, in sending hours. What a crash left over goes along. */
export async function sendReminders(deps: Deps): Promise<void> {
  if (!isSendingHour(deps)) return;
  for (const memberId of await listMembersToRemind(deps.db)) {
    try {
      await inTransaction(deps, (tx) => remind(tx, memberId));
    } catch (error) {
      deps.log.error({ member: memberId, err: error }, 'a reminder could not be put together; the next tick tries again');
    }
  }
}

function isSendingHour({ clock, config, calendar }: Deps): boolean {
  const now = clock.now();
  return nextSendingMoment(now, config.reminders, calendar) <= now;
}

/** The day is that of the moment at which it is put together: before it was this person's turn, the night may have come. */
async function remind(deps: Deps, memberId: string): Promise<void> {
  if (!isSendingHour(deps)) return;
  const day = dayOf(deps.clock.now());
  const rows = await listWaitingReminders(deps.db, memberId);
  if (rows.length === 0) return;
  const ids = [...new Set(rows.map(({ deliverableId }) => deliverableId))];
  const entries = await listProgressById(deps.db, ids);
  const review = await reviewsNow(deps, ids);
  const standing = rows.filter((row) => {
    const entry = entries.find(({ id }) => id === row.deliverableId);
    return isReviewRung(row.rung) ? review(row) : isStillOwed(row, entry);
  });
  await changeReminders(deps.db, idsOf(rows.filter((row) => !standing.includes(row))), { state: 'skipped', reason: 'settled' });
  if (standing.length === 0) return;

  const member = await findMember(deps.db, memberId);
  const address = member && (await addressOf(deps, member));
  if (member === undefined || address === undefined) {
    return changeReminders(deps.db, idsOf(standing), { state: 'failed', reason: 'no-address' });
  }
  const told = entries.filter(({ id }) => standing.some(({ deliverableId }) => deliverableId === id));
  const message = deps.render('reminder', await reminderView(deps, member, told, { urged: false, others: 0 }));
  const outboundId = await queueMessage(deps, address, message, { purpose: 'reminder', dedupeKey: reminderKey(memberId, day) });
  if (outboundId === undefined) await changeReminders(deps.db, idsOf(standing), { state: 'merged', reason: 'told-today', day });
  else await changeReminders(deps.db, idsOf(standing), { state: 'planned', outboundId, day });
}

/** One message a person a day: the second one of a day finds the key taken. */
export function reminderKey(memberId: string, day: string): string {
  return `reminder-${memberId}-${day}`;
}

/** Handed in, waived, moved or removed since it was decided: then it is no longer true. */
function isStillOwed({ dueOn }: ReminderRow, entry: ProgressEntry | undefined): boolean {
  return entry !== undefined && isOwed(entry) && entry.detached === 0 && entry.dueOn === dueOn;
}

/** Whether the same 报送 waits for review, and for this person's: it may be another one by now, which has its own time. */
async function reviewsNow(deps: Deps, ids: readonly string[]): Promise<(row: ReminderRow) => boolean> {
  const since = await listWaitsSince(deps.db, ids);
  const handedIn = await listHandedIn(deps.db, ids);
  return ({ deliverableId, dueOn, memberId }) => {
    const waits = since.get(deliverableId);
    const isOwn = handedIn.some((one) => one.deliverableId === deliverableId && one.memberId === memberId);
    return waits !== undefined && dayOf(new Date(waits)) === dueOn && !isOwn;
  };
}

function idsOf(rows: readonly ReminderRow[]): string[] {
  return rows.map(({ id }) => id);
}
