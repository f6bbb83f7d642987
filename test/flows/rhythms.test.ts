import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tableFile } from '../helpers/tables.ts';
import { createPublishedWorld, createWorld, file, type Person, type World } from '../world.ts';

let world: World;

/** What one person was told in private until the evening of a day, each with the day it came. */
async function heardUntil(person: Person, day: string): Promise<string[]> {
  await world.at(`${day} 20:00`);
  const heard = (await person.news()).filter(({ room }) => room === null);
  return heard.map(({ at, text }) => `${at.slice(5, 10)} ${text.split('\n').slice(0, 2).join(' / ')}`);
}

describe('a table that comes out in September', () => {
  const ITEMS = ['3月底前', '6月30日前', '每月28日前', '每季度末', '9月8日前', '长期坚持', '年底前', '4月—10月', '9月13日—9月15日', ''];

  afterEach(() => world.close());
  beforeEach(async () => {
    world = await createWorld({ now: '2023-09-05 10:00' });
    const lines = ITEMS.map((deadline, n) => ({
      code: n + 1,
      text: `办好第${n + 1}件实事，有记录有总结。`,
      points: 2,
      owners: n % 2 === 0 ? ['办公室', '机关工会'] : ['办公室'],
      deadline,
    }));
    await world.zhou.sends(tableFile(2023, lines), '导入');
  });

  it('tells each 联络员 once on the day, and then only of what really comes', async () => {
    await world.zhou.says('确认导入');
    const onTheDay = await world.zhang.news();
    expect(onTheDay).toHaveLength(1);
    expect(onTheDay[0]!.text).toMatch(/^张三，/);
    expect(await world.wang.news()).toHaveLength(1);

    expect(await heardUntil(world.zhang, '2023-09-13')).toMatchInlineSnapshot(`
      [
        "09-07 张三，办公室有 1 项快到期，9月8日（周五）截止，还有 1 个工作日： / 第5项 办好第5件实事（牵头，截止）",
        "09-08 张三，办公室有 3 项快到期： / 9月8日（周五）截止，就是今天：",
        "09-11 张三，办公室有 1 项逾期，9月8日（周五）截止，已过 1 个工作日： / 第5项 办好第5件实事（牵头，截止）",
        "09-13 张三，办公室有 1 项逾期、1 项快到期： / 9月8日（周五）截止，已过 3 个工作日：",
      ]
    `);
    expect(await heardUntil(world.wang, '2023-09-13')).toMatchInlineSnapshot(`
      [
        "09-07 王五，机关工会有 1 项快到期，9月8日（周五）截止，还有 1 个工作日： / 第5项 办好第5件实事（配合，截止）",
        "09-08 王五，机关工会有 2 项快到期： / 9月8日（周五）截止，就是今天：",
        "09-11 王五，机关工会有 1 项逾期，9月8日（周五）截止，已过 1 个工作日： / 第5项 办好第5件实事（配合，截止）",
        "09-13 王五，机关工会有 1 项逾期、1 项快到期： / 9月8日（周五）截止，已过 3 个工作日：",
      ]
    `);
    expect(await world.zhang.says('逾期')).toMatchInlineSnapshot(`
      "办公室逾期 1 件：
      ● 办公室：第5项（9月8日（周五）截止）
      看某一项发「第5项」。"
    `);
  });

  it('and when dates over the whole year are set on that day, what is gone by is 补报 and nobody is reminded of it', async () => {
    await world.zhou.says('确认导入');
    await world.zhou.says('时间节点 一季度 3-31 二季度 6-30 三季度 9-28 年终 12-15');
    await world.zhang.news();
    expect(await heardUntil(world.zhang, '2023-09-08')).toMatchInlineSnapshot(`
      [
        "09-07 张三，办公室有 1 项快到期，9月8日（周五）截止，还有 1 个工作日： / 第5项 办好第5件实事（牵头，截止）",
        "09-08 张三，办公室有 5 项快到期： / 9月8日（周五）截止，就是今天：",
      ]
    `);
    expect(await world.zhou.says('时间节点')).toContain('● 二季度　6月30日（周五）　补报');
  });

  it('a rhythm that is typed then begins then', async () => {
    await world.zhou.says('确认导入');
    expect(await world.zhou.says('时间节点 第10项 每月25日')).toMatchInlineSnapshot(`
      "第10项 办好第10件实事的时间节点已设定，现在是：
      ● 9月　9月25日（周一）　新设
      ● 10月　10月25日（周三）　新设
      ● 11月　11月24日（周五）　新设
      ● 12月　12月25日（周一）　新设
      应报事项现有 43 件，新增 3 件，改期 1 件。
      要改回来，发「时间节点 删除 第10项」。"
    `);
  });
});

