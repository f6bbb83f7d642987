import type { Recipient } from '../ports/channel.ts';
import type { Deps } from './deps.ts';

/** Somebody said something: one job at a time answers one sender, and looks again when more came meanwhile. */
export async function wakeHandler({ queue }: Pick<Deps, 'queue'>, sender: { channel: string; senderId: string }): Promise<void> {
  await queue.add('handle-messages', sender, { id: jobId('handle', sender.channel, sender.senderId) });
}

/** The same after a while. */
export async function wakeHandlerLater(
  { queue }: Pick<Deps, 'queue'>,
  sender: { channel: string; senderId: string },
  delayMs: number,
): Promise<void> {
  await queue.add('handle-messages', sender, { id: jobId('handle-later', sender.channel, sender.senderId), delayMs });
}

/** Something waits to be sent: one job at a time sends to one recipient. */
export async function wakeDelivery({ queue }: Pick<Deps, 'queue'>, to: { channel: string; recipient: Recipient }): Promise<void> {
  await queue.add('deliver-messages', to, { id: jobId('deliver', to.channel, to.recipient.kind, to.recipient.id) });
}

/** Account ids are the platforms' own and may hold anything. */
export function jobId(...parts: readonly string[]): string {
  return parts.map(encodeURIComponent).join('-');
}

/** No message waits longer for its next try or its turn, in real milliseconds. */
export const LONGEST_WAIT_MS = 3_600_000;
