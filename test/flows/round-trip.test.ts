import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFaults } from '../helpers/faults.ts';
import { tableFile, type Line } from '../helpers/tables.ts';
import { createWorld, file, type World } from '../world.ts';

const READING = '开展全民阅读进机关活动，有方案、有图片、有总结。';
const SAFETY = '落实安全生产责任制，开展消防安全检查，全年无责任事故。';
const SERVICE = '组织志愿服务进社区，建立志愿者档案。';
const CANTEEN = '办好职工食堂，落实节约粮食措施。';
const TRAINING = '举办职工业务能力培训，有计划、有考核。';
const HEALTH = '举办健康讲座，为职工建立健康档案。';

const FIRST: Line[] = [
  { code: 1, text: READING, points: 3, owners: ['机关工会', '机关党委'], deadline: '6月30日前' },
  { code: 2, text: SAFETY, points: 5, owners: ['安全生产管理室'], deadline: '每季度末' },
  { code: 3, text: SERVICE, points: 2, owners: ['机关团委', '地质工会'] },
  { code: 4, text: CANTEEN, points: 4, owners: ['后勤服务中心'], deadline: '11月20日前、12月10日前' },
  { code: 5, text: TRAINING, points: 6, owners: ['地质信息室', '机关工会'], deadline: '长期坚持' },
];

/** 1 has other points, 2 became 3, 3 is gone, 4 another owner, one owner of 5 leaves, and 2 is new. */
const SECOND: Line[] = [
  { code: 1, text: READING, points: 4, owners: ['机关工会', '机关党委'], deadline: '9月15日前' },
  { code: 2, text: HEALTH, points: 2, owners: ['机关工会'], deadline: '5月31日前' },
  { code: 3, text: SAFETY, points: 5, owners: ['安全生产管理室'], deadline: '每季度末' },
  { code: 4, text: CANTEEN, points: 4, owners: ['办公室'], deadline: '11月20日前、12月10日前' },
  { code: 5, text: TRAINING, points: 6, owners: ['地质信息室'], deadline: '长期坚持', category: '业务水平' },
];

