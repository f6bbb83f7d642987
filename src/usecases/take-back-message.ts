import { dropDigest } from '../db/digests.ts';
import { withdrawOutbound } from '../db/outbound.ts';
import { unqueueReminders } from '../db/reminders.ts';
import type { OutboundRow } from '../db/tables.ts';
import { dayOf } from '../domain/calendar.ts';
import { nextSendingMoment } from '../domain/reminder-policy.ts';
import type { Deps } from './deps.ts';
import { inTransaction } from './in-transaction.ts';

/**
 * A claimed reminder (提醒) or digest (群周报) that could not leave in the sending hours it was put together in, for the server or the
 * platform was down. What somebody asked for at another hour (催办) is not meant, nor what may have arrived: the platform knows it again.
 */
export function isOvertime({ clock, config, calendar }: Deps, { purpose, createdAt, receipt, attempts, lastError }: OutboundRow): boolean {
  const mayHaveArrived = receipt !== null || (attempts > 1 && lastError === null);
  if (!['reminder', 'digest'].includes(purpose) || mayHaveArrived) return false;
  const isSendingHour = (at: Date): boolean => nextSendingMoment(at, config.reminders, calendar) <= at;
  const [made, now] = [new Date(createdAt), clock.now()];
  return isSendingHour(made) && (dayOf(made) !== dayOf(now) || !isSendingHour(now));
}

/** Nobody is told at night, nor the next day what was true the day before: what it told has its turn again. */
export async function takeBackMessage(deps: Deps, row: OutboundRow): Promise<void> {
  deps.log.warn({ outbound: row.id, purpose: row.purpose }, 'a reminder could not leave in its hours; it is put together anew');
  await inTransaction(
    deps,
    async ({ db }) => {
      if (!(await withdrawOutbound(db, row))) return;
      await unqueueReminders(db, row.id);
      await dropDigest(db, row.id);
    },
    'delivery',
  );
}
