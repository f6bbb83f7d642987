import { postponeWaiting } from '../db/inbound.ts';
import type { InboundRow } from '../db/tables.ts';
import type { Deps } from './deps.ts';
import { inTransaction } from './in-transaction.ts';
import { askerOf, queueMessage } from './queue-message.ts';
import { wakeHandlerLater } from './wake.ts';

/**
 * Whether a message may be handled now. Somebody who writes faster than people can holds up nobody else: beyond the limit their
 * messages wait, in order, for their turn, and one notice stands for all of them until then.
 */
export async function takeTurn(deps: Deps, inbound: InboundRow): Promise<boolean> {
  const { channel, senderId } = inbound;
  const waitMs = await deps.shared.take(`handle:${channel}:${senderId}`, MOST_A_MINUTE, MINUTE_MS);
  if (waitMs === undefined || waitMs === 0) return true;
  await inTransaction(deps, async (tx) => {
    const until = new Date(Date.now() + waitMs).toISOString();
    const count = await postponeWaiting(tx.db, inbound, until);
    // One that has waited before stands in a backlog its sender knows of.
    if (inbound.waitsUntil === null) {
      const message = tx.render('slow-down', { count });
      await queueMessage(tx, askerOf(inbound, null), message, { purpose: 'notice', dedupeKey: `slow-down-${inbound.id}` });
    }
    await wakeHandlerLater(tx, { channel, senderId }, waitMs);
  });
  return false;
}

/** Ten a second for a minute: nobody types that, a loop does. */
const MOST_A_MINUTE = 600;
const MINUTE_MS = 60_000;
