import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWorld, file, seed, seedOf, type World } from '../world.ts';

let world: World;

/** Last year is not closed and still owes; this year's table is in force. 王五 has handed 第3项 in for last year. */
beforeAll(async () => {
  world = await createWorld({ now: '2022-12-19 09:30' });
  await world.zhou.sends(await seedOf(2022), '导入');
  await world.zhou.says('确认导入');
  await world.zhou.says('时间节点 年终 12-30');
  await world.wang.sends(file('读书会.pdf'), '提交 3');
  await world.wang.says('完成');
  await world.at('2023-01-03 09:30');
  await world.zhou.sends(await seed('txt'), '导入');
  await world.zhou.says('确认导入');
  await world.wang.news();
});

afterAll(() => world.close());

it('takes the repair of last year by the words the return says', async () => {
  await world.wu.says('退回 B1 R4 不符');
  expect(await world.wang.hears()).toMatch(/2022年 第3项 [^]*说「2022年 提交 3」，编号不变/);
  expect(await world.wang.says('B1')).toMatch(/补正：发要补的文件并说「2022年 提交 3」/);
  expect(await world.wang.sends(file('读书会照片.pdf'), '2022年 提交 3')).toMatch(/归入2022年 第3项 .*编号 B1，/);
});

it('goes on with last year in the same burst, and without a word means this one', async () => {
  expect(await world.wang.sends(file('读书会签到.pdf'))).toMatch(/归入2022年 第3项 .*编号 B1，共 2 份/);
  expect(await world.wang.says('提交 3 签到表是补的')).toMatch(/归入2022年 第3项/);
  expect(await world.wang.says('完成')).toMatch(/^B1 已送审：2022年 第3项 /);
  expect(await world.wang.sends(file('新年计划.pdf'), '提交 3')).toMatch(/归入第3项 .*编号 B2/);
  await world.wang.says('完成');
});

it.each([
  ['wang', '2022年 提交文字 10 全年开展科普活动四次，参加一百二十人次', /归入2022年 第10项 /],
  ['wang', '2022年 登记 18 院工发〔2022〕3号 文体活动通知 4-20 工会柜', /归入2022年 第18项 /],
  ['zhou', '2022年 代 机关工会 提交文字 10 另有科普讲座两次', /归入2022年 第10项 /],
] as const)('takes what %s types: 「%s」', async (who, words, receipt) => {
  expect(await world[who].says(words)).toMatch(receipt);
  await world[who].says('完成');
});

it('opens the upload page of last year', async () => {
  const answer = await world.wang.says('2022年 上传 18');
  expect(answer).toMatch(/^2022年 第18项 [^]*「2022年 取消上传 18」/);
  const page = await fetch(world.url + /\/upload\/\S+/.exec(answer)![0]);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('2022年 第18项')]);
  expect(await world.wang.says('2022年 取消上传 18')).toMatch(/「2022年 上传 18」/);
});

it('remembers the year while it asks for the item', async () => {
  expect(await world.wang.sends(file('照片一.pdf'), '2022年 提交')).toMatch(/2022年 第10项 /);
  expect(await world.wang.says('10')).toMatch(/归入2022年 第10项 /);
  await world.wang.says('完成');
  expect(await world.wang.sends(file('文体活动.pdf'), '2022年 第18项')).toMatch(/归入2022年 第18项 /);
  await world.wang.says('完成');
  expect(await world.wang.sends(file('照片二.pdf'))).toMatch(/是哪一项[^]*例如「3」；2022 年度的回复「2022年 项号」。/);
  expect(await world.wang.says('2022年 18')).toMatch(/归入2022年 第18项 /);
  await world.wang.says('完成');
});

it('reads a day without a year as one of the year it is for', async () => {
  expect(await world.wang.sends(file('文体活动4月20日.pdf'), '2022年 提交 18')).toMatch(/形成日期 4月20日/);
  await world.wang.says('完成');
});

it('says what may be handed in, with the year', async () => {
  expect(await world.zhang.says('2022年 第1项')).toMatch(/说「2022年 提交 1」/);
  expect(await world.zhang.says('2022年 我的任务')).toMatch(/「2022年 提交 1」/);
});

it('tells a late department what to say', async () => {
  await world.zhang.news();
  await world.at('2023-01-05 10:00');
  expect(await world.zhang.hears()).toMatch(/\n2022年 第1项 [^]*\n交材料：把文件发给我，说「2022年 提交 1」。$/);
});

