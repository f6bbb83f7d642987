import { ChannelError, type Receipt, type Sending } from '../../src/ports/channel.ts';
import type { OutboundMessage } from '../../src/ports/message.ts';

export function message(text: string, more: Partial<OutboundMessage> = {}): OutboundMessage {
  return { title: text.split('\n', 1)[0]!, text, actions: [], files: [], ...more };
}

/** The next try after `error`. */
export function again(sending: Sending, error: { code: string } | null, receipt: Receipt = {}): Sending {
  return { ...sending, before: { lastError: error?.code ?? null, receipt } };
}

export async function failureOf(promise: Promise<unknown>): Promise<ChannelError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ChannelError) return error;
  throw new Error('no ChannelError was thrown', { cause: error });
}
