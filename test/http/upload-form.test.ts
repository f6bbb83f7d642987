import { request } from 'node:http';
import { chromium } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createPublishedWorld, type World } from '../world.ts';

let world: World;
let link: string;
let cookie: string;

beforeEach(async () => {
  world = await createPublishedWorld();
  link = world.url + /\/upload\/[\w-]{43}/.exec(await world.wang.says('上传 3'))![0];
  cookie = '';
});

afterEach(() => world.close());

type Field = [name: string, value: string | { name: string; content: string }];

/** As a browser without scripts sends it. */
async function send(...fields: Field[]): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of fields) {
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, new Blob([value.content]), value.name);
  }
  const answer = await fetch(link, { method: 'POST', body: form, redirect: 'manual', headers: { cookie, accept: 'text/html' } });
  cookie = answer.headers.getSetCookie()[0]?.split(';', 1)[0] ?? cookie;
  return answer;
}

const evidence = () => world.app.deps.db.selectFrom('evidence').selectAll().orderBy('position').execute();
const uploads = () => world.app.deps.db.selectFrom('uploads').selectAll().orderBy('position').execute();
const PLAN: Field = ['file', { name: '读书会方案.txt', content: '方案' }];

it('takes files with what is said of them, in several goes, to the receipt in chat', async () => {
  const first = await send(['caption', '读书会现场'], ['madeOn', '2023-04-20'], ['docNumber', ''], PLAN, [
    'file',
    { name: '照片说明.txt', content: '第一张' },
  ]);
  expect([first.status, first.headers.get('location')]).toEqual([303, new URL(link).pathname]);
  await world.settle();
  expect(await (await fetch(link, { headers: { cookie } })).text()).toMatch(/已经收到[^]*读书会方案\.txt[^]*照片说明\.txt/);
  expect(await (await fetch(link)).text()).not.toContain('读书会方案');
  const last = await send(['file', { name: '', content: '' }], ['then', 'done']);
  expect([last.status, await last.text()]).toEqual([200, expect.stringContaining('已交完')]);
  await world.settle();
  expect(await world.wang.hears()).toMatch(/^网页上传收到 2 份：《读书会方案.txt》（6 字节）、《照片说明.txt》（9 字节），归入第3项/);
  expect(await evidence()).toMatchObject([
    { state: 'stored', size: 6, caption: '读书会现场', madeOn: '2023-04-20', madeOnFrom: 'sender', docNumber: null },
    { state: 'stored', size: 9, caption: '读书会现场' },
  ]);
  expect((await uploads()).map(({ size }) => size)).toEqual([6, 9]);
});

it('refuses another browser, a wrong date, a closed link, what is no form and what is compressed', async () => {
  expect((await send(PLAN)).status).toBe(303);
  const own = cookie;
  cookie = '';
  const other = await send(PLAN);
  expect([other.status, await other.text()]).toEqual([403, expect.stringContaining('另一个浏览器')]);
  cookie = own;
  const wrong = await send(['madeOn', '2023-02-30'], PLAN, ['file', { name: '大.txt', content: '大'.repeat(1_000_000) }]);
  expect([wrong.status, wrong.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8']);
  expect(await wrong.text()).toMatch(/没有收下[^]*没有这个日期。形成日期请写成 2023-04-20 这样。请返回改正/);
  expect(await (await send(['madeOn', '2023-06-13'], PLAN)).text()).toMatch(/没有收下[^]*形成日期还没有到/);
  expect(await (await send(['caption', '机密★1年 会议记录'], PLAN)).text()).toMatch(/没有收下[^]*说明带密级标志/);
  const post = (headers: Record<string, string>) => fetch(link, { method: 'POST', body: 'kein Formular', headers: { cookie, ...headers } });
  expect((await post({ 'content-type': 'text/plain' })).status).toBe(400);
  expect((await post({ 'content-type': 'multipart/form-data; boundary=x' })).status).toBe(400);
  expect((await post({ 'content-type': 'multipart/form-data; boundary=x', 'content-encoding': 'gzip' })).status).toBe(415);
  await world.wang.says('取消上传 3');
  const closed = await send(PLAN);
  expect([closed.status, await closed.text()]).toEqual([410, expect.stringContaining('链接已失效')]);
  expect(await evidence()).toHaveLength(1);
});

it('says so when 完成 comes before any file', async () => {
  const answer = await send(['then', 'done']);
  expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining('还没有传文件')]);
});

it('keeps nothing of a file that broke off, and what came before it', async () => {
  const part = (name: string) => `--x\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`;
  const asking = request(link, { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x' } });
  asking.on('error', () => {});
  asking.write(`${part('一.txt')}一\r\n${part('二.txt')}${'二'.repeat(100_000)}`);
  await expect.poll(async () => (await uploads()).map(({ state }) => state)).toEqual(['done', 'receiving']);
  asking.destroy();
  await expect.poll(async () => (await uploads()).map(({ state }) => state)).toEqual(['done', 'removed']);
  await world.settle();
  expect((await evidence()).map(({ originalName, state }) => [originalName, state])).toEqual([['一.txt', 'stored']]);
});

it('is what a browser without scripts shows', async () => {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu'] });
  try {
    const page = await (await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 700 } })).newPage();
    await page.goto(link);
    const file = { name: '读书会方案.txt', mimeType: 'text/plain', buffer: Buffer.from('方案') };
    await page.getByLabel('文件（可以选几份）').setInputFiles(file);
    await page.getByRole('button', { name: '上传，还有别的' }).click();
    await page.getByRole('listitem').getByText('读书会方案.txt').waitFor();
    await page.getByRole('button', { name: '上传并完成' }).click();
    await page.getByRole('heading', { name: '已交完' }).waitFor();
  } finally {
    await browser.close();
  }
  await world.settle();
  expect(await world.wang.hears()).toContain('网页上传收到《读书会方案.txt》');
});
