import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConversation, type Conversation } from '../helpers/conversation.ts';
import { freshDatabase, type FreshDatabase } from '../helpers/databases.ts';
import { startRedis, type RedisServer } from '../helpers/redis.ts';
import { startServer, type ServerProcess } from '../helpers/server-process.ts';
import { countAnswers, type Said, talk } from '../helpers/talkers.ts';
import { tellTheYear } from './year-story.ts';

// Six processes on one PostgreSQL and one Redis: two that are talked to, two that work, two that watch the clock.
describe('the grown form', () => {
  const ROLES = ['web', 'web', 'worker', 'worker', 'cron', 'cron'] as const;
  let redis: RedisServer;
  let database: FreshDatabase;
  let dataDir: string;
  let processes: ServerProcess[];
  let world: Conversation;

  const start = (role: string): Promise<ServerProcess> =>
    startServer({ ...database.env, REDIS_URL: redis.url, DATA_DIR: dataDir, ROLES: role });

  beforeAll(async () => {
    redis = await startRedis();
    database = await freshDatabase('PostgreSQL');
    dataDir = await mkdtemp(join(tmpdir(), 'wenming-grown-'));
    processes = await Promise.all(ROLES.map(start));
    let turn = 0;
    // Each request to the other one.
    world = createConversation(() => processes[turn++ % 2]!.url);
    await world.at('2023-06-12 09:30');
  });

  afterAll(async () => {
    await Promise.all(processes.map((one) => one.kill()));
    await redis.stop();
    await database.remove();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('tells its health everywhere, and talks only where it is asked to', async () => {
    for (const { url } of processes) expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    const talking = await Promise.all(processes.map(async ({ url }) => (await fetch(`${url}/sandbox`)).status));
    expect(talking).toEqual([200, 200, 404, 404, 404, 404]);
  });

  tellTheYear(() => world);

  it('loses nothing when half of it is restarted and the other half killed while people talk', async () => {
    const enough = new AbortController();
    let turn = 0;
    const someWeb = (): string => processes[turn++ % 2]!.url;
    const said: Said[] = [];
    const talks = Promise.all(['zhang', 'li', 'wang', 'zhou'].map((from) => talk(from, someWeb, enough.signal, said)));
    const codes: (number | null)[] = [];
    for (const index of [0, 2, 4]) {
      const old = processes[index]!;
      processes[index] = await start(ROLES[index]!);
      codes.push(await old.stop());
    }
    for (const index of [1, 3, 5]) {
      await processes[index]!.kill();
      processes[index] = await start(ROLES[index]!);
    }
    enough.abort();
    await talks;
    expect(codes).toEqual([0, 0, 0]);
    await world.settle();

    const taken = said.filter(({ status }) => status === 200);
    expect(taken.length).toBeGreaterThan(20);
    const counts = await countAnswers(database.env['DATABASE_URL']!);
    expect(taken.filter(({ id }) => counts.get(id)?.answers !== 1)).toEqual([]);
    const again = [...counts.values()].reduce((sum, { answers, sends }) => sum + sends - answers, 0);
    expect(again).toBeLessThanOrEqual(JOBS_AT_ONCE);
  });
});

/** A killed worker may have had so many messages in its hands. */
const JOBS_AT_ONCE = 8;
