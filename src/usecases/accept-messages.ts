import { insertInbound } from '../db/inbound.ts';
import type { ChannelName, InboundMessage } from '../ports/channel.ts';
import type { Deps } from './deps.ts';
import { inTransaction } from './in-transaction.ts';
import { wakeHandler } from './wake.ts';

/**
 * Writes down what a platform delivered, before it is answered 200. A message that was stored before changes nothing.
 * Handling starts after the commit.
 */
export async function acceptMessages(deps: Deps, channel: ChannelName, messages: readonly InboundMessage[]): Promise<void> {
  if (messages.length === 0) return;
  const writeDown = async (tx: Deps): Promise<void> => {
    for (const message of messages) {
      const id = tx.newId();
      const stored = await insertInbound(tx.db, message, { id, channel, receivedAt: tx.clock.now().toISOString() }, tx.newId);
      if (stored) await wakeHandler(tx, { channel, senderId: message.senderId });
    }
  };
  await inTransaction(deps, writeDown, 'intake');
}
