import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DIALECT } from '../helpers/databases.ts';
import { createUploader, type Uploader } from '../helpers/uploader.ts';
import { createPublishedWorld, file, type Person, type World } from '../world.ts';

let world: World;
let path: string;
let page: Uploader;

beforeEach(async () => {
  world = await createPublishedWorld();
  path = await askFor(world.wang, '上传 3');
  page = createUploader(() => world.url + path);
  await page.claim();
});

afterEach(() => world.close());

async function askFor(person: Person, words: string): Promise<string> {
  return /\/upload\/[\w-]{43}/.exec(await person.says(words))![0];
}

const evidence = () => world.app.deps.db.selectFrom('evidence').selectAll().orderBy('position').execute();
const PDF = '%PDF-1.4\n% 方案\n%%EOF\n';

it('takes files, hands them in, and answers in chat at 完成', async () => {
  await page.send('读书会方案.pdf', PDF);
  const id = await page.begin('照片.txt', 6, { caption: '读书会现场', madeOn: '2023-04-20', docNumber: '院工〔2023〕5号' });
  expect(await (await page.piece(id, 0, '一')).json()).toEqual({ received: 3, done: false });
  expect(await (await page.piece(id, 3, '二')).json()).toEqual({ received: 6, done: true });
  await world.settle();
  expect((await page.state()).files.map(({ name, state }) => [name, state])).toEqual([
    ['读书会方案.pdf', 'stored'],
    ['照片.txt', 'stored'],
  ]);
  expect(await world.wang.hears()).toBe('');
  expect((await page.post('done')).status).toBe(204);
  await world.settle();
  const receipt = await world.wang.hears();
  expect(receipt).toMatch(/^网页上传收到 2 份：《读书会方案.pdf》（24 字节）、《照片.txt》（6 字节），归入第3项/);
  expect(receipt).toContain('编号 B1，共 2 份');
  expect(await world.wu.hears()).toContain('B1');
  expect(await world.zhou.says('留痕 B1')).toMatch(/王五（网页上传）　机关工会交第3项材料/);
  const [, second] = await evidence();
  expect(second).toMatchObject({
    caption: '读书会现场',
    madeOn: '2023-04-20',
    madeOnFrom: 'sender',
    madeOnConfirmed: 1,
    docNumber: '院工〔2023〕5号',
  });
  expect((await page.post('claim')).status).toBe(410);
  expect(await world.wu.says('通过 B1')).toContain('通过');
});

it('goes on where a line broke, at another start of the server, and says from where', async () => {
  const id = await page.begin('大.txt', 9);
  expect((await page.piece(id, 0, '一二')).status).toBe(200);
  await world.restart();
  expect((await page.state()).files[0]).toMatchObject({ received: 6, state: 'receiving' });
  const wrong = await page.piece(id, 3, '二三');
  expect([wrong.status, await wrong.json()]).toEqual([409, { error: '要从别的地方接着传。', received: 6 }]);
  expect(await (await page.piece(id, 6, '三')).json()).toEqual({ received: 9, done: true });
  await world.settle();
  const [kept] = await evidence();
  expect(kept).toMatchObject({ state: 'stored', size: 9 });
  const stream = await world.app.deps.files.open(kept!.sha256!);
  expect(Buffer.concat(await stream.toArray()).toString()).toBe('一二三');
});

it('keeps what came of a piece that broke off', async () => {
  const id = await page.begin('大.txt', 1_000_000);
  const broken = page.halfPiece(id, Buffer.alloc(300_000, 'a'));
  const received = async (): Promise<number> => (await page.state()).files[0]!.received;
  await expect.poll(received).toBe(300_000);
  broken.destroy();
  expect(await (await page.piece(id, 300_000, Buffer.alloc(700_000, 'b'))).json()).toEqual({ received: 1_000_000, done: true });
});

