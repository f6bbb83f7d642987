import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { signFileLink } from '../../src/usecases/file-links.ts';
import { verify } from '../../src/usecases/verify.ts';
import { callSandbox } from '../helpers/sandbox-call.ts';
import { envOf, startS3, type S3Server } from '../helpers/s3-server.ts';
import { createUploader, type Uploader } from '../helpers/uploader.ts';
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

/** How many files are in the bucket, and what lies about on this machine. */
async function stored(): Promise<{ objects: number; spool: string[] }> {
  let objects = 0;
  for await (const _ of world.app.deps.files.list()) objects++;
  return { objects, spool: await readdir(join(world.dataDir, 'spool')) };
}

/** Every file is a dozen requests to a server that is not made for speed. */
const PATIENT = { timeout: 120_000 };

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

it('carries evidence from hand-in over review and reading to its destruction', PATIENT, async () => {
  const note = file('读书会说明.txt', '四月读书会');
  expect(await world.wang.sends([file('方案.pdf'), note], '提交 3')).toContain('B1');
  await world.wang.says('完成');
  expect(await stored()).toEqual({ objects: 2, spool: [] });
  expect(await readdir(world.dataDir)).not.toContain('files');
  const [, second] = await evidence();
  expect(await openLink(second!.id)).toEqual({ status: 200, text: '四月读书会' });
  expect(await verify(world.app.deps)).toMatchObject({ files: 2, faults: [] });

  expect(await world.wu.says('通过 B1')).toContain('通过');
  await world.zhou.says('确认清除 B1 误传');
  await expect.poll(stored, { timeout: 30_000 }).toEqual({ objects: 0, spool: [] });
  expect((await openLink(second!.id)).status).toBe(410);
});

it('takes over the upload page what comes in pieces, over a restart of both', PATIENT, async () => {
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
  expect(await stored()).toEqual({ objects: 1, spool: [] });
});

it('loses nothing while S3 is down, says so, and goes on by itself', PATIENT, async () => {
  await world.wang.sends(file('方案.pdf'), '提交 3');
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
  await expect.poll(() => world.wu.hears(), { timeout: 30_000 }).toContain('应报');

  await server.restart();
  await world.settle();
  expect(await world.zhang.hears()).toMatch(/小结\.txt.*B2/s);
  expect(await (await page.piece(id, 6, '三')).json()).toEqual({ received: 9, done: true });
  await world.settle();
  expect(await stored()).toEqual({ objects: 3, spool: [] });
  expect((await verify(world.app.deps)).faults).toEqual([]);
});
