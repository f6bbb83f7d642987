import { afterEach, beforeEach, expect, it } from 'vitest';
import { tableFile, type Line } from '../helpers/tables.ts';
import { createWorld, createWorldAfter, type World } from '../world.ts';

const LINES: Line[] = [
  { code: 1, text: '开展全民阅读进机关活动，有方案、有图片、有总结。', points: 3, owners: ['地质工会', '人事处'], deadline: '待定' },
  { code: 2, text: '落实安全生产责任制，开展消防安全检查。', points: '', owners: ['各科室'] },
  { code: 3, text: '组织志愿服务进社区，建立志愿者档案。', points: 2, owners: ['有关部门'] },
];

let world: World;
let preview: string;
beforeEach(async () => {
  world = await createWorldAfter('a table with questions waits', async () => {
    const begun = await createWorld();
    await begun.zhou.sends(tableFile(2023, LINES, { declared: 10 }), '导入');
    return begun;
  });
  preview = await world.zhou.hears();
});
afterEach(() => world.close());

it('asks what it could not read, with the likeliest answer, and adds up', () => {
  expect(preview).toContain('3 项，1 个项目，合计 5 分，与表中不一致，1 项没有分值\n　精神文明建设：3 项 5 分，表中写 10 分，少 5 分\n');
  expect(preview).toContain('第1项「地质工会」不在通讯录，是「机关工会」吗？是就发「地质工会=机关工会」，不是就先待认领');
  expect(preview).toContain('第1项的时限「待定」没有读懂');
  expect(preview).toMatch(/现在定就发「第1项 截止 6-30」\n/);
  expect(preview).toMatch(/第2项没有读到分值.*「第2项 5分」\n/);
  expect(preview).toContain('第1项「人事处」不在通讯录，是「组织人事部」吗？');
  expect(preview).toContain('第2项「各科室」指哪些部门？如果就是「机关各部门」，请发「各科室=机关各部门」；不答就先待认领');
  expect(preview).toContain('第3项写的是「有关部门」，没有说是哪些部门，请发「第3项 责任部门 办公室、机关党委」这样指定；不指定就先待认领');
});

it('takes the answers before 确认导入, each with what is left and how to undo it', async () => {
  const aliased = await world.zhou.says('地质工会=机关工会');
  expect(aliased).toContain('已记下：「地质工会」就是机关工会');
  expect(aliased).toContain('等您确认的《2023年度创建任务分解表》，还要您看的：');
  expect(aliased).not.toContain('「地质工会」不在通讯录');

  const dated = await world.zhou.says('第1项 截止 6-30');
  expect(dated).toMatch(/^已改：第1项 全民阅读进机关活动，时限 「6-30」，即6月30日（周五）。\n现在读作：3 分；责任部门 地质工会、人事处；/);
  expect(dated).toContain('要改回来，发「第1项 截止 无」。');
  expect(dated).not.toContain('待定');

  const scored = await world.zhou.says('第2项 5分');
  expect(scored).toMatch(/^已改：第2项 .*，5 分。/);
  expect(scored).toContain('要改回来，发「第2项 不计分」。');
  expect(scored).not.toContain('没有读到分值');

  const owned = await world.zhou.says('第3项 责任部门 办公室、机关党委');
  expect(owned).toMatch(/^已改：第3项 .*，责任部门 办公室、机关党委。/);
  expect(owned).toContain('要改回来，发「第3项 责任部门 有关部门牵头」。');
  expect(owned).not.toContain('有关部门」，没有说');
  expect(await world.zhou.says('第2项 截止 每季度末')).toContain(
    '第一季度 3月31日（周五）、第二季度 6月30日（周五）、第三季度 9月28日（周四）',
  );

  expect(await world.zhou.says('预览')).toMatch(
    /^读好了[\s\S]*● 表里写了日期的 2 项，确认后设为该项的时间节点：第1项 6月30日（周五）；第2项 第一季度/,
  );
  expect(await world.zhou.says('确认导入')).toMatch(/^已生效：3 项任务/);
  expect(await world.zhou.says('第1项')).toContain('时间节点：截止 6月30日（周五）');
  expect(await world.zhou.says('第2项')).toContain('（5分）');
  expect(await world.zhou.says('第3项')).toMatch(/牵头　办公室[\s\S]*配合　机关党委/);
});

