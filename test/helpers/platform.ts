import { Readable } from 'node:stream';
import type { Channel, ChannelError, Sending } from '../../src/ports/channel.ts';

/** A chat platform that notes what arrives, and fails as told. */
export interface Platform extends Channel {
  arrived: string[];
  /** What the channel was told of earlier tries, call by call. */
  before: Sending['before'][];
  /** How it was told to answer, call by call. */
  replyTo: unknown[];
  failNext: Error[];
  /** Fails once, when so many parts are out. */
  failAfter: { parts: number; with: ChannelError } | undefined;
  /** How long it takes. */
  takes(): Promise<void>;
  /** A message as several, sent one at a call. */
  partsOf(text: string): string[];
}

export function createPlatform(): Platform {
  const platform: Platform = {
    name: 'sandbox',
    endpoints: [],
    arrived: [],
    before: [],
    replyTo: [],
    failNext: [],
    failAfter: undefined,
    takes: async () => {},
    partsOf: (text) => [text],
    async send({ message, before, replyTo }) {
      platform.replyTo.push(replyTo);
      platform.before.push(before);
      await platform.takes();
      const failure = platform.failNext.shift();
      if (failure !== undefined) throw failure;
      const sent = before?.receipt.parts ?? 0;
      const due = platform.failAfter;
      if (due !== undefined && due.parts === sent) {
        platform.failAfter = undefined;
        throw due.with;
      }
      const parts = platform.partsOf(message.text);
      platform.arrived.push(parts[sent]!);
      const platformId = `p-${platform.arrived.length}`;
      return parts.length === 1 ? { platformId } : { platformId, parts: sent + 1, rest: parts.length - sent - 1 };
    },
    download: async () => ({ stream: Readable.from([]), name: undefined }),
    check: async () => [],
  };
  return platform;
}