describe('长期', () => {
  afterEach(() => world.close());
  beforeEach(async () => {
    world = await createPublishedWorld();
    await world.zhou.says('时间节点 删除 年中');
    await world.zhou.says('时间节点 第3项 6-30');
  });

  it('is nudged once a quarter while nothing came, and says why', async () => {
    await world.wang.news();
    // The second quarter ends three weeks after publication: too soon to ask.
    expect(await heardUntil(world.wang, '2023-06-28')).toMatchInlineSnapshot(`
      [
        "06-20 王五，机关工会有 1 项快到期，6月30日（周五）截止，还有 7 个工作日： / 第3项 全民阅读进机关活动（配合，截止）",
        "06-27 王五，机关工会有 1 项快到期，6月30日（周五）截止，还有 3 个工作日： / 第3项 全民阅读进机关活动（配合，截止）",
      ]
    `);
    await world.wang.sends(file('读书会方案.pdf'), '提交 3');
    await world.wang.sends(file('弘扬科学精神.pdf'), '提交 10');
    await world.wang.says('完成');
    await world.wang.says('进展 18 已开展两次');
    await world.at('2023-09-20 20:00');
    await world.wang.news();
    await world.at('2023-09-21 12:00');
    const [nudge, ...more] = await world.wang.news();
    expect(more).toEqual([]);
    expect(nudge!.text).toMatchInlineSnapshot(`
      "王五，机关工会有 5 项长期事项还没有材料，没有截止日期：
      第15项 管理制度（配合）
      第18项 发挥工青妇组织桥梁纽带作用（配合）
      第19项 职工业务能力和综合素质培训（配合）
      第20项 结合自身职责（配合）
      第22项 文明单位创建领导体制和工作机制（配合）
      交材料：把文件发给我，说「提交 15」。"
    `);
    expect(await world.wang.says('为什么提醒我')).toMatchInlineSnapshot(`
      "最近一次提醒您是9月21日（周四）09:00：
      ● 机关工会第15、18、19、20、22项，没有截止日期，季度末前 5 个工作日还没有材料，提醒一次
      发给您，是因为您是机关工会的联络员。
      还没交的第15、18、19、20、22项，下一次提醒在12月22日（周五）09:00。
      交了就不再提醒：「提交 15」；分错了：「不属于 15 理由」；人不在：「请假 9-22 9-26」。"
    `);
    expect(await world.wang.says('收到')).toMatchInlineSnapshot(`
      "好的，记下了。到12月22日（周五）09:00还没交的，会再提醒。
      交材料：把文件发给我，说「提交 15」。"
    `);
    expect(await heardUntil(world.wang, '2023-12-22')).toMatchInlineSnapshot(`
      [
        "12-22 王五，机关工会有 5 项长期事项还没有材料，没有截止日期： / 第15项 管理制度（配合）",
      ]
    `);
  });

  it('may be said of one item of one department', async () => {
    await world.zhou.says('时间节点 年中 6-30');
    expect(await world.zhou.says('时间节点 第10项 机关工会 长期')).toMatchInlineSnapshot(`
      "第10项 弘扬科学精神，机关工会的时间节点已设定，现在是：
      ● 长期　没有截止日期　新设
      应报事项现有 112 件，改期 1 件。
      长期：没有截止日期，不算逾期；每季度末还没有材料的，提醒一次联络员。
      要改回来，发「时间节点 删除 第10项 机关工会」。"
    `);
    expect(await world.wang.says('第10项')).toContain('时间节点：年中 6月30日（周五）；机关工会：长期');
    await world.zhou.says('时间节点 删除 第10项 机关工会');
    expect(await world.zhou.says('时间节点 第10项')).not.toContain('长期');
  });
});

