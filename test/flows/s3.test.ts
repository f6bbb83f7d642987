import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { signFileLink } from '../../src/usecases/file-links.ts';
import { verify } from '../../src/usecases/verify.ts';
import { cli, settingsOf } from '../helpers/cli.ts';
import { freshDatabase } from '../helpers/databases.ts';
import type { Heard } from '../helpers/conversation.ts';
import { callSandbox } from '../helpers/sandbox-call.ts';
import { envOf, startS3, type S3Server } from '../helpers/s3-server.ts';
import { createUploader, type Uploader } from '../helpers/uploader.ts';
import { unzip } from '../helpers/unzip.ts';
import { createPublishedWorld, file, type World } from '../world.ts';

let server: S3Server;
let world: World;

beforeAll(async () => {
  server = await startS3();
});
afterAll(() => server.stop());

beforeEach(async () => {
  world = await createPublishedWorld({ env: envOf(await server.bucket()) });
});
afterEach(async () => {
  // A test may have ended while it was down.
  await server.restart();
  await world.close();
});

/** So many files are in the bucket, and nothing lies about on this machine once those who came late have found that out. */
async function areStored(count: number): Promise<void> {
  const look = async (): Promise<{ objects: number; spool: string[] }> => {
    let objects = 0;
    for await (const _ of world.app.deps.files.list()) objects++;
    return { objects, spool: await readdir(join(world.dataDir, 'spool')) };
  };
  await expect.poll(look).toEqual({ objects: count, spool: [] });
}

const evidence = () => world.app.deps.db.selectFrom('evidence').selectAll().orderBy('receivedAt').orderBy('position').execute();

async function openLink(evidenceId: string): Promise<{ status: number; text: string }> {
  const { pathname, search } = new URL(signFileLink(world.app.deps, evidenceId, 'wu'), world.url);
  const answer = await fetch(world.url + pathname + search);
  return { status: answer.status, text: await answer.text() };
}

async function openPage(item: string): Promise<Uploader> {
  const path = /\/upload\/[\w-]{43}/.exec(await world.wang.says(`上传 ${item}`))![0];
  const page = createUploader(() => world.url + path);
  await page.claim();
  return page;
}

it('carries evidence from hand-in over review and reading to its destruction', async () => {
  const note = file('读书会说明.txt', '四月读书会');
  expect(await world.wang.sends([file('方案.txt'), note], '提交 3')).toContain('B1');
  await world.wang.says('完成');
  await areStored(2);
  expect(await readdir(world.dataDir)).not.toContain('files');
  const [, second] = await evidence();
  expect(await openLink(second!.id)).toEqual({ status: 200, text: '四月读书会' });
  expect(await verify(world.app.deps)).toMatchObject({ files: 2, faults: [] });

  expect(await world.wu.says('通过 B1')).toContain('通过');
  await world.zhou.says('确认清除 B1 误传');
  await areStored(0);
  expect((await openLink(second!.id)).status).toBe(410);
});

it('gives an archive out of the bucket, from any byte on', async () => {
  const { wang, wu, zhou } = world;
  await wang.sends([file('方案.txt'), file('说明.txt')], '提交 3');
  await wang.says('完成');
  await wu.says('通过 B1');
  await zhou.says('导出 档案');
  const { messages } = (await (await fetch(`${world.url}/sandbox/api/messages?member=zhou&after=0`)).json()) as { messages: Heard[] };
  const link = new URL(messages.flatMap(({ files }) => files).at(-1)!.url, world.url);
  const bytes = Buffer.from(await (await fetch(link)).arrayBuffer());
  expect([...(await unzip(bytes)).keys()].filter((path) => path.includes('/'))).toHaveLength(2);
  const rest = Buffer.from(await (await fetch(link, { headers: { range: 'bytes=1000-' } })).arrayBuffer());
  expect(rest.equals(bytes.subarray(1000))).toBe(true);
  expect(await readdir(join(world.dataDir, 'spool'))).toEqual([]);
});

it('takes over the upload page what comes in pieces, over a restart of both', async () => {
  const page = await openPage('3');
  const id = await page.begin('大.txt', 9);
  expect(await (await page.piece(id, 0, '一二')).json()).toEqual({ received: 6, done: false });
  await server.restart();
  await world.restart();
  expect((await page.state()).files[0]).toMatchObject({ received: 6, state: 'receiving' });
  expect(await (await page.piece(id, 6, '三')).json()).toEqual({ received: 9, done: true });
  await world.settle();
  await page.post('done');
  await world.settle();
  const [kept] = await evidence();
  expect(await openLink(kept!.id)).toEqual({ status: 200, text: '一二三' });
  await areStored(1);
});

it('is backed up like a disk, comes back on one, and goes on to another bucket', async () => {
  await world.wang.sends([file('方案.txt'), file('名单.txt')], '提交 3');
  await world.wang.says('完成');
  const dir = await mkdtemp(join(tmpdir(), 'wenming-s3-backup-'));
  const [disk, other] = [await freshDatabase(undefined, join(dir, 'disk')), await freshDatabase(undefined, join(dir, 'other'))];
  const onDisk = { DATA_DIR: join(dir, 'disk'), ...disk.env };
  const onS3 = { DATA_DIR: join(dir, 'other'), ...other.env, ...envOf(await server.bucket()) };
  const whole = { code: 0, said: expect.stringMatching(/^Whole: .* and 2 files are as they were written\.$/m) };

  expect(await cli(settingsOf(world), 'backup', '--out', join(dir, 'one.zip'))).toMatchObject({ code: 0 });
  expect(await cli(onDisk, 'restore', join(dir, 'one.zip'))).toMatchObject(whole);
  const beside = ['--files', join(dir, 'files')];
  expect(await cli(onDisk, 'backup', '--out', join(dir, 'two.zip'), ...beside)).toMatchObject({ code: 0 });
  expect(await cli(onS3, 'restore', join(dir, 'two.zip'), ...beside)).toMatchObject(whole);
  expect((await cli(settingsOf(world), 'backup', '--out', join(dir, 'three.zip'), ...beside)).said).toMatch(/2 files in .* \(0 new\)/);
  await Promise.all([disk.remove(), other.remove()]);
  await rm(dir, { recursive: true });
});

it('loses nothing while S3 is down, says so, and goes on by itself', async () => {
  await world.wang.sends(file('方案.txt'), '提交 3');
  await world.wang.says('完成');
  const page = await openPage('10');
  const id = await page.begin('大.txt', 9);
  await page.piece(id, 0, '一二');
  await server.kill();

  await callSandbox(world.url, '/webhooks/sandbox', {
    from: 'zhang',
    text: '提交 1',
    attachments: [{ name: '小结.txt', base64: Buffer.from('小结').toString('base64') }],
  });
  const [first] = await evidence();
  const closed = await openLink(first!.id);
  expect(closed).toMatchObject({ status: 503, text: expect.stringContaining('存放文件的地方暂时连不上') });
  const refused = await page.piece(id, 6, '三');
  expect([refused.status, await refused.json()]).toEqual([503, { error: expect.stringContaining('请过几分钟再试') }]);
  await callSandbox(world.url, '/webhooks/sandbox', { from: 'wu', text: '进度' });
  await expect.poll(() => world.wu.hears()).toContain('应报');

  await server.restart();
  await world.settle();
  expect(await world.zhang.hears()).toMatch(/小结\.txt.*B2/s);
  expect(await (await page.piece(id, 6, '三')).json()).toEqual({ received: 9, done: true });
  await world.settle();
  await areStored(3);
  expect((await verify(world.app.deps)).faults).toEqual([]);
});
