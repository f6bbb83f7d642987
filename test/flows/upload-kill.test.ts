import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../src/db/database.ts';
import type { Database } from '../../src/db/tables.ts';
import { createConversation, type Conversation } from '../helpers/conversation.ts';
import { DIALECT, freshDatabase, type FreshDatabase } from '../helpers/databases.ts';
import { startServer, type ServerProcess } from '../helpers/server-process.ts';
import { createUploader, type Uploader } from '../helpers/uploader.ts';
import { seed } from '../world.ts';

const BYTES = Buffer.from('读书会录像\n'.repeat(200_000));
const KEY = createHash('sha256').update(BYTES).digest('hex');

let dataDir: string;
let database: FreshDatabase;
let server: ServerProcess;
let office: Conversation;
let db: Database;
let page: Uploader;
let id: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'wenming-upload-kill-'));
  database = await freshDatabase(DIALECT, dataDir);
  server = await startAgain();
  office = createConversation(() => server.url);
  await office.at('2023-06-12 09:30');
  await office.zhou.sends(await seed('docx'), '导入');
  await office.zhou.says('确认导入');
  await office.zhou.says('时间节点 年中 6-30');
  const link = /\/upload\/[\w-]{43}/.exec(await office.wang.says('上传 3'))![0];
  page = createUploader(() => server.url + link);
  await page.claim();
  id = await page.begin('录像.txt', BYTES.length);
  db = await openDatabase(database.place);
});

afterEach(async () => {
  await db.destroy();
  await server.kill();
  await database.remove();
  await rm(dataDir, { recursive: true, force: true });
});

function startAgain(): Promise<ServerProcess> {
  return startServer({ DATA_DIR: dataDir, ...database.env });
}

/** Kills as soon as it is so, or as it is seen to be over; what is being asked meanwhile gets no answer. */
async function killWhen(isSo: () => boolean | Promise<boolean>, during: Promise<unknown>): Promise<void> {
  let isOver = false;
  void during.catch(() => {}).then(() => (isOver = true));
  while (!isOver && !(await isSo())) await turn();
  await server.kill();
}

const piece = (at: number, bytes: Buffer = BYTES.subarray(at)) => page.piece(id, at, bytes);
const names = (folder: string): string[] => globSync('**/*', { cwd: join(dataDir, folder) });

it.each<[moment: string, untilKilled: () => Promise<unknown>]>([
  [
    'half of a piece is there',
    async () => {
      page.halfPiece(id, BYTES.subarray(0, 500_000));
      await expect.poll(async () => (await page.state()).files[0]!.received).toBeGreaterThan(0);
      await server.kill();
    },
  ],
  ['all is there, and nothing of it known', () => killWhen(() => names('files/uploads').some((name) => name.endsWith('whole')), piece(0))],
  ['it has its place in the store, and no row says so', () => killWhen(() => names('files').some((name) => name.endsWith(KEY)), piece(0))],
  [
    'it is stored, and 完成 was answered',
    async () => {
      await piece(0);
      expect((await page.post('done')).status).toBe(204);
      await server.kill();
    },
  ],
])(
  'nothing is lost or doubled when the server dies while %s',
  async (_, untilKilled) => {
    await untilKilled();
    server = await startAgain();
    // On PostgreSQL another process could still write to it: its claim has to run out.
    await expect.poll(goOn, { interval: 500 }).toBe(true);
    await office.settle();
    expect([204, 410]).toContain((await page.post('done')).status);
    await office.settle();
    expect(await db.selectFrom('evidence').select(['state', 'sha256', 'size']).execute()).toEqual([
      { state: 'stored', sha256: KEY, size: BYTES.length },
    ]);
    expect(names('files').filter((name) => name.endsWith(KEY))).toHaveLength(1);
    expect(await office.wang.hears()).toMatch(/^网页上传收到《录像\.txt》/);
    const told = await db.selectFrom('outboundMessages').select('id').where('body', 'like', '%网页上传收到%').execute();
    expect(told).toHaveLength(1);
  },
  120_000,
);

/** As the page does it: from where the server says. True when all is there. */
async function goOn(): Promise<boolean> {
  // None: the link is used up.
  const file = (await page.state()).files?.[0];
  return file?.state !== 'receiving' || (await piece(file.received)).ok;
}
