import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { InboundMessage } from '../ports/channel.ts';
import { within } from '../ports/within.ts';
import { pauseBefore } from './pause.ts';

export interface Intake {
  /** True once it is a row. False: it is lost, which is in the log. */
  add(message: InboundMessage): Promise<boolean>;
  /** Stores what waits, if that is possible within a moment. */
  finish(): Promise<void>;
}

interface IntakeParts {
  /** As the log names it. */
  platform: string;
  /** Resolves when the messages are rows. */
  accept(messages: readonly InboundMessage[]): Promise<void>;
  /** In milliseconds. */
  timing: {
    /** A message that the database cannot take is kept so long. */
    keepMs: number;
    /** Between two tries to store what came: from the first to the second, doubled each time. */
    storeMs: readonly [number, number];
  };
  log: Logger;
}

/**
 * Messages of a connection on their way into the database. The platform may have let go of them and repeat none, so they are kept
 * in memory and tried again, in order, until they are rows.
 */
export function createIntake({ platform, accept, timing, log }: IntakeParts): Intake {
  const waiting: Waiting[] = [];
  const finishing = new AbortController();
  let storing: Promise<void> | undefined;

  function lose({ message, settle }: Waiting): void {
    log.error(
      { messageId: message.messageId },
      `a message from ${platform} could not be stored and is lost; its sender has to write it again`,
    );
    settle(false);
  }

  async function store(): Promise<void> {
    let failures = 0;
    while (waiting.length > 0) {
      const failed = await tryToStore(waiting.splice(0, AT_ONCE));
      failures = failed.length === 0 ? 0 : failures + 1;
      if (failures === 0) continue;
      if (failures === 1)
        log.warn({ err: failed[0]?.error }, `messages from ${platform} could not be stored; keeping them and trying again`);
      putBack(failed.map(({ kept }) => kept));
      if (finishing.signal.aborted) break;
      await wait(pauseBefore(failures, timing.storeMs), undefined, { signal: finishing.signal }).catch(() => {});
    }
    storing = undefined;
  }

  /** Each by itself, so that one that can never be stored holds up nobody; whoever stores them makes one transaction of it. */
  async function tryToStore(batch: readonly Waiting[]): Promise<{ kept: Waiting; error: unknown }[]> {
    const results = await Promise.allSettled(batch.map(({ message }) => accept([message])));
    batch.forEach(({ settle }, index) => results[index]?.status === 'fulfilled' && settle(true));
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
    async add(message) {
      const { promise: stored, resolve: settle } = Promise.withResolvers<boolean>();
      const added = { message, settle, giveUpAt: performance.now() + timing.keepMs };
      if (waiting.length >= MAX_WAITING) {
        lose(added);
      } else {
        waiting.push(added);
        storing ??= store();
      }
      return stored;
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
  settle(stored: boolean): void;
}

const AT_ONCE = 64;
/** A few megabytes. */
const MAX_WAITING = 10_000;
const FINISH_MS = 3_000;
