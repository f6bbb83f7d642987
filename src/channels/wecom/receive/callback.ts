import type { Logger } from 'pino';
import type { Endpoint, InboundMessage, Received } from '../../../ports/channel.ts';
import { createEnvelope, type CallbackKeys, type Refusal, type Sealed } from './envelope.ts';

/** What an opened callback brings. `reply` goes back at once, inside the answer (被动回复). */
export type Taken = { messages: InboundMessage[]; reply?: string } | Refusal;

export interface CallbackDeps {
  log: Pick<Logger, 'debug' | 'warn'>;
  /** Real time, never a travelling clock: the platform's signatures age by it. */
  now: () => Date;
}

/** How the two kinds of callback differ. */
interface Form {
  path: string;
  keys: CallbackKeys;
  /** The sealed text in a body; '' where there is none. */
  readEncrypted(body: string): string;
  take(text: string, now: Date): Taken;
  writeSealed(sealed: Sealed): Omit<Received['answer'], 'status'>;
}

/** One address WeCom calls: by GET to see that it is ours, by POST with what happened. Only what is signed and sealed is read. */
export function createCallback({ path, keys, readEncrypted, take, writeSealed }: Form, { now }: CallbackDeps): Endpoint {
  const envelope = createEnvelope(keys);

  return {
    path,
    maxBytes: MAX_BYTES,
    verifies: true,
    receive({ method, query, body }) {
      const isMessage = method === 'POST';
      const encrypted = isMessage ? readEncrypted(body.toString()) : (query.get('echostr') ?? '');
      if (encrypted === '') return refuse({ status: 400, reason: 'it carries nothing encrypted' });
      const at = now();
      const opened = envelope.open(query, encrypted, at);
      if ('reason' in opened) return refuse(opened);
      if (!isMessage) return { messages: [], answer: plain(opened.text) };
      const taken = take(opened.text, at);
      if ('reason' in taken) return refuse(taken);
      const { messages, reply } = taken;
      if (reply === undefined) return { messages, answer: plain('') };
      return { messages, answer: { status: 200, ...writeSealed(envelope.seal(reply, query.get('nonce') ?? '', at)) } };
    },
  };
}

// Media come as addresses: a callback is short.
const MAX_BYTES = 1024 * 1024;

function refuse({ status, reason }: Refusal): Received {
  return { messages: [], answer: plain('', status), refused: reason };
}

function plain(body: string, status = 200): Received['answer'] {
  return { status, body, contentType: 'text/plain; charset=utf-8' };
}
