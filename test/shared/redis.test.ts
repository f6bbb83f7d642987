import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createRedisShared } from '../../src/shared/redis.ts';
import { createTestLog } from '../helpers/log.ts';
import { startRedis, type RedisServer } from '../helpers/redis.ts';
import { describeShared } from './shared-contract.ts';
import { until } from '../helpers/until.ts';

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

  it('hand a lock on when its holder is gone, and keep a value when whoever put it is', async () => {
    const [one, other] = [create(), create()];
    const key = randomUUID();
    await one.set(key, 'token', 60_000);
    const lock = await one.lock(key, 2_000);
    expect([lock === undefined, await other.lock(key, 2_000)]).toEqual([false, undefined]);
    await one.close();
    const taken = await until(() => other.lock(key, 60_000));
    expect([await taken.renew(), await other.get(key)]).toEqual([true, 'token']);
    await other.close();
  });

  it('ask each other, and two that serve one name do nothing twice', async () => {
    const [asking, ...serving] = [create(), create(), create()];
    const key = randomUUID();
    const done: unknown[] = [];
    await Promise.all(serving.map((shared) => shared.serve(key, async (data) => void done.push(data))));
    const questions = Array.from({ length: 20 }, (_, n) => n);
    await Promise.all(questions.map((n) => asking!.ask(key, n, 60_000)));
    expect(done.toSorted((a, b) => Number(a) - Number(b))).toEqual(questions);
    await Promise.all([asking!, ...serving].map((shared) => shared.close()));
  });

  it('serve again by themselves when Redis was away, also one that began then', async () => {
    const own = await startRedis();
    const { log, saw } = createTestLog();
    const [asking, serving] = [1, 2].map(() => createRedisShared({ url: own.url, prefix: '{wenming}', log }));
    await serving!.serve('before', async () => 'here');
    expect(await asking!.ask('before', 1, 60_000)).toBe('here');
    await own.kill();
    await saw('Redis cannot be reached');
    await serving!.serve('meanwhile', async () => 'here too');
    expect(await asking!.ask('before', 1, 60_000)).toBeUndefined();
    expect(await asking!.lock('before', 60_000)).toBeUndefined();
    await own.restart();
    for (const [name, answer] of Object.entries({ before: 'here', meanwhile: 'here too' })) {
      expect(await until(() => asking!.ask(name, 1, 60_000))).toBe(answer);
    }
    await Promise.all([asking!, serving!].map((shared) => shared.close()));
    await own.stop();
  });
});

it('never answers a question late: it is taken back when whoever served could not take it in time', async () => {
  // One that listens and never takes, as a process does that hangs.
  const deaf = new Redis(redis.url);
  await deaf.subscribe('{wenming}:serve:deaf');
  const shared = create();
  expect(await shared.ask('deaf', 1, 50)).toBeUndefined();
  const looking = new Redis(redis.url);
  expect(await looking.keys('{wenming}:question:*')).toEqual([]);
  for (const connection of [deaf, looking]) connection.disconnect();
  await shared.close();
});

it('keeps values, questions and passwords out of the log when Redis refuses them', async () => {
  const own = await startRedis('--maxmemory', '1mb', '--requirepass', 'good-password');
  onTestFinished(() => own.stop());
  const { log, lines, saw } = createTestLog();
  const url = (password: string) => own.url.replace('//', `//:${password}@`);
  const full = createRedisShared({ url: url('good-password'), prefix: '{wenming}', log });
  await full.set('token', 'secret-value', 60_000);
  await expect(full.ask('bot', { text: 'secret-words' }, 50)).rejects.toThrow('no answer');
  const stranger = createRedisShared({ url: url('wrong-password'), prefix: '{wenming}', log });
  await saw('WRONGPASS');
  await Promise.all([full, stranger].map((shared) => shared.close()));
  expect(lines.join('\n')).toMatch(/OOM command not allowed/);
  expect(lines.join('\n')).not.toMatch(/secret-|good-password|wrong-password/);
});

it('lets everybody go on when Redis hangs or is away', async () => {
  const own = await startRedis();
  const { log, saw } = createTestLog();
  const shared = createRedisShared({ url: own.url, prefix: '{wenming}', log });
  expect(await shared.take('a', 1, 60_000)).toBe(0);
  own.freeze();
  expect(await shared.take('a', 1, 60_000)).toBeUndefined();
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