describe('a table imported again', () => {
  let world: World;
  const say = (id: string, text: string): Promise<string> => world.person(id).says(text);
  const handIn = async (id: string, name: string, words: string): Promise<string> => {
    await world.person(id).sends(file(name), words);
    return say(id, '完成');
  };

  beforeAll(async () => {
    world = await createWorld({ now: '2023-06-12 09:30' });
    await world.zhou.sends(tableFile(2023, FIRST, { name: '初稿.txt' }), '导入');
    await world.zhou.says('第2项 截止 每季度末');
  });
  afterAll(() => world.close());

  it('makes time points of the dates the table states, on working days where it names a rhythm', async () => {
    const confirmed = await say('zhou', '确认导入');
    expect(confirmed).toContain('表里写了日期的已设为时间节点：第1、2、4项；要看要改发「时间节点 第1项」，要删发「时间节点 删除 第1项」');
    expect(await say('zhou', '第1项')).toContain('时间节点：截止 6月30日（周五）');
    expect(await say('zhou', '第2项')).toContain(
      '时间节点：第一季度 3月31日（周五）（补报）、第二季度 6月30日（周五）、第三季度 9月28日（周四）、第四季度 12月29日（周五）',
    );
    expect(await say('zhou', '第4项')).toContain('时间节点：11月20日 11月20日（周一）、12月10日 12月10日（周日）');
    expect(await say('zhou', '第5项')).toContain('时间节点：还没有定');
  });

  it('lives for a while: work is handed in, and things are settled in chat', async () => {
    expect(await handIn('wang', '读书方案.pdf', '提交 1')).toContain('B1');
    expect(await handIn('qian', '志愿服务.pdf', '提交 3')).toContain('B2');
    expect(await handIn('wang', '培训.pdf', '提交 5')).toContain('B3');
    expect(await say('wu', '通过 B1')).toMatch(/B1/);
    expect(await say('zhou', '分派 2 办公室 配合')).toContain('办公室配合');
    expect(await say('zhou', '时间节点 第4项 初稿 10-20')).toContain('10月20日');
    expect(await say('zhou', '延期 1 机关党委 7-20 读书会改期')).toContain('7月20日');
    expect(await say('zhou', '第1项 任一完成')).toContain('任一');
    expect(await say('zhou', '第1项 全部完成')).toContain('都要');
  });

  it('says before 确认导入 what it keeps, changes, takes away and adds, and what was handed in for it', async () => {
    for (const id of ['wang', 'qian', 'he', 'zhang', 'li', 'zhao']) await world.person(id).news();
    await world.zhou.sends(tableFile(2023, SECOND, { name: '修订.txt' }), '导入');
    await say('zhou', '第3项 截止 每季度末');
    const preview = await say('zhou', '预览');
    expect(preview).toMatch(/确认后设为该项的时间节点：第1项 9月15日（周五）；第2项 .*；第3项 .*。不对的/);
    expect(preview).not.toMatch(/确认后设为.*第4项/);
    expect(preview.slice(preview.indexOf('2023年度的任务分解表已经生效'))).toBe(
      [
        '2023年度的任务分解表已经生效。这份与它相比：',
        '● 不变 1 项；换了项号：第3项（原第2项）',
        '● 有变化 3 项：第1项 分值 3→4，时限 6月30日前→9月15日前；第4项 责任部门 后勤服务中心→办公室；第5项 责任部门 地质信息室、机关工会→地质信息室，归类有改动',
        '● 去掉 1 项：第3项 组织志愿服务进社区（已交 1 份）',
        '● 新增 1 项：第2项 举办健康讲座',
        '● 不再负责：第5项 机关工会（已交 1 份）；第4项 后勤服务中心',
        '● 第4项的日期是您在聊天里定的，与表中不同，保留不动',
        '确认后换成这一份：涉及已交的 2 份材料都仍可查看，去掉的项不再计入；其余已交的材料、分派、延期和您定的时间节点都保留，有变化的部门会收到一条通知。',
        '发「确认导入」更新，「取消」放弃。',
      ].join('\n'),
    );
  });

  it('is shown again when somebody hands something in meanwhile', async () => {
    expect(await handIn('qian', '志愿补充.pdf', '提交 3')).toContain('B2');
    expect(await handIn('he', '食堂.pdf', '提交 4')).toContain('B4');
    expect(await say('zhou', '确认导入')).toMatch(
      /^还没有生效：您看过以后[\s\S]*第4项 后勤服务中心（已交 1 份）[\s\S]*发「2023年 确认导入」/,
    );
    expect(await say('zhou', '第1项')).toContain('（3分）');
  });

  it('takes the place of the one in force, and everybody is told once what changed for them', async () => {
    for (const id of ['wang', 'qian', 'he', 'zhang', 'li', 'zhao']) await world.person(id).news();
    const answer = await say('zhou', '确认导入');
    expect(answer).toMatch(/^已更新：2023年度任务分解表换成了这一份，现在应报 \d+ 件。/);
    expect(answer).toContain('涉及的 3 份材料都还在');
    expect(answer).toMatch(/要改回来，把原来的表《初稿\.txt》再导入一次。$/);
    expect(await world.wang.hears()).toBe(
      [
        '王五，2023年度任务分解表更新了，您部门有变化的：',
        '新增：',
        '第2项 举办健康讲座（牵头，2分）',
        '有变化：',
        '第1项 全民阅读进机关活动（分值 3→4；时限 6月30日前→9月15日前）',
        '不用您部门报了：第5项 举办职工业务能力培训',
        '别的不变，交过的材料都还在。现在要交的发「我的任务」。',
      ].join('\n'),
    );
    expect(await world.person('qian').hears()).toContain('已取消：第3项 组织志愿服务进社区');
    expect(await world.zhang.hears()).toMatch(/新增：\n第4项 办好职工食堂（牵头，4分）\n有变化：\n第3项 安全生产责任制（原第2项）/);
    expect(await world.person('li').hears()).toContain('第5项 举办职工业务能力培训（责任部门');
    expect(await findFaults(world.app.deps.db)).toEqual([]);
  });

  it('keeps what was handed in, granted and settled in chat with the items that go on', async () => {
    expect(await say('zhou', '第1项')).toMatch(/（4分）[\s\S]*时间节点：截止 9月15日（周五）[\s\S]*牵头　机关工会：.*通过.*B1/);
    expect(await say('zhou', '第3项')).toMatch(/落实安全生产责任制[\s\S]*配合　办公室/);
    expect(await say('zhou', '第4项')).toContain('时间节点：初稿 10月20日（周五）、11月20日 11月20日（周一）、12月10日 12月10日（周日）');
    expect(await say('zhou', '第2项')).toMatch(/举办健康讲座[\s\S]*截止 5月31日/);
    expect(await say('wang', '我的任务')).toMatch(/第2项 举办健康讲座/);
    expect(await say('zhou', '逾期')).not.toContain('机关工会');
    expect(await say('zhou', '进度')).toMatch(/● 精神文明建设　1\/15\n● 业务水平　0\/2\n/);
    expect(await say('zhou', '进度 业务水平')).toContain('第5项');
    expect(await say('zhou', '留痕 4')).toContain('责任部门 后勤服务中心→办公室');
  });

  it('what was handed in for items and shares that are gone stays readable and counts nowhere', async () => {
    expect(await say('zhou', 'B2')).toMatch(/第3（已取消）项 组织志愿服务进社区/);
    expect(await say('zhou', 'B4')).toMatch(/第4项 办好职工食堂/);
    expect(await say('wu', '退回 B2 R2')).toMatch(/B2 没有退回.*已经取消，不用再补正/);
    expect(await say('qian', '我的任务')).not.toContain('志愿服务');
    expect(await say('qian', '提交 3')).not.toContain('志愿服务');
    expect(await say('zhou', '进度 机关团委')).not.toContain('第3');
    expect(await world.app.deps.db.selectFrom('submissions').select('number').where('state', '=', 'submitted').execute()).toHaveLength(3);
  });

  it('can be taken back by the old table: what was gone is back with what was handed in', async () => {
    const preview = await world.zhou.sends(tableFile(2023, FIRST, { name: '初稿.txt' }), '导入');
    await say('zhou', '第2项 截止 每季度末');
    expect(preview).toContain('● 新增 1 项：第3项 组织志愿服务进社区（恢复）');
    expect(await say('zhou', '确认导入')).toMatch(/^已更新/);
    expect(await say('zhou', '第3项')).toMatch(/组织志愿服务进社区[\s\S]*牵头　机关团委：待审.*B2/);
    expect(await say('zhou', '第4项')).toMatch(/后勤服务中心：.*B4/);
    expect(await say('zhou', '第5项')).toMatch(/机关工会.*：待审.*B3/);
    expect(await say('zhou', '第2项')).toMatch(/落实安全生产责任制[\s\S]*配合　办公室/);
    expect(await say('zhou', '进度')).not.toContain('业务水平');
    expect(await findFaults(world.app.deps.db)).toEqual([]);
  });

  it('of a closed year is refused', async () => {
    await say('zhou', '确认关闭 2023');
    const preview = await world.zhou.sends(tableFile(2023, SECOND), '导入');
    expect(preview).toContain('关闭的年度只能查看，不能再导入');
    expect(await say('zhou', '确认导入')).toMatch(/^没有改动：2023年度已经关闭/);
  });
});

