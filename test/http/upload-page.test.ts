import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createPublishedWorld, type World } from '../world.ts';

const ARGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'].concat([
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]);
const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 700 }, hasTouch: true, isMobile: true };
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
/** Where somebody wants to look at the pages. */
const PICTURES = process.env['UPLOAD_PICTURES'];

let browser: Browser;
let world: World;
let path: string;
let folder: string;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS });
});
afterAll(() => browser.close());
beforeEach(async () => {
  world = await createPublishedWorld();
  path = /\/upload\/[\w-]{43}/.exec(await world.wang.says('上传 3'))![0];
  folder = await mkdtemp(join(tmpdir(), 'wenming-upload-'));
});
afterEach(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

/** The page as the person opens it; whatever it complains about in the console fails the test. */
async function open(device: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ ...device, locale: 'zh-CN' });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  onTestFinished(async () => {
    await context.close();
    expect(complaints.filter((text) => !/ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|Failed to load resource/.test(text))).toEqual([]);
  });
  await page.goto(world.url + path);
  await page.locator('#work').waitFor();
  return page;
}

async function make(name: string, bytes: string | Uint8Array): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, bytes);
  return file;
}

const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });
const pick = (page: Page, files: string[]) => page.getByLabel('选择文件').setInputFiles(files);
const fits = (page: Page) => page.evaluate('document.documentElement.scrollWidth <= innerWidth');
const look = async (page: Page, name: string): Promise<void> => {
  if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
};

/** What axe finds wrong for people who hear the page or cannot see it well. */
async function barriers(page: Page): Promise<string[]> {
  return page.evaluate(
    `(async () => { ${AXE}; const { violations } = await axe.run(); return violations.map(({ id, nodes }) => id + ' ' + nodes[0].html); })()`,
  );
}

describe.each([
  ['on a desktop', DESKTOP],
  ['on a phone', PHONE],
])('the upload page %s', (device, options) => {
  it('takes several files with what is said of them, to the receipt in chat', async () => {
    const page = await open(options);
    expect(await page.getByRole('button', { name: '完成' }).isDisabled()).toBe(true);
    await look(page, `${device} empty`);
    await pick(page, [await make('方案.pdf', '%PDF-1.4\n%%EOF\n'), await make('照片说明.txt', '读书会'), await make('空.txt', '')]);
    await row(page, '方案.pdf').getByText('已收下').waitFor();
    await row(page, '照片说明.txt').getByText('已收下').waitFor();
    await row(page, '空.txt').getByText('这是空文件').waitFor();
    await row(page, '方案.pdf').getByText('说明、形成日期、文号').click();
    await row(page, '方案.pdf').getByLabel('形成日期').fill('2023-04-20');
    await row(page, '方案.pdf').getByLabel('文号').fill('院工〔2023〕5号');
    await page.keyboard.press('Tab');
    await page.getByRole('status').getByText('《方案.pdf》的说明已记下').waitFor();
    expect(await fits(page)).toBe(true);
    expect(await barriers(page)).toEqual([]);
    await look(page, `${device} files`);
    await page.getByRole('button', { name: '完成' }).click();
    await page.getByRole('heading', { name: '已交完' }).waitFor();
    expect(await page.evaluate(`getComputedStyle(document.getElementById('problem')).borderLeftColor`)).toBe('rgb(29, 107, 87)');
    await look(page, `${device} done`);
    await world.settle();
    expect(await world.wang.hears()).toMatch(/网页上传收到 2 份[^]*编号 B1/);
    const rows = await world.app.deps.db.selectFrom('evidence').selectAll().where('originalName', '=', '方案.pdf').execute();
    expect(rows[0]).toMatchObject({ madeOn: '2023-04-20', docNumber: '院工〔2023〕5号' });
  });
});

it('still calls what was refused by its name after a reload, where that may be kept', async () => {
  const page = await open(DESKTOP);
  await pick(page, [await make('空.txt', ''), await make('纪要.txt', '机密★10年\n会议纪要')]);
  await row(page, '空.txt').getByText('这是空文件').waitFor();
  await row(page, '纪要.txt').getByText('带密级标志').waitFor();
  await page.reload();
  await row(page, '空.txt').getByText('这是空文件').waitFor();
  await row(page, '没有留下名称').getByText('带密级标志').waitFor();
  expect(await page.content()).not.toContain('纪要.txt');
});

