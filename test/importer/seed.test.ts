import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PlanDraft } from '../../src/domain/plan-draft.ts';
import { loadDirectoryFile } from '../../src/config/directory-file.ts';
import { checkDepartments } from '../../src/importer/check-departments.ts';
import { looksLikePlanText } from '../../src/importer/looks-like-plan-text.ts';
import { readPlan } from '../../src/importer/read-plan.ts';
import { seed } from './documents.ts';
import { seedOldWorkbook, seedWorkbook } from './workbooks.ts';

let draft: PlanDraft;
beforeAll(async () => {
  draft = await readPlan({ kind: 'file', name: '任务分解表.docx', bytes: seed.docx });
});

test('the notice reads the same as Word file, as Word 97 file and as pasted text', async () => {
  expect(await readPlan({ kind: 'file', name: '任务分解表.doc', bytes: seed.doc })).toEqual(draft);
  expect(await readPlan({ kind: 'text', text: seed.text })).toEqual(draft);
  expect(await readPlan({ kind: 'file', name: '通知.txt', bytes: Buffer.from(seed.text) })).toEqual(draft);
});

test.each(['组织人事部\r机关党委', '地质信息室\r办公室'])('blank cells of a Word 97 file stay blank (%j)', async (words) => {
  const bytes = Buffer.from(seed.doc);
  bytes.write(words.replace(/[^\r]/g, ' '), bytes.indexOf(words, 'utf16le'), 'utf16le');
  const { tasks } = await readPlan({ kind: 'file', name: '任务分解表.doc', bytes });
  const blank = tasks.filter(({ departments }) => departments.length === 0);
  expect(blank).toHaveLength(1);
  expect(tasks.filter((task) => task !== blank[0])).toEqual(draft.tasks.filter(({ code }) => code !== blank[0]!.code));
});

test('and the same from a workbook of either kind', async () => {
  // Only the rows have other numbers: the notice stands above them in the same sheet.
  const placeless = { ...draft, tasks: draft.tasks.map(({ at: _at, ...task }) => task) };
  expect(await readPlan({ kind: 'file', name: '任务分解表.xlsx', bytes: await seedWorkbook() })).toMatchObject(placeless);
  expect(await readPlan({ kind: 'file', name: '任务分解表.xls', bytes: await seedOldWorkbook() })).toMatchObject(placeless);
});

test('what it is does not depend on its name', async () => {
  expect(await readPlan({ kind: 'file', name: '任务分解表.doc', bytes: seed.docx })).toEqual(draft);
  expect(await readPlan({ kind: 'file', name: '任务分解表.docx', bytes: seed.doc })).toEqual(draft);
});

test('text pasted with Windows line ends reads the same', async () => {
  expect(await readPlan({ kind: 'text', text: seed.text.replaceAll('\n', '\r\n') })).toEqual(draft);
});

test('title and year are those of the table, not of the rules it quotes', () => {
  expect(draft).toMatchObject({ year: 2023, title: '2023年度院机关文明创建任务分解表（暂定稿）' });
});

test('six categories make a hundred points', () => {
  expect(draft.categories).toEqual([
    { name: '突出政治建设深化理论武装', points: 28 },
    { name: '加强思想道德建设培育文明新风', points: 22 },
    { name: '加强党建工作深化廉政建设', points: 14 },
    { name: '优化内部管理追求美好生活', points: 16 },
    { name: '提升业务水平取得工作实绩', points: 10 },
    { name: '加强组织领导完善工作机制', points: 10 },
  ]);
});

test('sections stand under their category with their points', () => {
  expect(draft.sections.map(({ name, points }) => `${name} ${points}`)).toEqual([
    '习近平新时代中国特色社会主义思想学习宣传教育 17',
    '政治建设 11',
    '思想道德建设 11',
    '文明风尚 11',
    '党建工作 5',
    '廉政建设 5',
    '普法宣传 4',
    '内部管理 2',
    '平安建设 5',
    '单位环境 4',
    '健康生活 5',
    '业务发展 5',
    '服务作风 5',
    '组织领导 5',
    '工作机制 5',
  ]);
  expect(draft.sections[3]?.category).toBe('加强思想道德建设培育文明新风');
});

