import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { serve, type Served } from './serve.ts';

const ARGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'].concat([
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]);

const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 700 }, hasTouch: true, isMobile: true };

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS });
});
afterAll(() => browser.close());

/** The page as somebody opens it for the first time. Whatever it complains about in the console fails the test. */
async function open(served: Served, device: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ ...device, locale: 'zh-CN' });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  onTestFinished(async () => {
    await context.close();
    expect(complaints.filter((text) => !text.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  });
  await page.goto(`${served.url}/sandbox`);
  await page.getByRole('heading', { name: '第一次来？照着走一遍' }).waitFor();
  return page;
}

async function choose(page: Page, name: RegExp): Promise<void> {
  const list = page.locator('#open-people');
  if (await list.isVisible()) await list.click();
  await page.locator('.people-list:visible').getByRole('button', { name }).click();
}

async function say(page: Page, words: string): Promise<void> {
  await page.getByLabel('要说的话').fill(words);
  await page.getByRole('button', { name: '发送' }).click();
}

/** Pixels of the conversation below what is seen, once the page has been drawn. */
const distanceToEnd = `new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => {
  const { scrollHeight, scrollTop, clientHeight } = document.querySelector('#transcript');
  resolve(scrollHeight - scrollTop - clientHeight);
})))`;

const log = (page: Page) => page.getByRole('log');

describe.each([
  ['on a desktop', DESKTOP],
  ['on a phone', PHONE],
])('the sandbox page %s', (_, device) => {
  it('leads a newcomer from the notice to the published plan', async () => {
    const page = await open(await serve(), device);
    await page.locator('#composer').getByRole('button', { name: '示例通知' }).click();
    await page.getByRole('list', { name: '将要发送的文件' }).getByText('任务分解表.docx').waitFor();
    // The notice is years old: without going back, nothing it asks for would ever be reminded of.
    await page.locator('#advice').getByRole('button', { name: '2023年6月9日 周五 10:00' }).click();
    await page.locator('#advice').waitFor({ state: 'hidden' });
    await page.locator('time', { hasText: /6月9日 周五 10:00/ }).waitFor();
    await page.getByRole('button', { name: '发送' }).click();
    await log(page).getByRole('link', { name: '「取消」' }).click();
    expect(await page.getByLabel('要说的话').inputValue()).toBe('取消');
    await log(page).getByRole('button', { name: '确认导入', exact: true }).click();
    await log(page).getByText('已生效').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  });

  it('shows that somebody else has heard something, until one looks', async () => {
    const served = await serve();
    const page = await open(served, device);
    await served.post('/webhooks/sandbox', { from: 'zhang', text: '帮助' });
    await page.locator('.badge:visible').first().waitFor();
    await choose(page, /张三/);
    await log(page).getByText('帮助').first().waitFor();
    await log(page).getByRole('article', { name: '创建管家' }).waitFor();
    await page.locator('.badge:visible').first().waitFor({ state: 'detached' });
    expect(await page.locator('.badge:visible').count()).toBe(0);
  });

  it('lets a file lie in a room until somebody quotes it', async () => {
    const served = await serve();
    const page = await open(served, device);
    await choose(page, /李四/);
    await page.getByRole('button', { name: '文明创建工作群' }).click();
    await page.locator('#file-input').setInputFiles({ name: '研判报告.docx', mimeType: 'x/y', buffer: Buffer.from('bytes') });
    await log(page).getByText('机器人看不到群里的文件').waitFor();
    await log(page).getByRole('button', { name: '引用' }).click();
    await say(page, '提交 6');
    await log(page).getByRole('article', { name: '创建管家' }).waitFor();
    const message = await served.app.deps.db.selectFrom('inboundMessages').select(['roomId', 'senderId', 'text']).executeTakeFirstOrThrow();
    expect(message).toEqual({ roomId: 'all', senderId: 'li', text: '@创建管家 提交 6' });
    const files = await served.app.deps.db.selectFrom('inboundAttachments').select(['name', 'quoted']).execute();
    expect(files).toEqual([{ name: '研判报告.docx', quoted: 1 }]);
  });
});

describe('the sandbox page', () => {
  it('shows what people type as text, whatever it is', async () => {
    const page = await open(await serve(), DESKTOP);
    await say(page, '<img src=x onerror=alert(1)> 「<b>粗</b>」');
    await log(page).getByText('<img src=x onerror=alert(1)>').first().waitFor();
    expect(await page.locator('#transcript img, #transcript b').count()).toBe(0);
  });

  it('is usable with the keyboard alone', async () => {
    const page = await open(await serve(), DESKTOP);
    // The words are where one starts to type.
    await page.keyboard.type('帮助');
    await page.keyboard.press('Enter');
    await log(page).getByRole('article', { name: '创建管家' }).waitFor();
    expect(await page.getByLabel('要说的话').inputValue()).toBe('');
  });

  it('lets an unknown person speak', async () => {
    const page = await open(await serve(), DESKTOP);
    await choose(page, /陌生人/);
    await say(page, '进度');
    expect(await log(page).getByRole('article', { name: '创建管家' }).innerText()).not.toBe('');
  });

  it('keeps what was typed while the server is away, says so, and goes on by itself', async () => {
    const page = await open(await serve(), DESKTOP);
    for (let times = 0; times < 4; times++) {
      await say(page, '帮助 全部');
      await log(page).getByRole('article', { name: '创建管家' }).nth(times).waitFor();
    }
    await page.getByRole('log').evaluate((element) => (element.scrollTop = element.scrollHeight));
    await page.context().setOffline(true);
    await say(page, '帮助');
    await page.getByRole('alert').getByText('连不上服务器').waitFor();
    await expect.poll(() => page.evaluate(distanceToEnd)).toBeLessThan(1);
    expect(await page.getByLabel('要说的话').inputValue()).toBe('帮助');
    await page.context().setOffline(false);
    await page.getByRole('alert').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '发送' }).click();
    await log(page).getByRole('article', { name: '创建管家' }).nth(4).waitFor();
  });

  it('travels to the next working day and to a date', async () => {
    const served = await serve();
    const page = await open(served, DESKTOP);
    await page.getByRole('button', { name: '2023年6月9日 周五 10:00' }).click();
    await page.locator('time', { hasText: '2023年6月9日' }).waitFor();
    await page.getByRole('button', { name: '下个工作日 9:00' }).click();
    await page.locator('time', { hasText: '2023年6月12日 周一 09:00' }).waitFor();
    await page.getByRole('button', { name: '过一天' }).click();
    await page.locator('time', { hasText: '2023年6月13日 周二 09:00' }).waitFor();
    await page.getByRole('button', { name: /演示时间/ }).click();
    await page.getByLabel('日期').fill('2023-06-25');
    await page.getByLabel('时间', { exact: true }).fill('16:30');
    await page.getByRole('button', { name: '去这一刻' }).click();
    await page.locator('time', { hasText: '2023年6月25日 周日 16:30' }).waitFor();
    const { now } = await served.read<{ now: string }>('/sandbox/api/clock');
    expect(now.slice(0, 16)).toBe('2023-06-25T16:30');
  });
});