it.each([
  ['上半年', '「上半年」，即上半年 6月30日（周五）'],
  ['12月底', '「12月底」，即12月31日（周日）'],
  ['11月20日前初稿，12月10日前定稿', '即初稿 11月20日（周一）、定稿 12月10日（周日）'],
  ['每季度末', '第一季度 3月31日（周五）、第二季度'],
])('takes a deadline worded as tables word it: %s', async (words, reading) => {
  const answer = await world.zhou.says(`第1项 截止 ${words}`);
  expect(answer).toMatch(/^已改：第1项/);
  expect(answer).toContain(reading);
});

it('does not add up points where a table has them on its headings only, or has none', async () => {
  const unscored = LINES.map((line) => ({ ...line, points: '' as const }));
  const declared = await world.zhou.sends(tableFile(2023, unscored, { declared: 10 }), '导入');
  expect(declared).toContain('● 3 项，1 个项目，分值只写到项目（10）\n');
  const bytes = Buffer.from('序号,任务,责任部门\n1,开展学习,办公室\n2,组织活动,机关工会\n');
  const none = await world.zhou.sends({ name: '2023年.csv', bytes }, '导入');
  expect(none).toContain('● 2 项，1 个项目，没有分值\n');
  expect(`${declared}${none}`).not.toContain('不一致');
});

it('says that points put in do not add up', async () => {
  const lines = [3, 7].map((points, n) => ({ code: n + 1, text: `${'甲乙'[n]}项工作有安排、有检查。`, points, owners: ['办公室'] }));
  await world.zhou.sends(tableFile(2023, lines, { declared: 10 }), '导入');
  expect(await world.zhou.says('第1项 4分')).toContain('考评项目「精神文明建设」各项合计 11 分，表中写的是 10 分，请核对');
  expect(await world.zhou.says('第1项 3分')).not.toContain('请核对');
});

it('does not take 有关部门 for the name of one department for ever', async () => {
  expect(await world.zhou.says('有关部门=办公室')).toMatch(/^没有改动：「有关部门」没有说是哪个部门/);
  expect(await world.zhou.says('预览')).toContain('第3项写的是「有关部门」，没有说是哪些部门');
});

it('takes several answers in one message, all or none', async () => {
  const answer = await world.zhou.says('第1项 截止 12月底\n第2项 5分\n第3项 责任部门 办公室');
  expect(answer).toMatch(/^已改 3 处：\n第1项 .*，时限 「12月底」.*\n第2项 .*，5 分\n第3项 .*，责任部门 办公室\n要改回来，发：\n/);
  expect(answer).not.toContain('没有读到分值');
  const undo = answer.slice(answer.indexOf('发：\n') + 3, answer.indexOf('\n还要您看的'));
  expect(await world.zhou.says(undo)).toMatch(/^已改 3 处：\n第3项 .*，责任部门 有关部门\n第2项 .*，不计分\n/);

  expect(await world.zhou.says('第1项 截止 6-30，第2项 截止 2-30')).toMatch(/^没有改动：没有「2-30」这一天。/);
  expect(await world.zhou.says('第1项')).not.toContain('6月30日');
});

it('says that nothing changed when an item reads so already', async () => {
  const again = await world.zhou.says('第3项 2分');
  expect(again).toMatch(/^没有变化：第3项 .*，2 分。\n/);
  expect(again).not.toContain('要改回来');
});

it('keeps in 留痕 what was said of an item before 确认导入', async () => {
  await world.zhou.says('第3项 责任部门 办公室、机关党委');
  await world.zhou.says('第3项 2.5分');
  await world.zhou.says('确认导入');
  expect(await world.zhou.says('留痕 3')).toContain('导入前更正第3项：责任部门 有关部门→办公室、机关党委；分值 2→2.5');
});

