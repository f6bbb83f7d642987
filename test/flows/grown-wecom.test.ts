import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../helpers/databases.ts';
import { countUnsent } from '../helpers/invariants.ts';
import { readShown, startFakeWecom, type FakeWecom } from '../helpers/fake-wecom/index.ts';
import { startRedis, type RedisServer } from '../helpers/redis.ts';
import { startServer, type ServerProcess } from '../helpers/server-process.ts';
import { until } from '../helpers/until.ts';

const DIRECTORY = `
unit: 院机关
staffCount: 260
departments: [{ id: office, name: 办公室 }]
members: [{ id: zhang, name: 张三, departments: [office], roles: [liaison], accounts: { wecom: zhang.san } }]
`;

// WeCom lets one program connect as a bot: of two processes that could, one does, and a third sends what it has to say through it.
describe('the grown form by long connection', () => {
  let redis: RedisServer;
  let database: FreshDatabase;
  let dataDir: string;
  let wecom: FakeWecom;
  let webs: ServerProcess[];
  let worker: ServerProcess;

  const start = (role: string): Promise<ServerProcess> =>
    startServer({
      ...wecom.env,
      ...database.env,
      REDIS_URL: redis.url,
      DATA_DIR: dataDir,
      DIRECTORY_FILE: join(dataDir, 'directory.yaml'),
      PUBLIC_URL: 'https://wenming.example.cn',
      ROLES: role,
    });

  beforeAll(async () => {
    [redis, database, wecom] = await Promise.all([startRedis(), freshDatabase('PostgreSQL'), startFakeWecom(() => '', 'connection')]);
    dataDir = await mkdtemp(join(tmpdir(), 'wenming-grown-'));
    await writeFile(join(dataDir, 'directory.yaml'), DIRECTORY);
    worker = await start('worker');
    webs = await Promise.all([start('web'), start('web')]);
    await connected();
  });

  afterAll(async () => {
    await Promise.all([worker, ...webs].map((one) => one.kill()));
    await redis.stop();
    await database.remove();
    await wecom.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const connected = (): Promise<unknown> => until(() => wecom.socket.isConnected());

  /** What somebody reads after having said something. */
  async function hearsAfter(text: string, msgid: string): Promise<string> {
    const before = wecom.shown().length;
    expect(await wecom.say({ from: 'Zhang.San', text, msgid })).toBe(true);
    await until(() => wecom.shown().length > before);
    // Killed before the answer is recorded, it would be sent once more.
    await until(async () => (await countUnsent(database.place)) === 0);
    return wecom
      .shown()
      .slice(before)
      .map((shown) => readShown(shown).text)
      .join('\n');
  }

  it('answers by the process that works, through the one that is connected', async () => {
    expect(await hearsAfter('我是谁', 'm-1')).toContain('张三');
    expect(wecom.socket.subscriptions).toBe(1);
  });

  it('goes on when the process that is connected stops, and when it is killed', async () => {
    for (const end of ['stop', 'kill'] as const) {
      const before = wecom.socket.subscriptions;
      for (const index of [0, 1]) {
        await webs[index]![end]();
        webs[index] = await start('web');
        await connected();
      }
      // At least the one that was connected was replaced.
      expect(wecom.socket.subscriptions).toBeGreaterThan(before);
      expect(await hearsAfter('我是谁', `m-${end}`)).toContain('张三');
    }
    expect(wecom.shown()).toHaveLength(3);
  });
});