it('needs no mouse', async () => {
  const page = await open(DESKTOP);
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.id')).toBe('pick-files');
  await page.locator(':focus').setInputFiles(await make('方案.pdf', '%PDF-1.4\n%%EOF\n'));
  await row(page, '方案.pdf').getByText('已收下').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await row(page, '方案.pdf').getByLabel('说明', { exact: true }).waitFor();
  for (let steps = 0; steps < 12 && (await page.evaluate('document.activeElement.id')) !== 'done'; steps++)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '已交完' }).waitFor();
  expect(await page.evaluate('document.activeElement.id')).toBe('heading');
});

it('takes what is dropped anywhere', async () => {
  const page = await open(DESKTOP);
  const dropped = `(() => { const data = new DataTransfer(); data.items.add(new File(['%PDF-1.4'], '方案.pdf')); return data; })()`;
  await page.dispatchEvent('body', 'drop', { dataTransfer: await page.evaluateHandle(dropped) });
  await row(page, '方案.pdf').getByText('已收下').waitFor();
  expect(await page.getByRole('button', { name: '完成' }).isEnabled()).toBe(true);
});

it('goes on by itself after a reload in the middle and a restart of the server, and when the line is back', async () => {
  const page = await open(PHONE);
  let pieces = 0;
  // The first piece arrives, the others do not leave.
  await page.route('**/files/*?at=*', (route) => (++pieces === 1 ? route.continue() : route.abort()));
  await pick(page, [await make('录像.txt', Buffer.alloc(20 * 1024 * 1024, 'a'))]);
  await row(page, '录像.txt').getByText('连不上').waitFor();
  expect((await world.app.deps.db.selectFrom('uploads').selectAll().execute())[0]).toMatchObject({ state: 'receiving' });
  await look(page, 'cut off');
  await page.unroute('**/files/*?at=*');
  await page.context().setOffline(true);
  await page.context().setOffline(false);
  await page.reload();
  await row(page, '录像.txt').getByText('已收下').waitFor();
  expect(await row(page, '录像.txt').count()).toBe(1);
  const [kept] = await world.app.deps.db.selectFrom('evidence').selectAll().execute();
  expect(kept).toMatchObject({ state: 'stored', size: 20 * 1024 * 1024 });
});

it('pauses, goes on, and takes out what is not wanted', async () => {
  const page = await open(DESKTOP);
  await page.route('**/files/*?at=*', () => {});
  await pick(page, [await make('录像.txt', Buffer.alloc(1024, 'a')), await make('错.txt', 'b')]);
  await page.getByRole('button', { name: '暂停《录像.txt》' }).click();
  await row(page, '录像.txt').getByText('已暂停').waitFor();
  await page.getByRole('button', { name: '去掉《错.txt》' }).click();
  await row(page, '错.txt').waitFor({ state: 'detached' });
  await look(page, 'paused');
  await page.unroute('**/files/*?at=*');
  await page.getByRole('button', { name: '继续《录像.txt》' }).click();
  await row(page, '录像.txt').getByText('已收下').waitFor();
  expect(await page.getByRole('listitem').count()).toBe(1);
});

it('says why, in a second browser and when the link was taken back', async () => {
  const page = await open(DESKTOP);
  const context = await browser.newContext({ locale: 'zh-CN' });
  onTestFinished(() => context.close());
  const other = await context.newPage();
  await other.goto(world.url + path);
  await other.getByRole('heading', { name: '不能再传' }).waitFor();
  await other.getByText('另一个浏览器').waitFor();
  await world.wang.says('取消上传 3');
  await pick(page, [await make('方案.pdf', '%PDF-1.4\n%%EOF\n')]);
  await page.getByText('链接已失效').waitFor();
  expect(await page.getByLabel('选择文件').isVisible()).toBe(false);
});