it('lets a later piece go on while an earlier one hangs', async () => {
  const id = await page.begin('大.txt', 1_000);
  const hanging = page.halfPiece(id, Buffer.alloc(300, 'a'));
  await expect.poll(async () => (await page.state()).files[0]!.received).toBe(300);
  expect(await (await page.piece(id, 300, Buffer.alloc(700, 'b'))).json()).toEqual({ received: 1_000, done: true });
  hanging.destroy();
});

it('finishes nothing that another process still writes to, until that one gives up', async () => {
  const id = await page.begin('a.txt', 2);
  const { db } = world.app.deps;
  const held = (writerUntil: string) => db.updateTable('uploads').set({ writer: 'another process', writerUntil }).execute();
  await held(new Date(Date.now() + 60_000).toISOString());
  // SQLite has one server: another process is a dead one.
  expect((await page.piece(id, 0, 'a')).status).toBe(DIALECT === 'PostgreSQL' ? 423 : 200);
  const at = (await page.state()).files[0]!.received;
  await held(new Date(Date.now() - 1).toISOString());
  expect(await (await page.piece(id, at, 'ab'.slice(at))).json()).toEqual({ received: 2, done: true });
});

it('refuses more than was announced, what is too large, and what is not there', async () => {
  const id = await page.begin('小.txt', 3);
  expect((await page.piece(id, 0, 'abcd')).status).toBe(413);
  expect((await page.post('files', { name: '巨.mp4', size: 3 * 1024 ** 3 })).status).toBe(413);
  expect((await page.post('files', { name: '负.mp4', size: -1 })).status).toBe(400);
  for (const [madeOn, error] of [
    ['2023-02-30', '没有这个日期'],
    ['2023-06-13', '还没有到'],
  ]) {
    const refused = await page.post('files', { name: '日.mp4', size: 1, madeOn });
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining(error!)]);
    expect((await page.post(`files/${id}/details`, { madeOn })).status).toBe(400);
  }
  expect((await page.post('files', 'kein JSON')).status).toBe(400);
  expect((await page.piece('nobody', 0, 'a')).status).toBe(404);
  expect((await page.post(`files/${id}?at=-1`, 'a')).status).toBe(400);
  expect(await evidence()).toEqual([]);
});

it('refuses programs on the page and in the receipt, and counts equal bytes once', async () => {
  await page.send('setup.exe', 'MZ');
  await page.send('方案.pdf', PDF);
  // What comes together is stored in any order.
  await world.settle();
  await page.send('方案2.pdf', PDF);
  await page.send('空.txt', '');
  await world.settle();
  expect((await page.state()).files.map(({ name, state, remark }) => [name, state, remark])).toEqual([
    ['setup.exe', 'refused', 'program'],
    ['方案.pdf', 'stored', null],
    ['方案2.pdf', 'refused', 'duplicate'],
    ['空.txt', 'refused', 'empty'],
  ]);
  await page.post('done');
  await world.settle();
  expect(await world.wang.hears()).toMatch(/《方案.pdf》[^]*《setup.exe》其实是可执行程序[^]*《空.txt》是空文件/);
});

it('takes names and words that are made to harm as words', async () => {
  const words = { caption: `a\0b\u2028${'长'.repeat(600)}`, docNumber: "'; drop table uploads; --" };
  const id = await page.begin(`../../etc/\0\u202Efdp.${'x'.repeat(600)}`, 3, words);
  await page.piece(id, 0, 'abc');
  await page.send('<img src=x onerror=alert(1)>.txt', 'b');
  await world.settle();
  const [first, second] = await evidence();
  expect([first!.state, second!.state]).toEqual(['stored', 'stored']);
  expect(first!.safeName).not.toMatch(/[/\\\0\u202e]/);
  expect(first).toMatchObject({ docNumber: words.docNumber, caption: expect.stringMatching(/^a b 长+$/) });
  await page.post('done');
  await world.settle();
  expect(await world.wang.hears()).toContain('网页上传收到 2 份');
});