it('undoes an answer with the words it gave', async () => {
  await world.zhou.says('第3项 责任部门 办公室');
  expect(await world.zhou.says('预览')).not.toContain('没有说是哪些部门');
  await world.zhou.says('第3项 责任部门 有关部门牵头');
  expect(await world.zhou.says('预览')).toContain('没有说是哪些部门');
  await world.zhou.says('第1项 4分');
  expect(await world.zhou.says('第1项 3分')).toMatch(/^已改：第1项 .*，3 分。/);
});

it('refuses what cannot be, with the next step, and changes nothing', async () => {
  expect(await world.zhou.says('第9项 截止 6-30')).toMatch(
    /^等您确认的《2023年度创建任务分解表》里没有第9项。\n请写表里的项号，例如「第1项」/,
  );
  expect(await world.zhou.says('第1项 截止 2-30')).toMatch(/^没有改动：没有「2-30」这一天。\n.*「第1项 截止 6-30」/);
  expect(await world.zhou.says('第1项 截止 2024-1-31')).toMatch(/^没有改动：「2024-1-31」不在 2023 年。/);
  expect(await world.zhou.says('第1项 截止 每逢佳节')).toMatch(/^没有改动：没有看懂时限「每逢佳节」。/);
  expect(await world.zhou.says('第1项 责任部门 天文台')).toMatch(/「天文台」/);
  expect(await world.wang.says('第1项 截止 6-30')).toMatch(/管理员/);
  expect(await world.zhou.says('第1项')).toContain('时限：「待定」，没有日期');
});

it('shows an item as it was read, with the cells of the table', async () => {
  const item = await world.zhou.says('第1项');
  expect(item).toMatch(/^第1项 全民阅读进机关活动（3分），来自还没有生效的《2023年度创建任务分解表》\n/);
  expect(item).toContain('原表第1张表第2行：责任部门「地质工会 人事处」；完成时限「待定」');
  expect(item).toMatch(/要改发「第1项 截止 6-30」/);
  await world.zhou.says('确认导入');
  expect(await world.zhou.says('第1项')).toContain('完成时限「待定」');
});

it('without a waiting table a day is a time point of the plan in force, and the rest is told where it is done', async () => {
  await world.zhou.says('确认导入');
  expect(await world.zhou.says('第1项 截止 6-30')).toMatch(/^第1项 .*的时间节点已设定/);
  expect(await world.zhou.says('第1项 5分')).toMatch(/^没有改动：没有等您确认的任务分解表。\n.*再导入一次/);
  expect(await world.zhou.says('第1项 责任部门 办公室')).toContain('「分派 1 办公室 牵头」');
  expect(await world.zhou.says('预览')).toMatch(/^没有等您确认的导入/);
});

it('a long list of questions goes on where it is asked for', async () => {
  const lines = Array.from({ length: 30 }, (_, n): Line => ({
    code: n + 1,
    text: `做好第${n + 1}件实事，有记录。`,
    points: 1,
    owners: [`外单位${'甲乙丙丁戊己庚辛壬癸'.charAt(n % 10)}${n}`],
  }));
  const long = await world.zhou.sends(tableFile(2023, lines), '导入');
  expect(long).toMatch(/\n10\. [^\n]+\n另有 \d+ 个，发「全部问题」看全\n/);
  const all = await world.zhou.says('全部问题');
  expect(all).toMatch(/问题（续）：\n11\. /);
  expect(all).toContain('第30项「外单位癸29」不在通讯录');
});

