import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startRedis, type RedisServer } from '../helpers/redis.ts';
import { startServer, type ServerProcess } from '../helpers/server-process.ts';

let redis: RedisServer;
let dataDir: string;
let server: ServerProcess;

beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'wenming-redis-fault-'));
});
afterEach(async () => {
  await server.kill();
  await rm(dataDir, { recursive: true, force: true });
});

const start = async (): Promise<void> => {
  server = await startServer({ DATA_DIR: dataDir, REDIS_URL: redis.url });
};

/** What is asked while Redis is in trouble is taken all the same: whoever waited for Redis would wait until the trouble is over. */
async function say(from: string): Promise<number> {
  const response = await fetch(`${server.url}/webhooks/sandbox`, { method: 'POST', body: JSON.stringify({ from, text: '我是谁' }) });
  await response.arrayBuffer();
  return response.status;
}

async function heard(member: string): Promise<string[]> {
  const response = await fetch(`${server.url}/sandbox/api/messages?member=${member}&after=0`);
  return ((await response.json()) as { messages: { text: string }[] }).messages.map(({ text }) => text.split('，', 1)[0]!);
}

async function expectToHear(member: string, messages: string[]): Promise<void> {
  await expect.poll(() => heard(member)).toEqual(messages);
}

it('is away when the server starts', async () => {
  await redis.kill();
  await start();
  expect(await say('zhang')).toBe(200);
  expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
  expect(server.errors()).toContain('Redis cannot be reached');
  await redis.restart();
  await expectToHear('zhang', ['您是张三']);
});

it('dies in the middle and comes back empty', async () => {
  await start();
  await say('zhang');
  await expectToHear('zhang', ['您是张三']);
  await redis.kill();
  expect([await say('li'), await say('wang'), await say('li')]).toEqual([200, 200, 200]);
  await redis.restart();
  await expectToHear('li', ['您是李四', '您是李四']);
  await expectToHear('wang', ['您是王五']);
  expect(await say('zhang')).toBe(200);
  await expectToHear('zhang', ['您是张三', '您是张三']);
});

it('is emptied while jobs wait', async () => {
  await start();
  const admin = new Redis(redis.url);
  for (const from of ['zhang', 'li', 'wang']) void say(from);
  await admin.flushall();
  admin.disconnect();
  await expectToHear('zhang', ['您是张三']);
  await expectToHear('li', ['您是李四']);
  await expectToHear('wang', ['您是王五']);
});

it('hangs without a word', async () => {
  await start();
  await say('zhang');
  await expectToHear('zhang', ['您是张三']);
  redis.freeze();
  expect(await say('li')).toBe(200);
  redis.thaw();
  await expectToHear('li', ['您是李四']);
});

it('may throw jobs away: the log says so at the start', async () => {
  const careless = await startRedis('--maxmemory-policy', 'allkeys-lru');
  server = await startServer({ DATA_DIR: dataDir, REDIS_URL: careless.url });
  await expect.poll(() => server.errors()).toContain('set maxmemory-policy noeviction');
  await server.kill();
  await careless.stop();
});