describe('a span', () => {
  afterEach(() => world.close());
  beforeEach(async () => {
    world = await createPublishedWorld();
    await world.zhou.says('时间节点 删除 年中');
  });

  it('is quiet until its first day, whatever the ladder says', async () => {
    expect(await world.zhou.says('时间节点 第15项 7-3到7-12')).toContain('● 截止　7月3日（周一）至7月12日（周三）　新设');
    await world.wang.news();
    expect(await heardUntil(world.wang, '2023-07-13')).toMatchInlineSnapshot(`
      [
        "07-03 王五，机关工会有 1 项快到期，7月12日（周三）截止，还有 7 个工作日： / 第15项 管理制度（配合，截止）",
        "07-07 王五，机关工会有 1 项快到期，7月12日（周三）截止，还有 3 个工作日： / 第15项 管理制度（配合，截止）",
        "07-11 王五，机关工会有 1 项快到期，7月12日（周三）截止，还有 1 个工作日： / 第15项 管理制度（配合，截止）",
        "07-12 王五，机关工会有 1 项快到期，7月12日（周三）截止，就是今天： / 第15项 管理制度（配合，截止）",
        "07-13 王五，机关工会有 1 项逾期，7月12日（周三）截止，已过 1 个工作日： / 第15项 管理制度（配合，截止）",
      ]
    `);
  });

  it('that lies in days off is said to begin, and not to be due, on the working day before them', async () => {
    await world.zhou.says('时间节点 第15项 端午活动 6-22到6-24');
    await world.zhou.says('时间节点 第3项 读书活动 6-22到6-25');
    await world.wang.news();
    expect(await heardUntil(world.wang, '2023-06-25')).toEqual([
      '06-21 王五，机关工会有 2 项快开始： / 6月22日（周四）至6月24日（周六），开始前没有别的工作日了：',
      '06-25 王五，机关工会有 1 项逾期、1 项快到期： / 6月24日（周六）截止，已过 1 个工作日：',
    ]);
  });

  it('is moved and deleted as any other', async () => {
    await world.zhou.says('时间节点 第15项 活动周 7-3到7-12');
    expect(await world.zhou.says('时间节点 第15项 活动周 7-10到7-14')).toContain(
      '● 活动周　7月10日（周一）至7月14日（周五）　原为 7月3日（周一）至7月12日（周三）',
    );
    expect(await world.zhou.says('时间节点 删除 第15项 活动周')).toContain('要恢复，发「时间节点 第15项 活动周 7-10到7-14」');
    expect(await world.zhou.says('时间节点 第15项 7-12到7-3')).toContain('没有设定：');
  });
});