it('a list of questions too long for the chat says how many it leaves out', async () => {
  const lines = Array.from({ length: 200 }, (_, n): Line => ({
    code: n + 1,
    text: `做好第${n + 1}件实事，有记录。`,
    points: 1,
    owners: [`外单位${'甲乙丙丁戊己庚辛壬癸'.charAt(n % 10)}${n}`],
  }));
  await world.zhou.sends(tableFile(2023, lines), '导入');
  const all = await world.zhou.says('全部问题');
  const shown = [...all.matchAll(/^\d+\. /gm)].length;
  const [, left] = /\n还有 (\d+) 个没有列出：.*「全部问题」.*$/.exec(all) ?? [];
  expect(shown + Number(left)).toBeGreaterThanOrEqual(200);
  expect(await world.zhou.says('确认导入')).toMatch(/「外单位甲0=部门名称」认领：.*等 200 个名称。/);
  const renamed = lines.map((line) => ({ ...line, owners: line.owners.map((owner) => `新${owner}`) }));
  await world.zhou.sends(tableFile(2023, renamed), '导入');
  expect(await world.zhou.says('确认导入')).toMatch(/「新外单位甲0=部门名称」认领：.*等 200 个名称。/);
});

it('an item without a department is not forgotten once the table is in force', async () => {
  const lines: Line[] = [
    { code: 1, text: '甲项工作有安排、有检查。', points: 3, owners: ['办公室'] },
    { code: 2, text: '乙项工作有安排、有检查。', points: 7, owners: [] },
  ];
  expect(await world.zhou.sends(tableFile(2023, lines), '导入')).toContain('第2项没有写责任部门');
  expect(await world.zhou.says('确认导入')).toContain('\n待认领（没有责任部门）：第2项，发「分派 2 办公室 牵头」指定。\n');
  expect(await world.zhou.says('第2项')).toContain('责任部门：还没有定\n');
  expect(await world.zhou.says('进度')).toContain('\n待认领（没有责任部门）：第2项\n');

  await world.zhou.sends(tableFile(2023, [{ ...lines[0]!, owners: [] }, lines[1]!]), '导入');
  expect(await world.zhou.says('确认导入')).toContain('\n待认领（没有责任部门）：第1、2项，发「分派 1 办公室 牵头」指定。\n');
  await world.zhou.says('分派 1 办公室 牵头');
  expect(await world.zhou.says('分派 2 机关党委 牵头')).toContain('已分派');
  expect(await world.zhou.says('进度')).not.toContain('没有责任部门');
});

it('a cancelled item is still shown, with whose it was and no blank where states would stand', async () => {
  const lines = ['甲', '乙'].map((name, n): Line => ({
    code: n + 1,
    text: `${name}项工作有安排、有检查。`,
    points: 5,
    owners: ['办公室'],
  }));
  await world.zhou.sends(tableFile(2023, lines), '导入');
  await world.zhou.says('确认导入');
  await world.zhou.sends(tableFile(2023, lines.slice(0, 1)), '导入');
  await world.zhou.says('确认导入');
  expect(await world.zhou.says('第2项')).toMatch(/已取消[\s\S]*\n● 牵头　办公室\n/);
});

it('an item of a table imported again is shown as it was read, beside the one in force', async () => {
  const lines = ['甲', '乙'].map((name, n): Line => ({
    code: n + 1,
    text: `${name}项工作有安排、有检查。`,
    points: 5,
    owners: ['办公室'],
  }));
  await world.zhou.sends(tableFile(2023, lines.slice(0, 1)), '导入');
  await world.zhou.says('确认导入');
  await world.zhou.sends(tableFile(2023, [{ ...lines[0]!, points: 4, deadline: '9月底前' }, lines[1]!]), '导入');
  expect(await world.zhou.says('第2项')).toMatch(/^第2项 .*，来自还没有生效的《2023年度创建任务分解表》\n/);
  const both = await world.zhou.says('第1项');
  expect(both).toMatch(/（5分）\n[\s\S]*时间节点：还没有定/);
  expect(both).toMatch(/（4分），来自还没有生效的[\s\S]*时限：「9月底前」/);
  expect(await world.zhang.says('第1项')).not.toContain('还没有生效');
  expect(await world.zhou.says('第3项')).toMatch(/没有第 ?3 ?项/);
});