describe("next year's table", () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld({ now: '2023-06-12 09:30' });
    await world.zhou.sends(tableFile(2023, FIRST), '导入');
    await world.zhou.says('确认导入');
    await world.zhou.says('分派 3 机关工会');
    await world.zhou.says('分派 3 后勤服务中心');
    await world.zhou.says('第1项 任一完成');
    await world.zhou.says('延期 1 机关工会 7-20 忙');
    await world.wang.sends(file('读书.pdf'), '提交 1');
    await world.wang.says('完成');
    await world.at('2024-03-11 09:30');
  });
  afterAll(() => world.close());

  it('is compared with the year before, and takes over people and rules, never states', async () => {
    const next = FIRST.filter(({ code }) => code !== 4).map((line) =>
      line.code === 3 ? { ...line, owners: ['机关团委', '有关部门'] } : line.code === 5 ? { ...line, owners: [] } : line,
    );
    const preview = await world.zhou.sends(tableFile(2024, next), '导入');
    expect(preview).toContain('与 2023 年度的表相比：');
    expect(preview).toContain('● 去掉 1 项：第4项 办好职工食堂');
    expect(preview).toContain('第3项写的是「有关部门」，没有说是哪些部门');
    expect(preview).toContain('表里没有定的，沿用 2023 年度的责任部门：第3项 机关工会、后勤服务中心；第5项 地质信息室、机关工会');
    const confirmed = await world.zhou.says('确认导入');
    expect(confirmed).toContain('已沿用 2023 年度的责任部门：第3项 机关工会、后勤服务中心；');
    expect(confirmed).toContain('已沿用「任一部门完成即可」：第1项');
    const third = await world.zhou.says('第3项');
    expect(third).toMatch(/责任部门：机关团委、有关部门\n/);
    expect(third).toMatch(/配合　(?:机关工会、后勤服务中心|后勤服务中心、机关工会)：未交/);
    expect(await world.zhou.says('第5项')).toMatch(/● 牵头　地质信息室：未交[\s\S]*● 配合　机关工会：未交/);
    const first = await world.zhou.says('第1项');
    expect(first).toMatch(/任一部门完成即可[\s\S]*截止 6月30日（周日）/);
    expect(first).not.toMatch(/B1|7月20日/);
    expect(await world.zhou.says('2023年 第1项')).toContain('B1');
    expect(await findFaults(world.app.deps.db)).toEqual([]);
  });
});

it('asks nobody again for what they took back from an item that is theirs no more', async () => {
  const world = await createWorld({ now: '2023-06-12 09:30' });
  await world.zhou.sends(tableFile(2023, [{ code: 1, text: READING, points: 3, owners: ['机关工会', '机关党委'] }]), '导入');
  await world.zhou.says('确认导入');
  await world.wang.sends(file('方案.pdf'), '提交 1');
  await world.wang.says('完成');
  await world.zhou.sends(tableFile(2023, [{ code: 1, text: READING, points: 3, owners: ['机关党委'] }]), '导入');
  await world.zhou.says('确认导入');
  const answer = await world.wang.says('撤回 B1');
  expect(answer).toMatch(/^B1 已撤回，文件都还在。\n第1项.*机关工会.*不用再交/);
  expect(answer).not.toContain('提交 1');
  await world.close();
});
