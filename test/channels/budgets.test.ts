import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepBudgets, MINUTE_MS } from '../../src/channel-kit/budgets.ts';
import type { ChannelError } from '../../src/ports/channel.ts';
import type { Shared } from '../../src/ports/shared.ts';
import { createMemoryShared } from '../../src/shared/memory.ts';
import { createRedisShared } from '../../src/shared/redis.ts';
import { createTestLog } from '../helpers/log.ts';
import { startRedis, type RedisServer } from '../helpers/redis.ts';

const MOST = 20;
const MINUTES = 10;

it('sends no more than the platform takes in any minute, however long each is on its way, and hardly less', async () => {
  let now = 0;
  const shared = createMemoryShared(() => now);
  const arrivals: number[] = [];
  while (now < MINUTES * MINUTE_MS) {
    try {
      await keepBudgets('wecom', shared, [{ name: 'a room', max: MOST, windowMs: MINUTE_MS }]);
      // The platform is slow at first.
      arrivals.push(now + (arrivals.length < MOST ? 1_500 : 20));
    } catch (error) {
      now += Math.ceil((error as ChannelError).retryAfterMs!);
    }
  }
  const inTheMinuteFrom = (from: number) => arrivals.filter((at) => at >= from && at < from + MINUTE_MS).length;
  expect(Math.max(...arrivals.map(inTheMinuteFrom))).toBe(MOST);
  expect(arrivals.length).toBeGreaterThanOrEqual(0.95 * MOST * MINUTES);
});

describe('several processes on one Redis', () => {
  let redis: RedisServer;
  let processes: Shared[];
  beforeAll(async () => {
    redis = await startRedis();
    processes = [1, 2, 3].map(() => createRedisShared({ url: redis.url, prefix: '{wenming}', log: createTestLog().log }));
  });
  afterAll(async () => {
    await Promise.all(processes.map((shared) => shared.close()));
    await redis.stop();
  });

  it.each([
    ['a room', 20],
    ['a person', 30],
  ])('let %s hear %i messages a minute between them, and no more', async (name, max) => {
    const budgets = [{ name, max, windowMs: MINUTE_MS }];
    const sends = Array.from({ length: 3 * max }, (_, n) =>
      keepBudgets('wecom', processes[n % processes.length]!, budgets).then(
        () => 0,
        ({ code, retryAfterMs }: ChannelError) => (code === 'budget' ? retryAfterMs! : Number.NaN),
      ),
    );
    const waits = await Promise.all(sends);
    expect(waits.filter((ms) => ms === 0)).toHaveLength(max);
    for (const ms of waits.filter((wait) => wait > 0)) expect(ms).toBeGreaterThan(MINUTE_MS / 2);
    // Others are not kept waiting.
    await keepBudgets('wecom', processes[0]!, [{ name: `another than ${name}`, max, windowMs: MINUTE_MS }]);
  });
});
