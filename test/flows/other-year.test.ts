import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWorld, seed, seedOf, type World } from '../world.ts';

let world: World;

/** Last year's table with a checkpoint that passed, and this year's. */
beforeAll(async () => {
  world = await createWorld({ now: '2022-06-13 09:30' });
  await world.zhou.sends(await seedOf(2022), '导入');
  await world.zhou.says('确认导入');
  await world.zhou.says('时间节点 年中 6-30');
  // A Tuesday: of what is late everybody hears on Mondays.
  await world.at('2023-06-13 09:30');
  await world.zhou.sends(await seed('txt'), '导入');
  await world.zhou.says('确认导入');
  // A whole year is lived through, with all its reminders.
});

afterAll(() => world.close());

it.each([
  ['2022年 进度', /细看发「2022年 进度 办公室」「2022年 谁还没交」「2022年 逾期」。$/],
  ['进度 2022年', /「2022年 谁还没交」/],
  ['2022年 进度 政治建设', /细看发「2022年 第1项」「2022年 谁还没交 1」。$/],
  ['2022年 第3项', /哪些部门没交，发「2022年 谁还没交 3」。$/],
  ['2022年 谁还没交 3', /各部门情况发「2022年 第3项」，催一下发「2022年 催办 3」。$/],
  ['2022年 催办 逾期', /今天之内发「2022年 确认催办 逾期」；不催了，发「取消催办」。$/],
  ['2022年 确认催办 逾期', /^逾期已催办/],
  ['2022年 时间节点', /要改发「2022年 时间节点 年中 6-30」，要删发「2022年 时间节点 删除 年中」。$/],
  ['2022年 留痕 3', /看某一项的发「2022年 留痕 3」，某一份的发「留痕 B12」。$/],
  ['2022年 时间节点 删除 没有', /例如发「2022年 时间节点 删除 年中」/],
  ['2022年 第99项', /「2022年 我的任务」|「2022年 进度」/],
  ['2021年 导出 档案', /^没有 2021 年度的任务分解表。\n发「进度」看现行年度的。$/],
  ['进度', /细看发「进度 办公室」「谁还没交」。$/],
])('goes on with the year of 「%s」', async (words, end) => {
  expect(await world.zhou.says(words)).toMatch(end);
});

it('lets a button speak of the year that was asked about, and leaves other words alone', async () => {
  await world.zhou.says('2022年 逾期');
  const response = await fetch(`${world.url}/sandbox/api/messages?member=zhou&after=0`);
  const { messages } = (await response.json()) as { messages: { actions: { command: string }[] }[] };
  expect(messages.at(-1)!.actions.map(({ command }) => command)).toEqual(['2022年 催办 逾期']);
});

it('asks for what is owed of a year that is not closed, in that year', async () => {
  const answer = await world.zhang.says('2022年 我的任务');
  expect(answer).toMatch(/逾期 10[^]*「2022年 提交 1」/);
  expect(await world.zhang.says('2022年 第1项')).toMatch(/「2022年 提交 1」/);
  expect(await world.zhang.says('第1项')).toMatch(/「提交 1」/);
});

it('sets a date in the year that stands behind 时间节点', async () => {
  const answer = await world.zhou.says('时间节点 2022年 年终 8-10');
  expect(answer).toMatch(/^2022年度全部任务的时间节点已设定，现在是：\n/);
  expect(answer).toMatch(/要改回来，发「2022年 时间节点 删除 年终」。$/);
  expect(await world.zhou.says('时间节点')).toMatch(/^2023年度还没有时间节点。/);
  expect(await world.zhou.says('2022年 时间节点 删除 年终')).toMatch(/^已删除2022年度的时间节点：年终。/);
});

it('reminds of a year before under its name, and says how to hand in for each', async () => {
  await world.zhang.news();
  await world.at('2023-06-19 09:10');
  const before = await world.zhang.hears();
  expect(before).toMatch(/逾期，2022年6月30日（周四）截止，[^]*\n2022年 第1项 /);
  expect(before).toMatch(/\n交材料：把文件发给我，说「2022年 提交 1」。$/);
  await world.zhou.says('时间节点 第14项 6-21');
  await world.at('2023-07-10 09:10');
  const both = await world.zhang.hears();
  expect(both).toMatch(/\n2022年 第1项 [^]*第14项[^]*说「提交 14」或「2022年 提交 1」。$/);
  expect(both).not.toContain('「提交 1」');
});