it('belongs to the first browser that posts; one that only looks takes nothing', async () => {
  const other = createUploader(() => world.url + path);
  expect((await fetch(world.url + path)).status).toBe(200);
  const refused = await other.claim();
  expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('另一个浏览器')]);
  expect((await other.post('files', { name: 'a', size: 1 })).status).toBe(403);
  expect((await fetch(`${world.url}${path}/state`)).status).toBe(403);
  const id = await page.begin('a.txt', 2);
  expect((await other.piece(id, 0, 'ab')).status).toBe(403);
  // The same file by a link of somebody else's own.
  const foreign = createUploader(() => world.url + own);
  const own = await askFor(world.zhang, '上传 1');
  await foreign.claim();
  expect((await foreign.piece(id, 0, 'ab')).status).toBe(404);
});

it('closes for what is under way, too', async () => {
  const id = await page.begin('a.txt', 4);
  await page.piece(id, 0, 'ab');
  await world.wang.says('取消上传 3');
  expect((await page.piece(id, 2, 'cd')).status).toBe(410);
  expect((await page.post('files', { name: 'b', size: 1 })).status).toBe(410);
  expect((await page.post('done')).status).toBe(410);
  expect(await evidence()).toEqual([]);
});

it('waits with 完成 for what is under way, unless it is taken out', async () => {
  expect(await (await page.post('done')).text()).toContain('还没有传文件');
  await page.send('方案.pdf', PDF);
  const id = await page.begin('a.txt', 4);
  expect((await page.post('done')).status).toBe(409);
  expect((await page.post(`files/${id}/remove`)).status).toBe(204);
  expect((await page.piece(id, 0, 'ab')).status).toBe(404);
  expect((await page.post('done')).status).toBe(204);
});

it('changes what was said of a file that is stored already, and takes none of those out', async () => {
  const id = await page.send('方案.pdf', PDF);
  await world.settle();
  expect((await page.post(`files/${id}/details`, { caption: '方案', docNumber: '5号' })).status).toBe(204);
  expect((await evidence())[0]).toMatchObject({ caption: '方案', madeOn: null, madeOnFrom: null, docNumber: '5号' });
  expect((await page.post(`files/${id}/remove`)).status).toBe(409);
});

it('tells the sender, too, when nobody said 完成', async () => {
  await page.send('方案.pdf', PDF);
  await world.settle();
  await world.at('2023-06-12 09:45');
  expect(await world.wang.hears()).toContain('网页上传收到《方案.pdf》');
  expect(await world.wu.hears()).toContain('B1');
});

it('asks in chat about files whose 时间节点 went away, and hears the answer there', async () => {
  await page.send('方案.pdf', PDF);
  await world.settle();
  expect(await world.wang.says('撤回 B1')).toContain('可以改归别的项');
  expect(await world.wang.says('10')).toContain('第10项');
  expect((await evidence())[0]!.submissionId).not.toBeNull();
});

it('goes on after a verdict with a further hand-in', async () => {
  await page.send('方案.pdf', PDF);
  await world.settle();
  await world.at('2023-06-12 09:45');
  await world.wu.says('退回 B1 R2 没有时间');
  await page.send('方案2.pdf', `${PDF}2`);
  await page.post('done');
  await world.settle();
  expect(await world.wang.hears()).toContain('这是补正后的第 2 版');
});

it('refuses compressed pieces, before they are all there', async () => {
  const id = await page.begin('a.txt', 4);
  const asking = page.halfPiece(id, Buffer.from('x'), { 'content-encoding': 'gzip' });
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  expect(answer.statusCode).toBe(415);
  asking.destroy();
});

it('stands beside files from chat in one 报送', async () => {
  await page.send('方案.pdf', PDF);
  await world.settle();
  expect(await world.wang.sends(file('照片.pdf', '照片'), '提交 3')).toContain('编号 B1，共 2 份');
});
