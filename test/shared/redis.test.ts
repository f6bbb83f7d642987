import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRedisShared } from '../../src/shared/redis.ts';
import { createTestLog } from '../helpers/log.ts';
import { startRedis, type RedisServer } from '../helpers/redis.ts';
import { describeShared } from './shared-contract.ts';

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

const create = () => createRedisShared({ url: redis.url, prefix: '{wenming}', log: createTestLog().log });

// The window slides by the clock of Redis, so time really has to pass here.
describeShared('shared through Redis', create, wait);

describe('several processes on one Redis', () => {
  it('share what there is', async () => {
    const both = [create(), create()];
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => both[n % 2]!.take(key, 5, 60_000)));
    expect(answers.filter((ms) => ms === 0)).toHaveLength(5);
    await Promise.all(both.map((shared) => shared.close()));
  });
});

it('lets everybody go on when Redis hangs or is away, within a second or so', async () => {
  const own = await startRedis();
  const { log, saw } = createTestLog();
  const shared = createRedisShared({ url: own.url, prefix: '{wenming}', log });
  expect(await shared.take('a', 1, 60_000)).toBe(0);
  own.freeze();
  const startedAt = performance.now();
  expect(await shared.take('a', 1, 60_000)).toBeUndefined();
  expect(performance.now() - startedAt).toBeLessThan(2_000);
  own.thaw();
  await own.kill();
  await saw('Redis cannot be reached');
  expect(await shared.take('a', 1, 60_000)).toBeUndefined();
  await own.restart();
  await saw('Redis is back');
  // What was asked while it was away may be taken late; that is all it may do.
  expect(await shared.take('b', 1, 60_000)).toBe(0);
  await shared.close();
  await own.stop();
});
