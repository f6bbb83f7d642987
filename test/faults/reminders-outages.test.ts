import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { beforeAll, describe, expect, it, type TestContext } from 'vitest';
import type { DialectName } from '../helpers/databases.ts';
import { listInFlight } from '../helpers/invariants.ts';
import { aheadAt, createMorning, readInPeace, type Morning } from '../helpers/morning.ts';
import { startRedis, type RedisServer } from '../helpers/redis.ts';
import { until } from '../helpers/until.ts';

const NINE = '2023-06-20 09:00:00';

let expected: string[];
beforeAll(async () => {
  expected = await readInPeace([NINE]);
});

type OnTestFinished = TestContext['onTestFinished'];

async function morningOn(dialect: DialectName, onTestFinished: OnTestFinished): Promise<Morning> {
  const morning = await createMorning(dialect);
  onTestFinished(() => morning.close());
  return morning;
}

async function redisFor(onTestFinished: OnTestFinished): Promise<RedisServer> {
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  return redis;
}

const untilAsked = (morning: Morning, count: number): Promise<true> => until(() => morning.countAsked() >= count, 10);

describe.concurrent('on a morning of reminders', { timeout: 400_000 }, () => {
  it('Redis dies in the middle and comes back empty', async ({ onTestFinished }) => {
    const [morning, redis] = await Promise.all([morningOn('PostgreSQL', onTestFinished), redisFor(onTestFinished)]);
    morning.wecom.api.takes = () => wait(200);
    const worker = await morning.start('2023-06-20 08:59:50', { REDIS_URL: redis.url, ROLES: 'worker' });
    await morning.start(NINE, { REDIS_URL: redis.url, ROLES: 'web,cron' });
    await untilAsked(morning, 3);
    await redis.kill();
    await until(() => worker.errors().includes('Redis cannot be reached'));
    await redis.restart();
    await morning.untilRead(expected);
    expect(morning.countRepeats()).toBe(0);
  });

  it('Redis is emptied again and again', async ({ onTestFinished }) => {
    const [morning, redis] = await Promise.all([morningOn('PostgreSQL', onTestFinished), redisFor(onTestFinished)]);
    const admin = new Redis(redis.url);
    onTestFinished(() => admin.disconnect());
    morning.wecom.api.takes = async () => {
      await admin.flushall();
      await wait(200);
    };
    await morning.start('2023-06-20 08:59:50', { REDIS_URL: redis.url, ROLES: 'worker' });
    await morning.start(NINE, { REDIS_URL: redis.url, ROLES: 'web,cron' });
    await morning.untilRead(expected);
    expect(morning.countRepeats()).toBe(0);
  });

  it('the platform is slow, and for some does not answer in time what it shows all the same', async ({ onTestFinished }) => {
    const morning = await morningOn('SQLite', onTestFinished);
    const late = 3;
    for (let n = 0; n < late; n++) morning.wecom.api.failNext('message/send', 'take-and-hang');
    morning.wecom.api.takes = () => wait(1_000);
    await morning.start(NINE);
    await morning.untilRead(expected);
    expect(morning.countRepeats()).toBe(late);
  });

  it.for(['break', { status: 502 }] as const)('the platform is down for an hour: %j', async (outage, { onTestFinished }) => {
    const morning = await morningOn('SQLite', onTestFinished);
    const { api } = morning.wecom;
    api.outage = outage;
    const server = await morning.start(NINE);
    await until(() => api.calls.length >= expected.length);
    server.setClock(aheadAt('2023-06-20 09:59:58'));
    const before = api.calls.length;
    await until(() => api.calls.length > before);
    expect(morning.read()).toEqual([]);
    api.outage = undefined;
    // What was refused a moment ago would count its pause from the later time.
    await until(async () => (await listInFlight(morning.place)).length === 0);
    server.setClock(aheadAt('2023-06-20 10:14:58'));
    await morning.untilRead(expected);
  });
});