describe('the 22 items', () => {
  test('carry their codes, points and places', () => {
    expect(draft.tasks.map(({ code }) => code)).toEqual(Array.from({ length: 22 }, (_, index) => String(index + 1)));
    expect(draft.tasks.map(({ points }) => points)).toEqual([7, 7, 3, 4, 3, 4, 3, 4, 4, 5, 6, 5, 5, 4, 2, 5, 4, 5, 5, 5, 5, 5]);
    expect(draft.tasks[12]).toMatchObject({ category: '加强党建工作深化廉政建设', section: '廉政建设' });
  });

  test('keep their words as written, with quotes and without the breaks of the page', () => {
    expect(draft.tasks[0]!.text).toMatch(
      /^（1） 严格落实党组（党委）会议“第一议题”制度.*把深入学习.*精神文明建设的重要思想.*“两个维护”。7 分$/,
    );
    expect(draft.tasks[1]!.text).toBe('（2）做好学习贯彻习近平新时代中国特色社会主义思想主题教育各项工作。7分');
    expect(draft.tasks[4]!.text).toContain('“学用新思想 奋进新征程”');
  });

  test('name their departments in the order of the cell, the first leading', () => {
    expect(draft.tasks[9]!.departments).toEqual([
      { name: '办公室', role: 'lead' },
      { name: '机关工会', role: 'support' },
      { name: '后勤服务中心', role: 'support' },
    ]);
    expect(draft.tasks[14]!.departments.map(({ name }) => name)).toEqual(['地质信息室', '地质工会', '机关工会']);
    expect(new Set(draft.tasks.flatMap(({ departments }) => departments.map(({ name }) => name))).size).toBe(13);
  });

  test('only item 11 asks for a number, none for a day', () => {
    expect(draft.tasks.flatMap(({ code, quotas }) => quotas.map((quota) => ({ code, ...quota })))).toEqual([
      { code: '11', raw: '全年不少于 4 次', n: 4, per: 'year', unit: '次' },
    ]);
    expect(draft.tasks.flatMap(({ deadlines }) => deadlines)).toEqual([]);
  });
});

test('two bonus rules share a cap of 20, seven deduction rules have none', () => {
  expect(draft.adjustments.map(({ kind, group, groupCap, cap, rates }) => ({ kind, group, groupCap, cap, rates }))).toEqual([
    { kind: 'bonus', group: '加分项目', groupCap: 20, cap: null, rates: [5, 3] },
    { kind: 'bonus', group: '加分项目', groupCap: 20, cap: 10, rates: [3, 2, 0.5] },
    ...[[3], [2, 6, 1, 6], [40, 20, 15, 10, 5, 20], [20, 40], [10, 40], [20, 20, 10, 20, 10], [5]].map((rates) => ({
      kind: 'deduction',
      group: '扣分项目',
      groupCap: null,
      cap: null,
      rates,
    })),
  ]);
  expect(draft.adjustments.every(({ departments }) => departments.join() === '机关各部门')).toBe(true);
  expect(draft.adjustments[8]!.text).toBe('在湘直党建（湘直文明）平台上传填报虚假信息，每条扣 5 分，取消晋级资格。');
});

test('the one thing to look at is that no day is named', () => {
  expect(draft.warnings).toEqual([{ code: 'no-deadline', message: expect.stringContaining('没有具体截止日期'), at: '全表' }]);
});

test('a department nobody knows is asked about with its item, collective names are not', () => {
  const departments = loadDirectoryFile(fileURLToPath(new URL('../../config/sandbox.yaml', import.meta.url))).directory.departments;
  const warnings = checkDepartments(draft, departments);
  expect(warnings).toEqual([
    {
      code: 'unknown-department',
      message: '第15项「地质工会」不在通讯录，是「机关工会」吗？是就发「地质工会=机关工会」，不是就先待认领',
      at: '第15项 责任部门「地质工会」',
    },
  ]);
});

const PLAIN_LIST = `2024年文明创建任务清单
1.开展“我们的节日”主题活动，全年不少于4次。
责任单位：工会、团委
2.设立善行义举榜，每季度更新一次。
责任单位：宣传科
`;

test('the pasted notice is worth an import, ordinary chat is not', () => {
  expect(looksLikePlanText(seed.text)).toBe(true);
  expect(looksLikePlanText(`重点任务\t责任部门\n${'做事\t办公室\n'.repeat(10)}`)).toBe(true);
  expect(looksLikePlanText(PLAIN_LIST)).toBe(true);
  expect(looksLikePlanText(PLAIN_LIST.replaceAll(/责任单位：.*/g, ''))).toBe(false);
  expect(looksLikePlanText('第3项')).toBe(false);
  expect(looksLikePlanText(`姓名\t电话\n${'张三\t13800000000\n'.repeat(10)}`)).toBe(false);
  expect(looksLikePlanText(`责任部门和考评标准请看附件，年底前完成。${'这是一条很长的普通消息。'.repeat(20)}`)).toBe(false);
});