describe('typed words', () => {
  beforeAll(async () => {
    world = await createPublishedWorld();
  });
  afterAll(() => world.close());

  it.each([
    ['第11项 每月25日', '● 6月　6月25日（周日）', '● 11月　11月24日（周五）'],
    ['第11项 每月末周五', '● 6月　6月30日（周五）', '● 9月　9月28日（周四）'],
    ['第11项 每季度', '● 第二季度　6月30日（周五）', '● 第四季度　12月29日（周五）'],
    ['第11项 季末', '● 第二季度　6月30日（周五）', '● 第四季度　12月29日（周五）'],
    ['第11项 半年', '● 上半年　6月30日（周五）', '● 下半年　12月29日（周五）'],
    ['第11项 下半年', '第11项', '● 下半年　12月31日（周日）'],
    ['第11项 第三季度', '第11项', '● 第三季度　9月30日（周六）'],
    ['第11项 3月、6月、9月、12月', '● 3月　3月31日（周五）　补报', '● 12月　12月31日（周日）'],
    ['第11项 6月—9月', '第11项', '● 截止　6月1日（周四）至9月30日（周六）'],
    ['第11项 初稿 6-20 定稿 7-25', '● 初稿　6月20日（周二）', '● 定稿　7月25日（周二）'],
    ['办公室 7-14', '办公室的时间节点已设定', '● 截止　7月14日（周五）'],
    ['第3项 机关工会 读书月 7-14', '第3项 全民阅读进机关活动，机关工会的时间节点已设定', '● 读书月　7月14日（周五）'],
    ['机关工会 第3项 读书月 7-14', '第3项 全民阅读进机关活动，机关工会的时间节点已设定', '● 读书月　7月14日（周五）'],
    ['第11项 6月到9月，每月25日', '● 6月　6月25日（周日）', '● 9月　9月25日（周一）'],
    ['2023年 第3项 7-14', '2023年度第3项 全民阅读进机关活动的时间节点已设定', '● 截止　7月14日（周五）'],
    ['全部 7-14', '已设定', '● 全部　7月14日（周五）'],
    ['读书会 7-14', '已设定', '● 读书会　7月14日（周五）'],
    ['第11项 第一阶段 7-14', '已设定', '● 第一阶段　7月14日（周五）'],
    ['火星部材料 7-14', '已设定', '● 火星部材料　7月14日（周五）'],
    ['第11项 长期坚持', '● 长期　没有截止日期', '不算逾期'],
  ])('时间节点 %s, and back', async (words, first, last) => {
    const before = await world.zhou.says('时间节点');
    const answer = await world.zhou.says(`时间节点 ${words}`);
    expect(answer).toContain(first);
    expect(answer).toContain(last);
    const undo = /要改回来，发「(.+?)」/.exec(answer)?.[1];
    await world.zhou.says(undo!);
    expect(await world.zhou.says('时间节点')).toBe(before);
  });

  it.each([
    ['第3项 办公室 6-30', '没有设定：第3项没有分给办公室。'],
    ['机关各支部 6-30', '不止一个部门'],
    ['办公室、机关工会 6-30', '不止一个部门'],
    ['火星部 6-30', '没有设定：通讯录里没有叫「火星部」的部门。'],
    ['人事处 自查 6-30', '是不是组织人事部？请写「时间节点 组织人事部 6-30」这样'],
    ['第3项 地质工会 每月25日', '是不是机关工会？请写「时间节点 第3项 机关工会 6-30」这样'],
    ['年中', '没有读到日期'],
    ['第11项 初稿 6-10 初稿 6-25', '说了两次'],
    ['第11项 按上级通知时间', '没有读到日期'],
    ['第11项 次年3月底', '没有看懂'],
    ['第11项 2-30到3-5', '没有「2-30」这一天'],
    ['第3项、第5项 5-30', '没有设定时间节点：一次一项，项号写在最前面，例如「时间节点 第3项 5-30」'],
    ['机关工会 12 6-30', '一次一项'],
    ['机关工会 第5项 6-30', '没有设定：第5项没有分给机关工会。'],
    ['第11项 每月25日 到9月', '没有设定：「每月25日 到9月」后面的字没有看懂。'],
    ['第11项 每月25日 简报', '名称写在前面，例如「时间节点 第11项 简报 每月25日」'],
    ['第11项 长期 6-30', '没有设定：「长期」说的是什么时候，不能作时间节点的名称。'],
    ['第11项 6-30 到9月', '没有设定：「到9月」说的是什么时候'],
    ['机关工会 每季度 6-30', '没有设定：「每季度」说的是什么时候'],
    ['2022年 年终 8-10', '没有 2022 年度的任务分解表'],
  ])('时间节点 %s is refused', async (words, why) => {
    const before = await world.zhou.says('时间节点');
    expect(await world.zhou.says(`时间节点 ${words}`)).toContain(why);
    expect(await world.zhou.says('时间节点')).toBe(before);
  });

  it('two years at once are refused', async () => {
    expect(await world.zhou.says('2023年 时间节点 2022年 年终 8-10')).toContain('「2022年 年终」说的是什么时候');
  });

  it('one rhythm takes the place of another from today, and the way back is two messages', async () => {
    await world.zhou.says('时间节点 第11项 每月25日');
    await world.at('2023-09-06 10:00');
    const before = await world.zhou.says('时间节点 第11项');
    const answer = await world.zhou.says('时间节点 第11项 每季度末');
    expect(answer).toMatchInlineSnapshot(`
      "第11项 指导、支持新时代文明实践中心（所…的时间节点已设定，现在是：
      ● 6月　6月25日（周日）
      ● 7月　7月25日（周二）
      ● 8月　8月25日（周五）
      ● 第三季度　9月28日（周四）　新设
      ● 第四季度　12月29日（周五）　新设
      原来的「9月」「10月」「11月」「12月」不再保留。
      应报事项现有 124 件，改期 6 件，取消 6 件。
      要改回来，发「时间节点 删除 第11项 第三季度、第四季度」，再发「时间节点 第11项 9月 9-25 10月 10-25 11月 11-24 12月 12-25」。"
    `);
    for (const [, words] of answer.split('要改回来')[1]!.matchAll(/「(.+?)」/g)) await world.zhou.says(words!);
    expect(await world.zhou.says('时间节点 第11项')).toBe(before);
  });
});

