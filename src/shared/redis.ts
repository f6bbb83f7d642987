import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Shared } from '../ports/shared.ts';
import { within } from '../ports/within.ts';
import { connectRedis } from '../redis/connection.ts';

/** For processes that share a Redis. The clock is Redis's own, the same for all of them. */
export function createRedisShared({ url, prefix, log }: { url: string; prefix: string; log: Logger }): Shared {
  const connection = connectRedis(url, log);
  const { redis } = connection;

  async function orWithout<T>(answer: Promise<T>): Promise<T | undefined> {
    try {
      return await within(ANSWER_MS, answer);
    } catch (error) {
      if (!connection.isAway()) log.warn({ err: error }, 'Redis did not answer; going on without it');
      return undefined;
    }
  }

  return {
    async take(name, max, windowMs) {
      if (connection.isAway()) return undefined;
      const key = `${prefix}:take:${name}`;
      const answer = await orWithout(redis.eval(TAKE, 1, key, max, windowMs, randomUUID()));
      return answer === undefined ? undefined : Number(answer);
    },
    async close() {
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
