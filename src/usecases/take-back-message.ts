import { dropDigest } from '../db/digests.ts';
import { withdrawOutbound } from '../db/outbound.ts';
import { unqueueReminders } from '../db/reminders.ts';
import type { OutboundRow } from '../db/tables.ts';
import { dayOf } from '../domain/calendar.ts';
import { nextSendingMoment } from '../domain/reminder-policy.ts';
import type { Deps } from './deps.ts';
import { inTransaction } from './in-transaction.ts';

/**
 * A claimed reminder (提醒, 催办) or digest (群周报) of another day, or one that could not leave in the sending hours it was put together
 * in, for the server or the platform was down. One that may have arrived is not excepted: platforms know a message again for hours, not
 * for days, and once more in the morning is better than in the night. What somebody asks for at another hour (催办) leaves at once.
 */
export function isOvertime({ clock, config, calendar }: Deps, { purpose, createdAt }: OutboundRow): boolean {
  if (!['reminder', 'digest'].includes(purpose)) return false;
  const isSendingHour = (at: Date): boolean => nextSendingMoment(at, config.reminders, calendar) <= at;
  const [made, now] = [new Date(createdAt), clock.now()];
  return dayOf(made) !== dayOf(now) || (isSendingHour(made) && !isSendingHour(now));
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
