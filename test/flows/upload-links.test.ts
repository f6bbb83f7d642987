import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPublishedWorld, file, type Person, type World } from '../world.ts';

let world: World;

beforeEach(async () => {
  world = await createPublishedWorld();
});

afterEach(async () => {
  vi.useRealTimers();
  await world.close();
});

const pathIn = (text: string): string => /\/upload\/[\w-]{43}/.exec(text)![0];
const ask = async (person: Person, words = '上传 3'): Promise<string> => pathIn(await person.says(words));
const open = (path: string): Promise<Response> => fetch(world.url + path);

async function expectClosed(path: string, status: number, words: string): Promise<void> {
  const answer = await open(path);
  expect(answer.status).toBe(status);
  expect(await answer.text()).toContain(words);
}

it('gives whoever owes the item a link to a page, in private', async () => {
  const answer = await world.wang.says('上传 3');
  expect(answer).toMatch(/^第3项 全民阅读进机关活动（机关工会，年中），6月30日（周五）截止：请点开链接传文件/);
  expect(answer).toContain('24 小时内有效');
  const page = await open(pathIn(answer));
  expect(page.status).toBe(200);
  expect(page.headers.get('cache-control')).toBe('private, no-store');
  expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  const html = await page.text();
  expect(html).toContain('第3项 全民阅读进机关活动（机关工会，年中）');
  expect(html).not.toContain('王五');
});

it('says nothing of it where others read', async () => {
  await world.wang.says('上传 3', { room: 'all' });
  const rows = await world.app.deps.db.selectFrom('outboundMessages').selectAll().where('body', 'like', '%/upload/%').execute();
  expect(rows.map(({ recipientKind, recipientId }) => [recipientKind, recipientId])).toEqual([['person', 'wang']]);
});

it('keeps only the hash of what opens it', async () => {
  const token = (await ask(world.wang)).split('/').at(-1)!;
  expect(JSON.stringify(await world.app.deps.db.selectFrom('uploadLinks').selectAll().execute())).not.toContain(token);
});

it('refuses what the sender does not owe, and tells links that were guessed nothing', async () => {
  expect(await world.li.says('上传 3')).toMatch(/^第3项/);
  expect(await world.li.says('上传 3')).not.toContain('/upload/');
  expect(await world.wang.says('上传 99')).not.toContain('/upload/');
  const path = await ask(world.wang);
  await expectClosed(`/upload/${'A'.repeat(43)}`, 404, '没有这个上传链接');
  await expectClosed(path.slice(0, -1), 404, '没有这个上传链接');
  await expectClosed(`${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`, 404, '没有这个上传链接');
  await expectClosed('/upload/..%2f..%2fetc', 404, '没有这个上传链接');
});

it('ends with the next one for the same item, by 取消上传, and after a day', async () => {
  const first = await ask(world.wang);
  const second = await ask(world.wang);
  await expectClosed(first, 410, '链接已失效');
  expect((await open(second)).status).toBe(200);
  expect(await world.zhang.says('取消上传 3')).toContain('没有您可以取消的上传链接');
  expect((await open(second)).status).toBe(200);
  expect(await world.wang.says('取消上传 3')).toContain('的上传链接已经失效');
  await expectClosed(second, 410, '链接已失效');
  const third = await ask(world.wang);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 25 * 3_600_000 });
  await expectClosed(third, 410, '链接已过期');
  expect(await world.zhou.says('留痕 3')).toContain('王五领取第3项（机关工会）的上传链接');
});

it('asks which department where the sender answers for several, and the office gets one for another', async () => {
  expect(await world.zhou.says('代 机关工会 上传 3')).toContain('（机关工会');
  expect(await world.wang.says('代 地质信息室 上传 3')).not.toContain('/upload/');
});

it('closes when the item is approved, the person gone, the year closed', async () => {
  const path = await ask(world.wang);
  await world.wang.sends(file('方案.pdf'), '提交 3');
  await world.wang.says('完成');
  await world.wu.says('通过 B1');
  await expectClosed(path, 410, '不用再交');
  const other = await ask(world.wang, '上传 10');
  const { db, config } = world.app.deps;
  await db.updateTable('memberRoles').set({ role: 'observer' }).where('memberId', '=', 'wang').execute();
  await expectClosed(other, 403, '您现在不能替这个部门交材料');
  await db.updateTable('memberRoles').set({ role: 'liaison' }).where('memberId', '=', 'wang').execute();
  expect((await open(other)).status).toBe(200);
  await db.updateTable('plans').set({ state: 'closed' }).execute();
  await expectClosed(other, 410, '年度已经关闭');
  await db.updateTable('plans').set({ state: 'published' }).execute();
  config.directory.members = config.directory.members.filter(({ id }) => id !== 'wang');
  await db.deleteFrom('channelAccounts').where('memberId', '=', 'wang').execute();
  await expectClosed(other, 403, '您现在不能替这个部门交材料');
});

it('takes files that come with the word as handed in', async () => {
  expect(await world.wang.sends(file('方案.pdf'), '上传 3')).toContain('编号 B1');
});
