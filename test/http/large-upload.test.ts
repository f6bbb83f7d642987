import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createConversation, type Conversation } from '../helpers/conversation.ts';
import { startServer, type ServerProcess } from '../helpers/server-process.ts';
import { createUploader } from '../helpers/uploader.ts';
import { seed } from '../world.ts';

const MB = 1024 * 1024;
const SIZE = 2_048 * MB;
/** As the page sends it. */
const PIECE = Buffer.alloc(8 * MB);

let dataDir: string;
let server: ServerProcess;
let office: Conversation;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'wenming-large-'));
  server = await startServer({ DATA_DIR: dataDir });
  office = createConversation(() => server.url);
  await office.at('2023-06-12 09:30');
  await office.zhou.sends(await seed('docx'), '导入');
  await office.zhou.says('确认导入');
});

afterEach(async () => {
  await server.kill();
  await rm(dataDir, { recursive: true, force: true });
});

/** Resident memory of the server's process, in MB: now, and the most there was. */
function memory(): { now: number; most: number } {
  const status = readFileSync(`/proc/${server.child.pid}/status`, 'utf8');
  const of = (field: string): number => Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)![1]) / 1024;
  return { now: of('VmRSS'), most: of('VmHWM') };
}

it('a film of 2 GB comes over the page at flat memory', { timeout: 300_000 }, async () => {
  const link = /\/upload\/[\w-]{43}/.exec(await office.wang.says('上传 3'))![0];
  const page = createUploader(() => server.url + link);
  await page.claim();
  await page.send('说明.txt', '第一份');
  await office.settle();
  const before = memory().now;
  const id = await page.begin('录像.mp4', SIZE);
  for (let at = 0; at < SIZE; at += PIECE.length) expect((await page.piece(id, at, PIECE)).status).toBe(200);
  await expect.poll(async () => (await page.state()).files.map(({ state }) => state)).toEqual(['stored', 'stored']);
  expect(memory().most - before).toBeLessThan(400);
});
