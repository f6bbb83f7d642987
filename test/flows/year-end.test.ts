import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DomainError } from '../../src/domain/errors.ts';
import { closePlan } from '../../src/usecases/close-plan.ts';
import { inTransaction } from '../../src/usecases/in-transaction.ts';
import { createPublishedWorld, file, type World } from '../world.ts';

let world: World;

beforeAll(async () => {
  world = await createPublishedWorld();
  await world.wang.sends(file('方案.pdf'), '提交 3');
  await world.wang.says('完成');
});

afterAll(() => world.close());

it('shows what is still open, and waits for the year to be named', async () => {
  expect(await world.wang.says('关闭年度')).toMatch(/只有管理员/);
  expect(await world.zhou.says('关闭年度')).toMatch(/^要关闭 2023 年度：应报 \d+ 件.*待审 1[\s\S]*「确认关闭 2023」/);
  expect(await world.zhou.says('确认关闭')).toMatch(/请写明年度/);
  expect(await world.zhou.says('确认关闭 2022')).toMatch(/2022/);
  expect(await world.wang.says('我的任务')).toContain('待审');
  expect(await world.wang.says('上传 10')).toMatch(/upload/);
  expect(await world.zhou.says('加分 荣誉称号 国家级 2023-05-10 湘文明〔2023〕5号')).toMatch(/J1/);
});

it('waits for files that are still being fetched', async () => {
  const { deps } = world.app;
  const closing = inTransaction(deps, async (tx) => {
    await tx.db.updateTable('evidence').set({ state: 'pending' }).execute();
    await closePlan(tx, { year: 2023, actor: { id: 'zhou', source: 'sandbox' } });
  });
  const refusal: unknown = await closing.catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: 'cannot-close', details: { year: 2023, count: 1 } });
  const { text } = deps.render('refusals/cannot-close', (refusal as DomainError).details);
  expect(text).toBe('没有关闭：2023 年度还有 1 份文件正在接收。\n请过一会儿再发「确认关闭 2023」。');
});

it('closes: everybody concerned is told once', async () => {
  await world.wang.news();
  expect(await world.zhou.says('确认关闭 2023')).toMatch(/^2023 年度已关闭，只能查看，不再提醒。[\s\S]*「2023年 重新开放」/);
  expect((await world.wang.news()).map(({ text }) => text)).toEqual([expect.stringMatching(/^王五，2023 年度.*关闭/)]);
  expect(await world.zhou.says('2023年 导出 档案')).toMatch(/正在准备 2023 年度档案[\s\S]*备好了：《2023年度文明创建档案-\d{8}\.zip》/);
  expect(await world.zhou.says('确认关闭 2023')).toMatch(/^没有变化：2023 年度已经关闭了/);
});

it('offers nothing any more that would change it', async () => {
  const answers: string[] = [];
  for (const words of ['谁还没交', '谁还没交 10', '逾期', '进度', '时间节点', '第10项', '我的任务', '待审', '得分'])
    answers.push(`${words}: ${await world.zhou.says(words)}`, `${words}: ${await world.wang.says(words)}`);
  expect(answers.join('\n')).toContain('机关工会 2023 年度（已关闭）共 7 项。');
  expect(answers.join('\n\n')).not.toMatch(/「(?:催办|提交|上传|时间节点 (?!第)|延期)/);
});

it('refuses every change', async () => {
  const refused: [string, string][] = [
    ['wang', '提交 10'],
    ['wang', '撤回 B1'],
    ['wang', '进展 3 已开展'],
    ['wang', '延期 3 7-10 忙'],
    ['wang', '不属于 10 不是我们的'],
    ['wu', '通过 B1'],
    ['wu', '退回 B1 R2 没有时间'],
    ['wu', '不采用 B1 无关'],
    ['zhou', '重新打开 B1 看看'],
    ['zhou', '催办 3'],
    ['zhou', '时间节点 年中 7-1'],
    ['zhou', '时间节点 删除 年中'],
    ['zhou', '采用默认节点'],
    ['zhou', '分派 3 办公室'],
    ['zhou', '取消分派 3 机关工会'],
    ['zhou', '第3项 任一完成'],
    ['zhou', '代 机关工会 提交 10'],
  ];
  for (const [who, words] of refused) expect(await world.person(who).says(words), words).toMatch(/2023年度已经关闭，只能查看/);
  expect(await world.wang.sends(file('迟到.pdf'), '提交 10')).toMatch(/已经关闭/);
});

it('offers nothing that would be refused', async () => {
  expect(await world.wang.says('完成')).toMatch(/^没有改动：2023年度已经关闭/);
  expect(await world.wang.says('取消上传 10')).not.toMatch(/要新的链接/);
  expect(await world.wang.says('取消上传 10')).toMatch(/已经关闭/);
  expect(await world.wang.says('我的任务')).not.toMatch(/最近截止|交材料/);
  expect(await world.wu.says('待审')).toMatch(/^待审 1 件：\nB1　第3项 .*　年度已关闭\n看材料发「B1」。$/);
  expect(await world.zhou.says('得分')).toMatch(/有哪些条款，发「加分」「扣分」。/);
  expect(await world.zhou.says('得分')).not.toMatch(/「撤回 J1/);
  expect(await world.zhou.says('加分')).not.toMatch(/登记时/);
  expect(await world.zhou.says('清除 B1 误传')).not.toMatch(/重新交/);
});

it('stays readable, and reminds nobody', async () => {
  expect(await world.zhou.says('进度')).toMatch(/2023 年度/);
  expect(await world.wang.says('B1')).toMatch(/方案\.pdf/);
  await world.wang.news();
  await world.at('2023-07-03 10:00');
  expect(await world.wang.news()).toEqual([]);
});

it('is opened again without making up for what passed', async () => {
  await world.wang.news();
  expect(await world.zhou.says('2023年 重新开放')).toMatch(/^2023 年度已重新开放/);
  expect(await world.wang.hears()).toMatch(/重新开放/);
  await world.at('2023-07-03 18:00');
  expect(await world.wang.news()).toEqual([]);
  expect(await world.wu.says('通过 B1')).toMatch(/^B1 已通过/);
});
