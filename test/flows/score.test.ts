import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deliverable } from '../../src/domain/deliverable.ts';
import { verify } from '../../src/usecases/verify.ts';
import { createPublishedWorld, file, seed, type World } from '../world.ts';

let world: World;
const inRoom = { room: 'all' };

beforeAll(async () => {
  world = await createPublishedWorld();
});

afterAll(() => world.close());

const cases = () => world.app.deps.db.selectFrom('adjustmentCases').selectAll().orderBy('number').execute();

it('starts from the items alone', async () => {
  expect(await world.zhou.says('得分')).toMatchInlineSnapshot(`
    "2023 年度得分：现在 0 分，各项全部通过后 100 分。
    各项：应得 100 分，已佐证 0，已通过 0，预计 0（22 项中 0 项全部通过）
    ● 突出政治建设深化理论武装：应得 28 分，已佐证 0，已通过 0，预计 0
    ● 加强思想道德建设培育文明新风：应得 22 分，已佐证 0，已通过 0，预计 0
    ● 加强党建工作深化廉政建设：应得 14 分，已佐证 0，已通过 0，预计 0
    ● 优化内部管理追求美好生活：应得 16 分，已佐证 0，已通过 0，预计 0
    ● 提升业务水平取得工作实绩：应得 10 分，已佐证 0，已通过 0，预计 0
    ● 加强组织领导完善工作机制：应得 10 分，已佐证 0，已通过 0，预计 0
    加分：还没有。
    扣分：还没有。
    有哪些条款、怎么登记，发「加分」「扣分」。
    细看发「得分 部门名称」「得分 第1项」。"
  `);
});

describe('加分 and 扣分 alone', () => {
  it('list the rules, each with an example that says it', async () => {
    expect(await world.zhou.says('加分')).toMatchInlineSnapshot(`
      "2023 年度加分 2 条，加分项目最多 20 分：
      1. 荣誉称号：国家级荣誉称号 每项 5 分，省部级荣誉称号 每项 3 分；限2021年1月1日至2023年12月31日
      　「加分 荣誉称号 国家级荣誉称号 2023-06-12 文号」
      2. 特色创建（最多 10 分）：国家级会议或媒体推介 3 分，省部级会议或媒体推介 2 分，省直机关相关会议或媒体推介 0.5 分；300 字以上
      　「加分 特色创建 第1种 2023-06-12 文号」
      登记时把日期和文号换成实际的；涉及哪个部门，写在后面。记过的发「得分」查看。"
    `);
    const listed = await world.zhou.says('扣分');
    const examples = [...listed.matchAll(/「(扣分 [^」]+)」/g)].map(([, example = '']) => example);
    expect(examples).toHaveLength(7);
    for (const example of examples) expect(await world.zhou.says(example), example).toMatch(/^没有登记：还缺文号或来源/);
    expect(await cases()).toEqual([]);
  });
});

