import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Conversation, Person } from '../helpers/conversation.ts';
import { freshDatabase, type FreshDatabase } from '../helpers/databases.ts';
import { startFakeWecom, type FakeWecom } from '../helpers/fake-wecom/index.ts';
import { countUnsent } from '../helpers/invariants.ts';
import { putOnPlatforms } from '../helpers/platform-world.ts';
import { startRedis, type RedisServer } from '../helpers/redis.ts';
import { startServer, type ServerProcess } from '../helpers/server-process.ts';
import { asPlatform } from '../helpers/wecom-world.ts';
import { tellTheYear } from './year-story.ts';
import { until } from '../helpers/until.ts';

type Role = 'web' | 'worker' | 'cron';

// The grown form on 企业微信, where everything goes wrong that may while the year is told.
describe('the year, while processes are killed, Redis comes back empty and the platform is away', () => {
  let redis: RedisServer;
  let database: FreshDatabase;
  let dataDir: string;
  let wecom: FakeWecom;
  let world: Conversation & { close(): Promise<void> };
  const processes = new Map<Role, ServerProcess>();
  let start: (role: Role) => Promise<void>;

  beforeAll(async () => {
    const urlOf = (): string => processes.get('web')!.url;
    [redis, database, wecom] = await Promise.all([startRedis(), freshDatabase('PostgreSQL'), startFakeWecom(urlOf, 'app')]);
    dataDir = await mkdtemp(join(tmpdir(), 'wenming-grown-'));
    world = await putOnPlatforms([asPlatform(wecom, 'app')], async (env) => {
      const common = { ...env, ...database.env, REDIS_URL: redis.url, DATA_DIR: dataDir };
      start = async (role) => void processes.set(role, await startServer({ ...common, ROLES: role }));
      await Promise.all((['web', 'worker', 'cron'] as const).map(start));
      return {
        get url() {
          return urlOf();
        },
        place: database.place,
        // Tries that failed come again after a while.
        settled: async () => void (await until(async () => (await countUnsent(database.place)) === 0)),
        close: async () => void (await Promise.all([...processes.values()].map((one) => one.kill()))),
      };
    });
    await world.at('2023-06-12 09:30');
  });

  afterAll(async () => {
    await world.close();
    await Promise.all([redis.stop(), wecom.close()]);
    await database.remove();
    await rm(dataDir, { recursive: true, force: true });
  });

  /** When the platform has been asked so many more times. */
  async function afterSends(count: number): Promise<void> {
    const before = wecom.api.calls.length;
    await until(() => wecom.api.calls.length >= before + count, 5);
  }

  async function kill(role: Role): Promise<void> {
    await processes.get(role)!.kill();
    await start(role);
  }

  async function restartRedis(): Promise<void> {
    await redis.kill();
    await redis.restart();
  }

  async function interruptPlatform(outage: NonNullable<FakeWecom['api']['outage']>): Promise<void> {
    wecom.api.outage = outage;
    await afterSends(1);
    wecom.api.outage = undefined;
  }

  /** What happens while something is said, or while the time passes up to a moment. */
  const faults = new Map<string, () => Promise<void>>([
    ['task-table-2023.docx', () => kill('worker')],
    ['地质工会=机关工会', () => interruptPlatform({ status: 502 })],
    ['2023-06-20 20:00', () => afterSends(3).then(() => kill('worker'))],
    ['2023-06-27 20:00', () => afterSends(3).then(restartRedis)],
    ['2023-06-29 20:00', () => afterSends(3).then(() => kill('web'))],
    ['2023-06-30 20:00', () => afterSends(3).then(() => kill('cron'))],
    ['读书会照片.pdf', () => kill('worker')],
    ['退回 B1 R2 照片没有时间', () => interruptPlatform('break')],
    ['催办 3', restartRedis],
  ]);

  /** Whoever was on the way when its process was killed sets out again. */
  async function arrive(moment: string): Promise<void> {
    await until(() =>
      world.at(moment).then(
        () => true,
        () => false,
      ),
    );
  }

  async function during<T>(what: string, run: () => Promise<T>): Promise<T> {
    const fault = faults.get(what);
    faults.delete(what);
    const [said] = await Promise.all([run(), fault?.()]);
    return said;
  }

  function person(id: string): Person {
    const one = world.person(id);
    return {
      ...one,
      says: (text, manner) => during(text, () => one.says(text, manner)),
      sends: (file, text = '') => during([file].flat()[0]!.name, () => one.sends(file, text)),
    };
  }

  tellTheYear(() => ({
    person,
    zhou: person('zhou'),
    wu: person('wu'),
    zhang: person('zhang'),
    li: person('li'),
    wang: person('wang'),
    at: (moment) => during(moment, () => arrive(moment)),
    settle: () => world.settle(),
  }));

  it('and all of it did happen', () => {
    expect([...faults.keys()]).toEqual([]);
  });
});