it('keeps the years of one message apart, also when asked about it', async () => {
  await world.zhou.says('2022年 时间节点 年终 2023-1-11');
  await world.zhou.says('时间节点 第14项 1-11');
  await world.zhang.news();
  await world.at('2023-01-06 10:00');
  expect(await world.zhang.hears()).toMatch(/还有2022年 第22项，发「2022年 第22项」这样查看\n[^]*说「提交 14」或「2022年 提交 1」。$/);
  const why = await world.zhang.says('为什么提醒我');
  expect(why).toMatch(/● 办公室第14项、2022年 第1、[\d、]+22项，1月11日（周三）截止/);
  expect(why).toMatch(/还没交的第14项、2022年 第1、[\d、]+22项，下一次提醒/);
  expect(why).toMatch(/「提交 14」；分错了：「不属于 14 理由」/);
  expect(await world.zhang.says('收到')).toMatch(/说「提交 14」。$/);
  await world.zhang.sends(file('普法.pdf'), '提交 14');
  await world.zhang.says('完成');
  expect(await world.zhang.says('为什么提醒我')).toMatch(/「2022年 提交 1」；分错了：「2022年 不属于 1 理由」/);
  expect(await world.zhang.says('收到')).toMatch(/说「2022年 提交 1」。$/);
});

it('names the year of what is asked for, and in what to say about it', async () => {
  await world.zhou.news();
  expect(await world.wang.says('2022年 不属于 20 不归工会')).toMatch(/申请编号 S1：2022年 第20项 /);
  expect(await world.zhou.hears()).toMatch(/机关工会认为2022年 第20项 [^]*「2022年 分派 20 部门」/);
  expect(await world.zhou.says('申请')).toMatch(/S1 不属于：2022年 第20项 /);
  expect(await world.zhou.says('拒绝 S1 人人有份')).toMatch(/2022年 第20项[^]*「2022年 不属于 20 机关工会」/);
  expect(await world.wang.hears()).toMatch(/2022年 第20项 [^]*「2022年 提交 20」/);
  expect(await world.wang.says('2022年 延期 20 1-20 报告在写')).toMatch(
    /「1-20」不写年份算 2022 年的，不比它晚。\n请写上年份，例如「2022年 延期 20 2023-01-20 理由」。$/,
  );
  await world.wang.says('2022年 延期 20 2023-01-20 报告在写');
  expect(await world.zhou.says('申请')).toMatch(/S2 延期：2022年 第20项 /);
  expect(await world.zhou.says('拒绝 S2')).toMatch(/「2022年 延期 20 机关工会 日期」/);
  await world.zhang.news();
  expect(await world.zhou.says('2022年 不属于 20 办公室')).toMatch(/^2022年 第20项 /);
  expect(await world.zhang.hears()).toMatch(/2022年 第20项 .*不再由办公室报送/);
});

it('takes nothing for a year that was closed, or has no table', async () => {
  expect(await world.wang.says('2021年 提交 3')).toMatch(/^没有 2021 年度的任务分解表/);
  expect(await world.wang.sends(file('照片三.pdf'), '2022年 提交')).toMatch(/2022年 第10项 /);
  await world.zhou.says('确认关闭 2022');
  expect(await world.wang.says('18')).toMatch(/归入第18项 /);
  await world.wang.says('完成');
  expect(await world.wang.sends(file('再补.pdf'), '2022年 提交 15')).toMatch(/2022年度已经关闭/);
  expect(await world.wang.says('2022年 上传 15')).toMatch(/2022年度已经关闭/);
  expect(await world.wang.sends(file('再补.pdf'), '提交 10')).toMatch(/归入第10项 /);
});

it('goes on with the year of a table that is not the newest', async () => {
  await world.zhou.sends(await seedOf(2021), '导入');
  await world.wang.news();
  const confirmed = await world.zhou.says('确认导入');
  expect(confirmed).toMatch(/\n发「2021年 采用默认节点」全部采用，或自己定，例如「2021年 时间节点 年中 6-30」。$/);
  expect(await world.wang.hears()).toMatch(/看某一项发「2021年 第\d+项」。交材料：把文件发给我，说「2021年 提交 \d+」。$/);
  await world.zhou.sends(await seedOf(2021), '导入');
  expect(await world.zhou.says('确认导入')).toMatch(/「2021年 进度」。$/);
  expect(await world.zhou.says('2021年 采用默认节点')).toMatch(/2021/);
  expect(await world.zhou.says('时间节点')).not.toMatch(/三季度/);
});
