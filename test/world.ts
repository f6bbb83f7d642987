import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { createApp, type App } from '../src/app.ts';
import { loadConfig } from '../src/config.ts';
import type { TravellingClock } from '../src/ports/clock.ts';
import { createConversation, type ChatFile, type Conversation } from './helpers/conversation.ts';
import { copyKept, DIALECT, type FreshDatabase, freshDatabase, type Kept } from './helpers/databases.ts';
import { onceARun } from './helpers/once-a-run.ts';
import { PARTS } from './helpers/parts.ts';
import { callSandbox } from './helpers/sandbox-call.ts';

/**
 * The standing cast of `config/sandbox.yaml` around a real server: SQLite or PostgreSQL, files in a folder of its own, real HTTP on
 * loopback, the in-process queue or BullMQ, and a clock that travels. 周主任 is admin, 吴审核 reviews, 张三 (办公室),
 * 李四 (地质信息室) and 王五 (机关工会) are liaisons.
 */
export interface World extends Conversation {
  app: App;
  url: string;
  dataDir: string;
  /** Stops and starts the server again on the same data. */
  restart(): Promise<void>;
  /** Stops it for good, and leaves what it has: telling it all that again takes longer than most tests. */
  keep(): Promise<KeptWorld>;
  close(): Promise<void>;
}

/** It fits into JSON. */
interface KeptWorld extends Kept {
  clock: string;
}

interface WorldOptions {
  redisUrl?: string;
  now?: string;
  env?: Record<string, string>;
}

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const dataDir = await newFolder();
  const world = await openWorld(dataDir, await freshDatabase(DIALECT, dataDir), options);
  await world.at(options.now ?? '2023-06-12 09:30');
  return world;
}

interface PublishedOptions extends Pick<WorldOptions, 'env'> {
  /** How 周主任 sets the checkpoints. */
  dates?: string;
}

/** The same on 12 June 2023, with the notice in force and one checkpoint (年中) on 30 June. */
export async function createPublishedWorld({ env, dates = '时间节点 年中 6-30' }: PublishedOptions = {}): Promise<World> {
  const publish = async (): Promise<World> => {
    const world = await createWorld(env === undefined ? {} : { env });
    await world.zhou.sends(await seed('docx'), '导入');
    await world.zhou.says('确认导入');
    await world.zhou.says(dates);
    return world;
  };
  if (env !== undefined) return publish();
  const world = await createWorldAfter(`the notice is in force, ${dates}`, publish);
  await world.zhou.news();
  return world;
}

/** A world of its own that goes on from what was told, in which nobody has read anything: told once a run, under this name. */
export async function createWorldAfter(name: string, tell: () => Promise<World>): Promise<World> {
  return reopenWorld(await onceARun(`${name}, on ${DIALECT}`, async () => (await tell()).keep()));
}

async function reopenWorld({ clock, ...kept }: KeptWorld): Promise<World> {
  const dataDir = await newFolder();
  const world = await openWorld(dataDir, await copyKept(kept, dataDir), { clock: new Date(clock) });
  // It waits for what a start makes up for.
  await callSandbox(world.url, '/sandbox/api/clock', { now: clock });
  return world;
}

const newFolder = (): Promise<string> => mkdtemp(join(inject('folder'), 'world-'));

/** `clock`: what time it is there from the start. */
async function openWorld(dataDir: string, database: FreshDatabase, options: WorldOptions & { clock?: Date }): Promise<World> {
  const env = {
    PORT: '0',
    DATA_DIR: dataDir,
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'fatal',
    ...(options.redisUrl === undefined ? {} : { REDIS_URL: options.redisUrl }),
    ...database.env,
    ...options.env,
  };
  let app = await createApp(loadConfig(env), PARTS);
  if (options.clock !== undefined) await (app.deps.clock as TravellingClock).setTo(options.clock);
  let url = await app.start();
  return {
    get app() {
      return app;
    },
    get url() {
      return url;
    },
    dataDir,
    ...createConversation(() => url),
    async restart() {
      await app.stop();
      app = await createApp(loadConfig(env), PARTS);
      url = await app.start();
    },
    async keep() {
      const clock = app.deps.clock.now().toISOString();
      await app.stop();
      return { dataDir, place: database.place, clock };
    },
    async close() {
      await app.stop();
      await database.remove();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export type { ChatFile, Person } from './helpers/conversation.ts';

/** The seed: the real notice of 2023 as Word file (merged cells), Word 97 file or text. */
export async function seed(form: 'docx' | 'doc' | 'txt' = 'docx'): Promise<ChatFile> {
  const name = form === 'txt' ? 'notice-2023.txt' : `task-table-2023.${form}`;
  return { name, bytes: await readFile(new URL(`data/${name}`, import.meta.url)) };
}

/** The same table as the institute had it in another year. */
export async function seedOf(year: number): Promise<ChatFile> {
  const { bytes } = await seed('txt');
  return { name: `${year}.txt`, bytes: Buffer.from(Buffer.from(bytes).toString().replaceAll('2023', String(year))) };
}

/** A small file that really is what its name says; `content` makes it another one. */
export function file(name: string, content = name): ChatFile {
  return { name, bytes: Buffer.from(name.endsWith('.pdf') ? pdf(content) : content) };
}

/** One page with one word. */
function pdf(comment: string): string {
  const words = 'BT /F 9 Tf (wenming) Tj ET';
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>',
    `<</Length ${words.length}>>stream\n${words}\nendstream`,
  ];
  const body = objects.map((object, n) => `${n + 1} 0 obj\n${object}\nendobj\n`).join('');
  return `%PDF-1.4\n% ${comment}\n${body}trailer\n<</Root 1 0 R/Size 5>>\n%%EOF\n`;
}
