import { findMember } from '../db/directory.ts';
import { changeReminders, listMembersToRemind, listWaitingReminders } from '../db/reminders.ts';
import { listToldBy } from '../db/told-reminders.ts';
import type { ReminderRow } from '../db/tables.ts';
import { dayOf, type Day } from '../domain/calendar.ts';
import type { ProgressEntry } from '../domain/progress.ts';
import { isLastDayRung, isMovedRung, isReviewRung } from '../domain/ladder.ts';
import { nextSendingMoment } from '../domain/reminder-policy.ts';
import type { Deps } from './deps.ts';
import { inTransaction } from './in-transaction.ts';
import { personQuota } from './message-quota.ts';
import { passOnReminders } from './pass-on-reminders.ts';
import { queueMessage } from './queue-message.ts';
import { addressOf } from './reach-member.ts';
import { findRecipients, type Recipients } from './recipients.ts';
import { reminderView } from './reminder-view.ts';
import { findStillTrue } from './still-true.ts';

/**
 * Puts what is planned for each person into the one message of the day, in sending hours, as far as the quota (减负) has room for one.
 * What a crash left over and what was held back before goes along. A 催办 is that message where it came first, but not of what is due on
 * this very day and it did not name.
 */
export async function sendReminders(deps: Deps): Promise<void> {
  if (!isSendingHour(deps)) return;
  const recipients = await findRecipients(deps);
  await passOnReminders(deps, recipients);
  for (const memberId of await listMembersToRemind(deps.db, dayOf(deps.clock.now()))) {
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
  const rows = await listWaitingReminders(deps.db, memberId);
  if (rows.length === 0) return;
  const day = dayOf(deps.clock.now());
  const become = (those: readonly ReminderRow[], outcome: Outcome): Promise<void> =>
    changeReminders(deps.db, idsOf(those), { decidedAt: deps.clock.now().toISOString(), ...outcome });

  const { standing: all, entries } = await divide(deps, rows, become);
  if (all.length === 0) return;
  const quota = await personQuota(deps, memberId);
  const isCovered = quota.hasRoom ? () => false : await coveredBy(deps, quota.today);
  await become(all.filter(isCovered), { state: 'merged', reason: 'told-today', day });
  const standing = all.filter((row) => !isCovered(row));
  if (standing.length === 0) return;
  if (!quota.hasRoom && !(quota.hasRoomToday && standing.some((row) => isDueToday(row, day)))) {
    await become(
      standing.filter((row) => !isHeld(row)),
      { state: 'skipped', reason: 'quota', day },
    );
    return changeReminders(deps.db, idsOf(standing.filter(isHeld)), { day });
  }

  const member = await findMember(deps.db, memberId);
  const address = member && (await addressOf(deps, member));
  if (member === undefined || address === undefined) return become(standing, { state: 'failed', reason: 'no-address' });
  const told = new Set(standing.map(({ deliverableId }) => deliverableId));
  const about = entries.filter(({ id }) => told.has(id));
  const moved = new Set(standing.filter(({ rung }) => isMovedRung(rung)).map(({ deliverableId }) => deliverableId));
  const message = deps.render('reminder', await reminderView(deps, recipients, member, about, { urged: false, others: 0, moved }));
  const dedupeKey = reminderKey(memberId, day, quota.queuedToday);
  const outboundId = await queueMessage(deps, address, message, { purpose: 'reminder', dedupeKey });
  if (outboundId !== undefined) await become(standing, { state: 'planned', reason: null, outboundId, day });
}

type Outcome = Pick<ReminderRow, 'state' | 'reason'> & Partial<Pick<ReminderRow, 'outboundId' | 'day'>>;

/** Held back it would be told as late. */
function isDueToday(row: ReminderRow, today: Day): boolean {
  return isLastDayRung(row.rung) && row.day === today && !isHeld(row);
}

/** The quota held it back on a day before. */
function isHeld({ state }: ReminderRow): boolean {
  return state === 'skipped';
}

/** Those that are still true and to be told; the others become what they are. */
async function divide(
  deps: Deps,
  rows: readonly ReminderRow[],
  become: (those: readonly ReminderRow[], outcome: Outcome) => Promise<void>,
): Promise<{ standing: ReminderRow[]; entries: ProgressEntry[] }> {
  const { standing: still, settled, resting, entries } = await findStillTrue(deps, rows);
  await become(settled, { state: 'skipped', reason: 'settled' });
  const last = new Map(still.map((row) => [row.deliverableId, row]));
  const hasWaited = (row: ReminderRow): boolean => isHeld(row) || row.reason === IN_REVIEW || resting.has(row);
  const isOvertaken = (row: ReminderRow): boolean => hasWaited(row) && last.get(row.deliverableId) !== row;
  await become(still.filter(isOvertaken), { state: 'merged', reason: 'later-rung' });
  const standing = still.filter((row) => !isOvertaken(row));
  await changeReminders(deps.db, idsOf(standing.filter((row) => resting.has(row) && row.reason === null)), { reason: IN_REVIEW });
  return { standing: standing.filter((row) => !resting.has(row)), entries };
}

/** 任一完成: it waits for what becomes of another department's 报送. */
const IN_REVIEW = 'in-review';

/** What messages of today named: then this one has nothing to add. */
async function coveredBy({ db }: Deps, outboundIds: readonly string[]): Promise<(row: ReminderRow) => boolean> {
  if (outboundIds.length === 0) return () => false;
  const named = await listToldBy(db, outboundIds);
  return ({ deliverableId, rung }) => !isReviewRung(rung) && named.has(deliverableId);
}

/** One of each place in a person's day, so that nothing is told twice; `before`: how many were queued that day. */
export function reminderKey(memberId: string, day: string, before: number): string {
  return before === 0 ? `reminder-${memberId}-${day}` : `reminder-${memberId}-${day}-${before + 1}`;
}

function idsOf(rows: readonly ReminderRow[]): number[] {
  return rows.map(({ id }) => id);
}
