import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { InboundMessage } from '../../../ports/channel.ts';
import { within } from '../../../ports/within.ts';
import { pauseBefore, type ConnectionTiming } from './timing.ts';

type Accept = (messages: readonly InboundMessage[]) => Promise<void>;

export interface Intake {
  add(message: InboundMessage): void;
  /** Stores what waits, if that is possible within a moment. */
  finish(): Promise<void>;
}

/**
 * Messages of the long connection on their way into the database. The platform has let go of them and repeats none, so they are
 * kept in memory and tried again, in order, until they are rows.
 */
export function createIntake({ accept, timing, log }: { accept: Accept; timing: ConnectionTiming; log: Logger }): Intake {
  const waiting: Waiting[] = [];
  const finishing = new AbortController();
  let storing: Promise<void> | undefined;

  function lose({ message }: Waiting): void {
    log.error({ messageId: message.messageId }, 'a message from WeCom could not be stored and is lost; its sender has to write it again');
  }

  async function store(): Promise<void> {
    let failures = 0;
    while (waiting.length > 0) {
      const failed = await tryToStore(waiting.splice(0, AT_ONCE));
      failures = failed.length === 0 ? 0 : failures + 1;
      if (failures === 0) continue;
      if (failures === 1) log.warn({ err: failed[0]?.error }, 'messages from WeCom could not be stored; keeping them and trying again');
      putBack(failed.map(({ kept }) => kept));
      if (finishing.signal.aborted) break;
      await wait(pauseBefore(failures, timing.storeMs), undefined, { signal: finishing.signal }).catch(() => {});
    }
    storing = undefined;
  }

  /** Each by itself, so that one that can never be stored holds up nobody; whoever stores them makes one transaction of it. */
  async function tryToStore(batch: readonly Waiting[]): Promise<{ kept: Waiting; error: unknown }[]> {
    const results = await Promise.allSettled(batch.map(({ message }) => accept([message])));
    return results.flatMap((result, index) =>
      result.status === 'rejected' ? [{ kept: batch[index]!, error: result.reason as unknown }] : [],
    );
  }

  function putBack(failed: readonly Waiting[]): void {
    const { kept = [], late = [] } = Object.groupBy(failed, ({ giveUpAt }) => (giveUpAt > performance.now() ? 'kept' : 'late'));
    waiting.unshift(...kept);
    late.forEach(lose);
  }

  return {
    add(message) {
      const added = { message, giveUpAt: performance.now() + timing.keepMs };
      if (waiting.length >= MAX_WAITING) return lose(added);
      waiting.push(added);
      storing ??= store();
    },
    async finish() {
      finishing.abort();
      await within(FINISH_MS, storing ?? Promise.resolve()).catch(() => {});
      waiting.splice(0).forEach(lose);
    },
  };
}

interface Waiting {
  message: InboundMessage;
  giveUpAt: number;
}

const AT_ONCE = 64;
/** A few megabytes. */
const MAX_WAITING = 10_000;
const FINISH_MS = 3_000;