describe('what is unclear or not allowed', () => {
  it.each([
    ['加分 国家级 2023-05-10 《某报》', /不止一条可能[\s\S]*1\. 荣誉称号\n2\. 特色创建\n.*「加分 第1条 国家级 2023-5-10 《某报》」/],
    ['加分 优秀奖 2023-05-10 《某报》', /没有看出是哪一条加分项/],
    ['加分 荣誉称号 世界级 2023-05-10 湘文明〔2023〕5号', /哪一种：\n1\. 国家级荣誉称号 每项 5 分\n2\. .*「加分 荣誉称号 第1种 2023-5-10/s],
    ['扣分 不合格 2023-05-10 湘直〔2023〕5号', /第6条的哪一种：\n1\. .*\n2\. .*\n5\. /],
    ['扣分 违法犯罪 科员 40分 2023-05-10 湘纪〔2023〕5号', /1\. 主要领导 每例 40 分\n[\s\S]*4\. 其他人员 每例 10 分/],
    ['加分 荣誉称号 国家级', /还缺日期，限2021年1月1日至2023年12月31日/],
    ['加分 荣誉称号 国家级 2020-12-31 湘文明〔2020〕5号', /「2020-12-31」不在期限内，本条限2021年1月1日至2023年12月31日/],
    ['加分 荣誉称号 省级 2020-05-10 湘文明〔2020〕5号', /「2020-5-10」不在期限内/],
    ['加分 荣誉称号 国家级 省级 2023-05-10 湘文明〔2023〕5号', /哪一种：\n1\. 国家级荣誉称号 每项 5 分\n2\. 省部级荣誉称号 每项 3 分/],
    ['加分 荣誉称号 国家级 2023-02-30 湘文明〔2023〕5号', /没有「2023-2-30」这一天/],
    ['加分 荣誉称号 国家级 2023-12-01 湘文明〔2023〕5号', /还没有到，请核对日期/],
    ['加分 荣誉称号 国家级 4分 2023-05-10 湘文明〔2023〕5号', /4 分不合规定，可以是：国家级荣誉称号 每项 5 分/],
    ['扣分 党纪处分 9分 2023-05-10 湘纪〔2023〕5号', /9 分不合规定，可以是：党纪处分 每例 2～6 分/],
    ['扣分 党纪处分 2023-05-10 湘纪〔2023〕5号', /还要写明几分[\s\S]*「扣分 第2条 党纪处分 2分 2023-5-10 湘纪〔2023〕5号」/],
    ['扣分 作风问题 加倍 2023-05-10 湘纪〔2023〕5号', /没有加倍的规定/],
    ['加分 特色创建 国家级 200字 2023-05-10 人民日报', /要求 300 字以上，这篇是 200 字/],
    ['加分 荣誉称号 国家级 2023-05-10 文号', /还缺文号或来源/],
    ['加分 荣誉称号 国家级 2023-05-10 湘文明〔2023〕5号 可以吗', /没有听懂/],
    ['加分 荣誉称号 国家级 省部级 2023-05-10 湘文明〔2023〕5号', /哪一种：\n1\. 国家级荣誉称号 每项 5 分\n2\. 省部级荣誉称号 每项 3 分/],
    ['加分 荣誉称号 国家级 2023-05-10 3分 湘文明〔2023〕5号', /3 分不合规定/],
    [
      '扣分 党纪处分 2-6分 2023-05-10 湘纪〔2023〕5号',
      /一次记一个分值，几种情形分开记。\n例如「扣分 第2条 党纪处分 2分 2023-5-10 湘纪〔2023〕5号」/,
    ],
    [
      '扣分 违法犯罪 其他人员 10分 重大社会影响 12分 2023-05-10 判决书',
      /4\. 其他人员 每例 10 分\n5\. 重大社会影响 另加 5～20 分\n.*第4种 2023-5-10 判决书」/,
    ],
    [
      '加分 荣誉称号 国家级 昨天 湘文明〔2023〕5号',
      /「昨天」没有写明是哪一天，限2021年1月1日[^\n]*\n例如「加分 荣誉称号 国家级荣誉称号 2023-06-12 湘文明〔2023〕5号」/,
    ],
    ['撤回 J99 写错了', /没有编号 J99/],
  ])('「%s」 enters nothing', async (words, answer) => {
    expect(await world.zhou.says(words)).toMatch(answer);
    expect(await cases()).toEqual([]);
  });

  it('is said to admins only; the sums to those who may read everything, to others those of their departments', async () => {
    for (const words of ['加分', '加分 荣誉称号 国家级 2023-05-10 湘文明〔2023〕5号', '撤回 J1 写错了']) {
      expect(await world.wu.says(words)).toMatch(/^没有登记：只有管理员可以登记加分、扣分，您可以找周主任。/);
    }
    expect(await world.zhang.says('得分')).toMatch(/只按办公室自己应报的计算。/);
    expect(await world.zhang.says('得分')).not.toMatch(/加分|扣分/);
    expect(await world.person('feng').says('得分')).toMatch(/扣分：还没有。\n细看发「得分 部门名称」「得分 第1项」。$/);
    expect(await cases()).toEqual([]);
  });
});

