import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createUploader } from '../helpers/uploader.ts';
import { file, seed, type ChatFile } from '../world.ts';
import { settle } from '../helpers/sandbox-call.ts';

// A server whose DATA_DIR is a disk of 24 MB of its own, which only its process (and this test, through /proc) sees.
const DISK_MB = 24;
const MB = 1024 * 1024;

let dataDir: string;
let server: ChildProcess;
let url: string;
let log = '';

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'wenming-full-'));
  const mounted = `mount -t tmpfs -o size=${DISK_MB}m tmpfs "$0" && exec "$@"`;
  server = spawn('unshare', ['-rm', 'sh', '-c', mounted, dataDir, process.execPath, 'src/main.ts'], {
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: '.cache/node', PORT: '0', LOG_LEVEL: 'error', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  log = '';
  server.stderr!.on('data', (chunk: Buffer) => (log += chunk.toString()));
  for await (const line of createInterface({ input: server.stdout! })) {
    url = /http:\/\/[^\s/]+/.exec(line)?.[0] ?? '';
    if (url !== '') break;
  }
  await call('/sandbox/api/clock', { now: '2023-06-12T09:30:00+08:00' });
  await say('zhou', '导入', await seed('docx'));
  await settled();
  await say('zhou', '确认导入');
  await settled();
});

afterEach(async () => {
  const gone = once(server, 'exit');
  server.kill('SIGKILL');
  await gone;
  await rm(dataDir, { recursive: true, force: true });
});

async function call(path: string, body: object): Promise<number> {
  const response = await fetch(url + path, { method: 'POST', body: JSON.stringify(body) });
  await response.arrayBuffer();
  return response.status;
}

const settled = (): Promise<void> => settle(url);

function say(from: string, text: string, attachment?: ChatFile): Promise<number> {
  const attachments = attachment === undefined ? [] : [{ name: attachment.name, base64: Buffer.from(attachment.bytes).toString('base64') }];
  return call('/webhooks/sandbox', { from, text, attachments });
}

async function heard(member: string): Promise<string> {
  const response = await fetch(`${url}/sandbox/api/messages?member=${member}&after=0`);
  const { messages } = (await response.json()) as { messages: { text: string }[] };
  return messages.map(({ text }) => text).join('\n');
}

/** The same disk, as the server's process sees it. */
const onDisk = (name: string): string => `/proc/${server.pid}/root${dataDir}/${name}`;

/** Leaves so many bytes free. */
async function fill(leave: number): Promise<void> {
  const { bsize, bavail } = await statfs(onDisk('.'));
  await writeFile(onDisk('filler'), Buffer.alloc(bsize * bavail - leave));
}

const makeRoom = (): Promise<void> => rm(onDisk('filler'));

it('says so on the upload page, keeps what came, and goes on from there when there is room', async () => {
  await say('wang', '上传 3');
  await settled();
  const link = /\/upload\/[\w-]{43}/.exec(await heard('wang'))![0];
  const page = createUploader(() => url + link);
  await page.claim();
  const bytes = Buffer.alloc(6 * MB, 'a');
  const id = await page.begin('录像.txt', bytes.length);
  await fill(3 * MB);
  const refused = await page.piece(id, 0, bytes);
  expect([refused.status, await refused.json()]).toEqual([507, { error: expect.stringMatching(/磁盘满了，先传到这里。已经传的都在/) }]);
  const further = await page.post('files', { name: '又一份.txt', size: 10 });
  expect([201, 507]).toContain(further.status);
  await makeRoom();
  const [file] = (await page.state()).files;
  expect(file!.received).toBeGreaterThan(0);
  expect(await (await page.piece(id, file!.received, bytes.subarray(file!.received))).json()).toMatchObject({ done: true });
  await settled();
  expect((await page.state()).files[0]).toMatchObject({ state: 'stored' });
});

it('takes no message it cannot write down, keeps those it took, and goes on by itself when there is room', async () => {
  await fill(256 * 1024);
  const taken: string[] = [];
  let status = 200;
  for (let n = 1; status === 200 && n < 200; n++) {
    const word = `记号${n}号`;
    status = await say('zhang', `${word} ${'长'.repeat(50_000)}`);
    if (status === 200) taken.push(word);
  }
  expect(status).toBe(503);
  expect((await fetch(`${url}/health/live`)).status).toBe(200);
  expect(log).toContain('a request could not be answered');

  await makeRoom();
  expect(await say('wang', '我的任务')).toBe(200);
  await settled();
  expect(await heard('wang')).toContain('机关工会 2023 年度');
  const answers = await heard('zhang');
  expect(taken.filter((word) => !answers.includes(word))).toEqual([]);
});

it('leaves the last of the disk to the database, and fetches evidence when there is room', async () => {
  await fill(1 * MB);
  expect(await say('wang', '提交 3', file('读书会方案.pdf'))).toBe(200);
  await expect.poll(() => log).toContain('the disk of DATA_DIR is full');
  expect(await say('zhou', '进度')).toBe(200);
  expect(await heard('wang')).not.toContain('B1');

  await makeRoom();
  await settled();
  expect(await heard('wang')).toMatch(/读书会方案\.pdf.*B1/s);
});
