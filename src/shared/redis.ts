import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Shared } from '../ports/shared.ts';
import { within } from '../ports/within.ts';
import { connectRedis } from '../redis/connection.ts';
import { createRedisQuestions } from './redis-questions.ts';

/** For processes that share a Redis. The clock is Redis's own, the same for all of them. */
export function createRedisShared({ url, prefix, log }: { url: string; prefix: string; log: Logger }): Shared {
  const connection = connectRedis(url, log);
  const { redis } = connection;
  const questions = createRedisQuestions({ redis, prefix, log, orWithout });

  /** Nothing is begun while Redis is known to be away: done late it would be done at the wrong time. */
  async function orWithout<T>(command: () => Promise<T>): Promise<T | undefined> {
    if (connection.isAway()) return undefined;
    try {
      return await within(ANSWER_MS, command());
    } catch (error) {
      if (!connection.isAway()) log.warn({ err: error }, 'Redis did not answer; going on without it');
      return undefined;
    }
  }

  return {
    async take(name, max, windowMs) {
      const answer = await orWithout(() => redis.eval(TAKE, 1, `${prefix}:take:${name}`, max, windowMs, randomUUID()));
      return answer === undefined ? undefined : Number(answer);
    },
    async get(name) {
      return (await orWithout(() => redis.get(`${prefix}:value:${name}`))) ?? undefined;
    },
    async set(name, value, ttlMs) {
      await orWithout(() => redis.set(`${prefix}:value:${name}`, value, 'PX', ttlMs));
    },
    async forget(name, ifValue) {
      await orWithout(() => redis.eval(DELETE_IF, 1, `${prefix}:value:${name}`, ifValue));
    },
    async lock(name, ttlMs) {
      const key = `${prefix}:lock:${name}`;
      const holder = randomUUID();
      const taken = await orWithout(() => redis.set(key, holder, 'PX', ttlMs, 'NX'));
      if (taken !== 'OK') return undefined;
      return {
        async renew() {
          const renewed = await orWithout(() => redis.eval(EXPIRE_IF, 1, key, holder, ttlMs));
          return renewed === undefined ? undefined : renewed === 1;
        },
        async release() {
          await orWithout(() => redis.eval(DELETE_IF, 1, key, holder));
        },
      };
    },
    serve: questions.serve,
    ask: questions.ask,
    async close() {
      questions.close();
      connection.disconnect();
    },
  };
}

const ANSWER_MS = 1_000;

/** One member per taking, scored by its time; what left the window goes first. */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local max, window = tonumber(ARGV[1]), tonumber(ARGV[2])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window)
local taken = redis.call('ZCARD', KEYS[1])
if taken < max then
  redis.call('ZADD', KEYS[1], now, ARGV[3])
  redis.call('PEXPIRE', KEYS[1], window)
  return 0
end
return tonumber(redis.call('ZRANGE', KEYS[1], taken - max, taken - max, 'WITHSCORES')[2]) + window - now
`;

const DELETE_IF = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
`;

const EXPIRE_IF = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 0
`;