describe('cases', () => {
  it('are entered with number, sum and the way back', async () => {
    expect(await world.zhou.says('加分 荣誉称号 国家级 2023-05-10 文号 湘文明〔2023〕5号')).toMatchInlineSnapshot(`
      "已记下 J1：加分　荣誉称号 国家级荣誉称号
      5 分，5月10日（周三），湘文明〔2023〕5号
      加分现在共 5 分，怎么算的发「得分」。记错了发「撤回 J1 理由」。"
    `);
    expect(await world.zhou.says('加分 荣誉称号 国家级 2023-05-10 文号 湘文明〔2023〕5号')).toMatch(/^没有再记：这一次已经是 J1。/);
    expect(await world.zhou.says('加分 荣誉称号 省部级 2项 湘文明〔2022〕1号 2022-03-01 院办')).toMatch(
      /^已记下 J2.*\n3 分×2＝6 分，2022年3月1日（周二），湘文明〔2022〕1号，办公室\n加分现在共 11 分/,
    );
  });

  it('are cut by the row and by the group: 特色创建 10 within 20', async () => {
    expect(await world.zhou.says('加分 特色创建 人民日报 2023-05-10 3篇 人民日报第3版')).toMatch(
      /3 分×3＝9 分，5月10日（周三），人民日报第3版\n本条要求 300 字以上，请核对。\n/,
    );
    expect(await world.zhou.says('加分 特色创建 湖南日报 350字 2023-05-11 湖南日报《读书》')).toMatch(
      /本条合计 11 分，最多 10 分，按 10 分计。\n加分项目合计 21 分，最多 20 分，按 20 分计。\n加分现在共 20 分/,
    );
  });

  it('are scaled by headcount (260 people: 60 %), and name what else follows', async () => {
    expect(await world.zhou.says('扣分 党纪处分 4分 2023-05-10 湘纪〔2023〕5号 院办')).toMatch(
      /4 分×60%（260 人）＝2\.4 分，5月10日（周三），湘纪〔2023〕5号，办公室\n扣分现在共 2\.4 分/,
    );
    expect(await world.zhou.says('扣分 虚假信息 3条 5-10 关于张三的通报 信息室')).toMatch(
      /5 分×3＝15 分，5月10日（周三），关于张三的通报，地质信息室\n按表中规定，取消晋级资格。\n扣分现在共 17\.4 分/,
    );
  });

  it('stand in 得分 with source and what cut them', async () => {
    expect(await world.wu.says('得分')).toMatchInlineSnapshot(`
      "2023 年度得分：现在 2.6 分，各项全部通过后 102.6 分。
      各项：应得 100 分，已佐证 0，已通过 0，预计 0（22 项中 0 项全部通过）
      ● 突出政治建设深化理论武装：应得 28 分，已佐证 0，已通过 0，预计 0
      ● 加强思想道德建设培育文明新风：应得 22 分，已佐证 0，已通过 0，预计 0
      ● 加强党建工作深化廉政建设：应得 14 分，已佐证 0，已通过 0，预计 0
      ● 优化内部管理追求美好生活：应得 16 分，已佐证 0，已通过 0，预计 0
      ● 提升业务水平取得工作实绩：应得 10 分，已佐证 0，已通过 0，预计 0
      ● 加强组织领导完善工作机制：应得 10 分，已佐证 0，已通过 0，预计 0
      加分 20 分（合计 21 分，最多 20 分）：
      荣誉称号 11 分
      ● J1 国家级荣誉称号 5 分，5月10日（周三），湘文明〔2023〕5号
      ● J2 省部级荣誉称号 3 分×2＝6 分，2022年3月1日（周二），湘文明〔2022〕1号，办公室
      特色创建 10 分（合计 11 分，最多 10 分）
      ● J3 国家级会议或媒体推介 3 分×3＝9 分，5月10日（周三），人民日报第3版
      ● J4 省部级会议或媒体推介 2 分，5月11日（周四），湖南日报《读书》
      扣分 17.4 分：
      班子成员或干部职工 2.4 分
      ● J5 党纪处分 4 分×60%（260 人）＝2.4 分，5月10日（周三），湘纪〔2023〕5号，办公室
      湘直党建平台上传填报虚假信息 15 分
      ● J6 5 分×3＝15 分，5月10日（周三），关于张三的通报，地质信息室
      取消晋级资格：J6
      细看发「得分 部门名称」「得分 第1项」。"
    `);
  });

  it('are shown in a room without what may name a person', async () => {
    await world.li.news();
    await world.zhou.says('得分', inRoom);
    await world.zhou.says('扣分 张三 党纪处分 9分 2023-05-10 关于张三的通报', inRoom);
    await world.zhou.says('扣分 张三 2023-05-10 关于张三的通报', inRoom);
    const shown = await world.li.hears();
    expect(shown).toMatch(/9 分不合规定[\s\S]*没有看出是哪一条扣分项/);
    expect(shown).toMatch(/J6 5 分×3＝15 分，5月10日（周三），地质信息室/);
    expect(shown).toMatch(/湘纪〔2023〕5号，办公室/);
    expect(shown).not.toMatch(/张三|周主任/);
  });

  it('are withdrawn with a reason, once, and stay to be seen', async () => {
    expect(await world.zhou.says('撤回 J5')).toMatch(/还没有撤回。请写明编号和理由/);
    expect(await world.zhou.says('取消 J5 处分已撤销')).toMatchInlineSnapshot(`
      "J5 已撤回，不再计分，记录保留：扣分　班子成员或干部职工 党纪处分（处分已撤销）
      扣分现在共 15 分。要重新记，发「扣分 第2条 党纪处分 4分 办公室 2023-05-10 湘纪〔2023〕5号」。"
    `);
    expect(await world.zhou.says('撤回 J5 再撤一次')).toMatch(/没有变化：J5 已经撤回过了/);
    expect(await world.zhou.says('得分')).toMatch(/扣分 15 分：[\s\S]*\n已撤回：J5 班子成员或干部职工（处分已撤销）/);
    const trail = await world.zhou.says('留痕');
    expect(trail).toMatch(/周主任.*撤回扣分 J5（班子成员或干部职工）：处分已撤销/);
    expect(trail).toMatch(/登记加分 J2（2 件）：荣誉称号 省部级荣誉称号 3 分，2022年3月1日（周二），湘文明〔2022〕1号，办公室/);
    const [withdrawn] = (await cases()).filter(({ number }) => number === 5);
    expect(withdrawn).toMatchObject({ withdrawnBy: 'zhou', withdrawnReason: '处分已撤销', amount: 4 });
  });

  it('count beside the items approved so far', async () => {
    await world.li.sends(file('研判报告.pdf'), '提交 6');
    await world.li.says('完成');
    await world.wu.says('通过 B1');
    expect(await world.zhou.says('得分')).toMatch(/现在 7 分，[\s\S]*各项：应得 100 分，已佐证 2，已通过 2，预计 2（22 项中 0 项/);
    await world.zhou.says('第6项 任一完成');
    expect(await world.zhou.says('得分')).toMatch(
      /^2023 年度得分：现在 9 分，各项全部通过后 105 分。\n各项：应得 100 分，已佐证 4，已通过 4，预计 4（22 项中 1 项全部通过）/,
    );
  });

  it('can only be read once the year is closed, and survive a restart whole', async () => {
    await world.zhou.says('确认关闭 2023');
    expect(await world.zhou.says('加分 荣誉称号 国家级 2023-05-12 湘文明〔2023〕9号')).toMatch(/2023年度已经关闭，只能查看/);
    expect(await world.zhou.says('撤回 J1 写错了')).toMatch(/2023年度已经关闭，只能查看/);
    await world.restart();
    expect(await world.zhou.says('2023年 得分')).toMatch(/加分 20 分（合计 21 分，最多 20 分）/);
    expect((await verify(world.app.deps)).faults).toEqual([]);
  });

  it('are no longer whole when somebody gave points beside the reviewers', async () => {
    const { db } = world.app.deps;
    const approved = await db
      .selectFrom('deliverables')
      .select(['id', 'awarded'])
      .where('state', '=', 'approved')
      .executeTakeFirstOrThrow();
    const open = await db.selectFrom('deliverables').select('id').where('state', '=', 'open').executeTakeFirstOrThrow();
    const faultsAfter = async ({ id, ...change }: Partial<Deliverable>): Promise<string[]> => {
      await db.updateTable('deliverables').set(change).where('id', '=', id!).execute();
      return (await verify(world.app.deps)).faults;
    };
    const said = [expect.stringMatching(/^Database: item 6 of department \S+ is approved, but its verdicts do not say so\./)];
    expect(await faultsAfter({ id: approved.id, awarded: 99 })).toEqual(said);
    expect(await faultsAfter(approved)).toEqual([]);
    expect(await faultsAfter({ id: open.id, state: 'approved' })).toHaveLength(1);
    expect(await faultsAfter({ id: open.id, state: 'open' })).toEqual([]);
  });
});