describe('a date that is set too late to be reminded of', () => {
  beforeAll(async () => {
    world = await createPublishedWorld();
    await world.at('2023-10-20 15:00');
  });
  afterAll(() => world.close());

  it.each([
    [
      '第3项 初稿 10-10',
      '「初稿」10月10日（周二）已经过了，没交的现在就算逾期：此前的提醒不补发，下一次在 10月23日（周一）。\n大家还没有收到通知，要现在提醒，发「催办 3」。',
    ],
    [
      '机关工会 10-20',
      '「截止」10月20日（周五）就是今天：此前的提醒不补发，下一次在 10月23日（周一），那时已经逾期。\n大家还没有收到通知，要现在提醒，发「催办 机关工会」。',
    ],
    [
      '秋查 10-22',
      '「秋查」10月22日（周日）很近了：此前的提醒不补发，下一次在 10月23日（周一），那时已经逾期。\n大家还没有收到通知，请在群里说一声。',
    ],
    ['春查 10-9', '\n大家还没有收到通知，要现在提醒，发「催办 逾期」。'],
  ])('says so: 时间节点 %s', async (words, said) => {
    expect(await world.zhou.says(`时间节点 ${words}`)).toContain(said);
  });

  it('and says nothing of the rest', async () => {
    expect(await world.zhou.says('时间节点 第3项 终稿 10-23')).not.toMatch(/此前的提醒|大家还没有/);
    expect(await world.zhou.says('时间节点 第3项 春季 3-31')).not.toMatch(/此前的提醒|大家还没有/);
  });
});

describe('an item whose number looks like a day', () => {
  beforeAll(async () => {
    world = await createWorld();
    const lines = [1, 2].map((code) => ({ code, text: `办好第${code}件实事，有记录有总结。`, points: 2, owners: ['机关工会'] }));
    const { name, bytes } = tableFile(2023, lines);
    await world.zhou.sends({ name, bytes: Buffer.from(bytes.toString().replace('（1）', '3.5 ').replace('（2）', '3.6 ')) }, '导入');
    await world.zhou.says('确认导入');
  });
  afterAll(() => world.close());

  it.each(['3.5 7-31', '第3.5项 7-31', '3.5 7月31日', '7-31 第3.5项'])('is meant where the day is written otherwise: %s', async (words) => {
    const answer = await world.zhou.says(`时间节点 ${words}`);
    expect(answer).toMatch(/^第3\.5项 办好第1件实事.*的时间节点/);
    expect(answer).toContain('● 截止　7月31日（周一）');
    expect(answer).not.toContain('3月5日');
  });

  it.each(['3.5 7.31', '3.5'])('is asked for where both are written alike: %s', async (words) => {
    expect(await world.zhou.says(`时间节点 ${words}`)).toBe(
      '没有设定：「3.5」是第3.5项，还是日期？\n指第3.5项的，发「时间节点 第3.5项 6-30」；指日期的，写成「3-5」。',
    );
  });

  it('is a day where there is no such item', async () => {
    expect(await world.zhou.says('时间节点 7.5 7-31')).toMatch(/7月5日（周三）[^]*7月31日（周一）/);
  });

  it('is named as any other', async () => {
    expect(await world.wang.says('第3.5项')).toMatch(/^第3\.5项 办好第1件实事/);
    expect(await world.wang.says('时间节点 第3.5项')).toContain('7月31日（周一）');
  });
});

it('a name may end with a number behind a blank', async () => {
  world = await createPublishedWorld();
  expect(await world.zhou.says('时间节点 第3项 阶段 1 7-31 阶段 2 8-31')).toMatch(/● 阶段1　7月31日（周一）[^]*● 阶段2　8月31日（周四）/);
  expect(await world.zhou.says('时间节点 第3项 阶段1 7-28')).toContain('● 阶段1　7月28日（周五）　原为 7月31日（周一）');
  expect(await world.zhou.says('时间节点 机关工会 12 4-30')).toContain('一次一项');
  await world.close();
});

describe('a deadline beside days off', () => {
  afterEach(() => world.close());
  beforeEach(async () => {
    world = await createPublishedWorld();
  });

  it('is not called today on the working day before it', async () => {
    await world.zhou.says('时间节点 年中 6-24');
    await world.at('2023-06-21 10:00');
    expect((await world.wang.news()).at(-1)!.text).toContain('快到期，6月24日（周六）截止，此前没有别的工作日了：');
    expect(await world.wang.says('我的任务')).toContain('最近截止 6月24日（周六），此前没有别的工作日了。');
    expect(await world.wang.says('为什么提醒我')).toContain('6月24日（周六）截止，截止前最后一个工作日提醒');
    expect(await world.zhou.says('留痕 3')).toContain('6月24日（周六）截止，截止前最后一个工作日提醒　');
  });

  it('has passed on the day off after it', async () => {
    await world.at('2023-07-01 10:00');
    await world.wang.news();
    await world.zhou.says('催办 机关工会 仍然');
    expect(await world.wang.hears()).toContain('逾期，6月30日（周五）截止，已经过了：');
  });
});
