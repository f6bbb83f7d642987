import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { NoAnswerError, type Shared } from '../ports/shared.ts';
import { within } from '../ports/within.ts';

interface Parts {
  redis: Redis;
  prefix: string;
  log: Logger;
  orWithout<T>(command: () => Promise<T>): Promise<T | undefined>;
}

/**
 * Questions between processes. A question is a key that lives as long as somebody waits for the answer; those who serve its name
 * hear of it on a Redis channel and the one who deletes the key has taken it. Whoever asked deletes it too when the time is
 * over: so either it was taken, or nobody ever will.
 */
export function createRedisQuestions({ redis, prefix, log, orWithout }: Parts): Pick<Shared, 'serve' | 'ask'> & { close(): void } {
  const inbox = `${prefix}:answers:${randomUUID()}`;
  const handlers = new Map<string, (data: unknown) => Promise<unknown>>();
  const waiting = new Map<string, (answer: Answer) => void>();
  let listener: Redis | undefined;

  /** Redis wants a connection of its own for listening. It comes back by itself, with all it listened to. */
  function listen(): Redis {
    if (listener !== undefined) return listener;
    listener = redis.duplicate();
    // The other connection says when Redis is away.
    listener.on('error', () => {});
    listener.on('message', (channel: string, text: string) => {
      if (channel === inbox) hear(JSON.parse(text) as Answer);
      else
        handle(channel, JSON.parse(text) as Question).catch((error: unknown) => log.debug({ err: error }, 'a question was not answered'));
    });
    return listener;
  }

  function hear(answer: Answer): void {
    waiting.get(answer.id)?.(answer);
  }

  /** Waits for Redis to be back as long as it takes: a question nobody waits for any more is gone, and its answer is not heard. */
  async function handle(channel: string, { id, answerTo }: Question): Promise<void> {
    const handler = handlers.get(channel);
    if (handler === undefined) return;
    const data = await redis.eval(TAKE, 1, questionKey(id));
    if (typeof data !== 'string') return;
    const answer = await answerOf(handler, data);
    await redis.publish(answerTo, JSON.stringify({ id, ...answer } satisfies Answer));
  }

  async function answerOf(handler: (data: unknown) => Promise<unknown>, data: string): Promise<Omit<Answer, 'id'>> {
    try {
      return { said: (await handler(JSON.parse(data))) ?? null };
    } catch (error) {
      log.error({ err: error }, 'could not answer another process');
      return {};
    }
  }

  function questionKey(id: string): string {
    return `${prefix}:question:${id}`;
  }

  return {
    async serve(name, handler) {
      const channel = `${prefix}:serve:${name}`;
      handlers.set(channel, handler);
      // Also while Redis is away: then it listens as soon as Redis is back.
      const listening = listen().subscribe(channel);
      listening.catch(() => {});
      await orWithout(() => listening);
      return async () => {
        if (handlers.get(channel) !== handler) return;
        handlers.delete(channel);
        await orWithout(() => listen().unsubscribe(channel));
      };
    },
    async ask(name, data, waitMs) {
      const id = randomUUID();
      const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
      try {
        if ((await orWithout(() => listen().subscribe(inbox))) === undefined) return undefined;
        const text = JSON.stringify({ id, answerTo: inbox } satisfies Question);
        const heard = await orWithout(() =>
          redis.eval(ASK, 1, questionKey(id), JSON.stringify(data), waitMs + WITHDRAW_MS, `${prefix}:serve:${name}`, text),
        );
        if (heard === 0) return undefined;
        const answer = await within(waitMs, answered).catch(() => undefined);
        if (answer !== undefined && 'said' in answer) return answer.said;
        if (answer === undefined && (await orWithout(() => redis.del(questionKey(id)))) === 1) return undefined;
        throw new NoAnswerError(name);
      } finally {
        waiting.delete(id);
      }
    },
    close() {
      listener?.disconnect();
    },
  };
}

interface Question {
  id: string;
  answerTo: string;
}

/** Without `said` when the handler threw. */
interface Answer {
  id: string;
  said?: unknown;
}

/** So that the key is still there to be deleted by whoever asked. */
const WITHDRAW_MS = 5_000;

const ASK = `
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
local heard = redis.call('PUBLISH', ARGV[3], ARGV[4])
if heard == 0 then redis.call('DEL', KEYS[1]) end
return heard
`;

// GETDEL, for a Redis before 6.2.
const TAKE = `
local data = redis.call('GET', KEYS[1])
redis.call('DEL', KEYS[1])
return data
`;