it('goes on in a second message when there are many cases', async () => {
  await world.zhou.says('2023年 重新开放');
  for (let n = 1; n <= 9; n++) await world.zhou.says(`扣分 作风问题 2023-05-0${n} 湘纪〔2023〕${n}号`);
  const shown = (await world.wu.says('得分')).split('\n\n');
  expect(shown).toHaveLength(1);
  await world.zhou.says('扣分 作风问题 2023-05-10 湘纪〔2023〕10号');
  await world.zhou.says('扣分 作风问题 2023-05-11 湘纪〔2023〕11号');
  const [head, more] = (await world.wu.says('得分')).split('\n\n');
  expect(head).toMatch(/扣分 48 分：\n省纪委[^\n]* 33 分\n[\s\S]*其余的在下一条/);
  expect(more).toMatch(/^得分续（2\/2）：\n省纪委[\s\S]*J17[\s\S]*J6 /);
});

it('counts no case of a rule that a new table leaves out, and keeps it to be seen', async () => {
  const { bytes } = await seed('txt');
  const rule = '在湘直党建（湘直文明）平台上传填报虚假信息，每条扣 5 分，取消晋级资格。';
  const other = Buffer.from(bytes).toString().replace(rule, '发生食品浪费问题被曝光的，每次扣 1 分。');
  await world.zhou.sends({ name: 'notice.txt', bytes: Buffer.from(other) }, '导入');
  expect(await world.zhou.says('确认导入')).toMatch(/^已/);
  const shown = await world.zhou.says('得分');
  expect(shown).toMatch(/J6 5 分×3，条款已取消，不计，5月10日（周三），关于张三的通报，地质信息室/);
  expect(shown).not.toMatch(/取消晋级资格/);
  expect(await world.zhou.says('扣分 虚假信息 1条 5-10 关于李四的通报')).toMatch(/没有看出是哪一条扣分项/);
  expect(await world.zhou.says('撤回 J6 条款没有了')).toMatch(/看全部发「得分」。$/);
});

