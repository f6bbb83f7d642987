import { findMember } from '../db/directory.ts';
import { listInOpenPlans, listProgressById } from '../db/progress.ts';
import { changeReminders, listMembersToRemind, listToldOn, listWaiting, listWaitingReminders, type Waiting } from '../db/reminders.ts';
import type { ReminderRow } from '../db/tables.ts';
import { dayOf } from '../domain/calendar.ts';
import { isAbout, isReviewRung, nextSendingMoment } from '../domain/reminder.ts';
import type { Deps } from './deps.ts';
import { inTransaction } from './in-transaction.ts';
import { passOnReminders } from './pass-on-reminders.ts';
import { queueMessage } from './queue-message.ts';
import { addressOf } from './reach-member.ts';
import { findRecipients, type Recipients } from './recipients.ts';
import { reminderView } from './reminder-view.ts';

/** Puts what is planned for each person into the one message of the day, in sending hours. What a crash left over goes along. */
export async function sendReminders(deps: Deps): Promise<void> {
  if (!isSendingHour(deps)) return;
  const recipients = await findRecipients(deps);
  await passOnReminders(deps, recipients);
  for (const memberId of await listMembersToRemind(deps.db)) {
    try {
      await inTransaction(deps, (tx) => remind(tx, memberId, recipients));
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
async function remind(deps: Deps, memberId: string, recipients: Recipients): Promise<void> {
  if (!isSendingHour(deps)) return;
  const day = dayOf(deps.clock.now());
  const rows = await listWaitingReminders(deps.db, memberId);
  if (rows.length === 0) return;
  const entries = await listProgressById(deps.db, [...new Set(rows.map(({ deliverableId }) => deliverableId))]);
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const open = await listInOpenPlans(deps.db, [...byId.keys()]);
  const waiting = await listWaiting(deps.db, [...byId.keys()]);
  const isTrue = (row: ReminderRow): boolean => {
    const entry = byId.get(row.deliverableId);
    if (entry === undefined || !open.has(entry.id)) return false;
    return isReviewRung(row.rung) ? isStillTheirs(row, waiting.get(entry.id)) : isAbout(row, entry, day);
  };
  const standing = rows.filter(isTrue);
  await changeReminders(deps.db, idsOf(rows.filter((row) => !isTrue(row))), { state: 'skipped', reason: 'settled' });
  if (standing.length === 0) return;

  const member = await findMember(deps.db, memberId);
  const address = member && (await addressOf(deps, member));
  if (member === undefined || address === undefined) {
    return changeReminders(deps.db, idsOf(standing), { state: 'failed', reason: 'no-address' });
  }
  const told = new Set(standing.map(({ deliverableId }) => deliverableId));
  const about = entries.filter(({ id }) => told.has(id));
  const message = deps.render('reminder', await reminderView(deps, recipients, member, about, { urged: false, others: 0 }));
  const outboundId = await queueMessage(deps, address, message, { purpose: 'reminder', dedupeKey: reminderKey(memberId, day) });
  if (outboundId !== undefined) return changeReminders(deps.db, idsOf(standing), { state: 'planned', outboundId, day });
  // What that message did not name has its turn on another day: it was taken back since, or waits for review.
  const named = await listToldOn(deps.db, memberId, day);
  const again = standing.filter((row) => named.has(row.deliverableId));
  await changeReminders(deps.db, idsOf(again), { state: 'merged', reason: 'told-today', day });
}

/** One message a person a day: the second one of a day finds the key taken. */
export function reminderKey(memberId: string, day: string): string {
  return `reminder-${memberId}-${day}`;
}

/** The same 报送 waits for review, and nothing of it is the person's own: it may be another one by now, which has its own time. */
function isStillTheirs({ dueOn, memberId }: ReminderRow, waiting: Waiting | undefined): boolean {
  return waiting !== undefined && dayOf(new Date(waiting.since)) === dueOn && !waiting.senders.has(memberId);
}

function idsOf(rows: readonly ReminderRow[]): string[] {
  return rows.map(({ id }) => id);
}
