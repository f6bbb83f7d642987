import { insertOutbound } from '../db/outbound.ts';
import type { InboundRow } from '../db/tables.ts';
import type { Recipient } from '../ports/channel.ts';
import type { OutboundMessage } from '../ports/message.ts';
import type { Deps } from './deps.ts';
import { wakeDelivery } from './wake.ts';

/** What a message is for; kept with its row. */
export type Purpose = 'answer' | 'assignment' | 'reminder' | 'digest' | 'review' | 'verdict' | 'request' | 'notice' | 'undelivered';

/** Where a message goes: a person's account or a chat, on one channel. */
export interface Address {
  channel: string;
  recipient: Recipient;
  memberId: string | null;
}

/**
 * The one way anything leaves: a row first, the sending after commit. Returns the row's id, or undefined when a message
 * with this key was queued before.
 */
export async function queueMessage(
  deps: Deps,
  to: Address,
  message: OutboundMessage,
  about: { purpose: Purpose; dedupeKey: string; inReplyTo?: string },
): Promise<string | undefined> {
  const id = deps.newId();
  const queued = await insertOutbound(deps.db, {
    id,
    channel: to.channel,
    recipientKind: to.recipient.kind,
    recipientId: to.recipient.id,
    memberId: to.memberId,
    purpose: about.purpose,
    dedupeKey: about.dedupeKey,
    inReplyTo: about.inReplyTo ?? null,
    message,
    createdAt: deps.clock.now().toISOString(),
  });
  if (!queued) return undefined;
  await wakeDelivery(deps, { channel: to.channel, recipient: to.recipient });
  return id;
}

/** The conversation a message came from. */
export function conversationOf(inbound: InboundRow, memberId: string | null): Address {
  const recipient: Recipient = inbound.roomId === null ? { kind: 'person', id: inbound.senderId } : { kind: 'room', id: inbound.roomId };
  return { channel: inbound.channel, recipient, memberId };
}

/** The asker alone, even when asked in a room: for what names a person's failing. */
export function askerOf(inbound: InboundRow, memberId: string | null): Address {
  return { channel: inbound.channel, recipient: { kind: 'person', id: inbound.senderId }, memberId };
}

/** The answer to one message, to the conversation it came from. One per message, however often it is tried. */
export async function queueAnswer(
  deps: Deps,
  inbound: InboundRow,
  memberId: string | null,
  message: OutboundMessage,
  to = conversationOf(inbound, memberId),
): Promise<void> {
  await queueMessage(deps, to, message, { purpose: 'answer', dedupeKey: `answer-${inbound.id}`, inReplyTo: inbound.id });
}