it('says when a department nobody knows went into the paper, and whom it may mean', async () => {
  expect(await world.zhou.says('扣分 绩效评估 2023-05-12 湘直〔2023〕6号 地质工会')).toMatch(
    /，湘直〔2023〕6号 地质工会\n「地质工会」记作来源。如果是指机关工会，请撤回后写上「机关工会」重新记。\n/,
  );
  expect(await world.zhou.says('扣分：绩效评估，2023-05-12，湘直〔2023〕8号，机关工会')).toMatch(/，湘直〔2023〕8号，机关工会\n扣分现在共/);
  expect((await cases()).at(-1)).toMatchObject({ source: '湘直〔2023〕8号', departmentId: 'union' });
  expect(await world.zhou.says('扣分 绩效评估 2023-05-12 湘直〔2023〕7号 省政府绩效办')).not.toMatch(/记作来源/);
});

it('takes a withdrawn case back exactly as it stood, with the words the withdrawal ends with', async () => {
  for (const words of ['扣分 群体性事件 2起 5-11 关于李四的通报 信息室', '加分 荣誉称号 省部级 2023-05-12 湘文明〔2023〕7号']) {
    const number = /J(\d+)/.exec(await world.zhou.says(words))![1]!;
    const again = /要重新记，发「([^」]+)」/.exec(await world.zhou.says(`撤回 J${number} 试一试`))![1]!;
    expect(await world.zhou.says(again)).toMatch(/^已记下 J/);
    const [before, after] = (await cases()).slice(-2);
    const standing = { withdrawnAt: null, withdrawnBy: null, withdrawnReason: null };
    expect(after).toEqual({ ...before, ...standing, number: Number(number) + 1, enteredAt: after!.enteredAt });
  }
});

it('explains an item with many shares by what was decided first, and says where more points are', async () => {
  await world.zhou.says('采用默认节点');
  await world.li.sends(file('培训总结.pdf'), '提交 19');
  await world.li.says('完成');
  const number = /B\d+/.exec(await world.wu.says('待审'))![0];
  await world.wu.says(`通过 ${number} 0分`);
  const lines = (await world.zhou.says('得分 第19项')).split('\n');
  expect(lines[2]).toMatch(/^● 地质信息室.*：已通过，评 0 分（B\d+）$/);
  const words = /^另有 \d+ 件，某个部门的得分发「(得分 [^」]+)」这样查看。$/.exec(lines[12]!)![1]!;
  expect(await world.zhou.says(words)).toMatch(/^\S+ 2023 年度得分：/);
});
