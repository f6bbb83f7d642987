import { expect, test } from 'vitest';
import { comparePlan } from '../../src/importer/compare.ts';
import { taskDraft as task } from '../helpers/task-draft.ts';
import { cpuMs } from '../helpers/cpu-time.ts';

const READING = '深入开展全民阅读进机关活动，全年不少于4次，有方案、有图片、有总结。';
const SAFETY = '落实安全生产责任制，每季度开展一次消防安全检查，全年无责任事故。';

test('a new table is told apart into kept, changed, gone and new items', () => {
  const current = { tasks: [task('1', { text: READING }), task('2', { text: SAFETY }), task('3')] };
  const next = [task('1', { text: READING }), task('2', { text: SAFETY, points: 4 }), task('4', { text: '组织志愿服务进社区。' })];
  const { kept, changed, gone, added } = comparePlan({ tasks: next }, current);
  expect(kept.map(({ task: { code } }) => code)).toEqual(['1']);
  expect(changed).toEqual([{ task: next[1], current: current.tasks[1], what: ['points'] }]);
  expect(gone).toEqual([current.tasks[2]]);
  expect(added).toEqual([next[2]]);
});

test('the same text keeps its item under another number, and a number about something else is another item', () => {
  const current = { tasks: [task('1', { text: READING }), task('2', { text: SAFETY })] };
  const next = [task('1', { text: '组织志愿服务进社区，建立志愿者档案。' }), task('2', { text: READING }), task('3', { text: SAFETY })];
  const { kept, gone, added } = comparePlan({ tasks: next }, current);
  expect(kept.map(({ task: { code }, current: { code: was } }) => `${was}→${code}`)).toEqual(['1→2', '2→3']);
  expect(gone).toEqual([]);
  expect(added).toEqual([next[0]]);
});

test('an item that was reworded and renumbered is still known', () => {
  const current = { tasks: [task('7', { text: READING }), task('8', { text: SAFETY })] };
  const next = [task('8', { text: READING.replace('4次', '6次').replace('有总结', '有总结、有台账') })];
  const { changed, gone } = comparePlan({ tasks: next }, current);
  expect(changed.map(({ current: { code }, what }) => [code, what])).toEqual([['7', ['text']]]);
  expect(gone.map(({ code }) => code)).toEqual(['8']);
});

test('what many items of a table say alike makes no two of them the same', () => {
  const current = { tasks: [task('1', { text: '开展道德讲堂活动，全年不少于4次。' }), task('2', { text: READING })] };
  const next = [task('1', { text: READING }), task('2', { text: '开展健步走活动，全年不少于4次。' })];
  const { kept, changed, gone, added } = comparePlan({ tasks: next }, current);
  expect(kept.map(({ current: { code } }) => code)).toEqual(['2']);
  expect([changed, gone.map(({ code }) => code), added.map(({ code }) => code)]).toEqual([[], ['1'], ['2']]);
});

test('of two that are alike the likest goes on, though the other has its number', () => {
  const first = '开展文明单位创建工作，建立领导体制和工作机制，有方案、有总结。';
  const current = { tasks: [task('1', { text: first })] };
  const next = [
    task('1', { text: '开展文明单位创建工作，组织创建工作培训，有方案、有总结。' }),
    task('2', { text: first.replace('有总结', '有总结、有台账') }),
  ];
  const { changed, added } = comparePlan({ tasks: next }, current);
  expect(changed.map(({ task: { code } }) => code)).toEqual(['2']);
  expect(added.map(({ code }) => code)).toEqual(['1']);
});

test.each([
  ['6月底前', '6月30日前', []],
  ['6月30日前', '6-30', []],
  ['6月30日前', '6月30日前定稿', ['deadlines']],
])('the same day worded otherwise is no change: %s, %s', (then, now, what) => {
  const on = (raw: string) => [{ raw, type: 'date' as const, dates: ['2023-06-30'] }];
  const { kept, changed } = comparePlan({ tasks: [task('1', { deadlines: on(now) })] }, { tasks: [task('1', { deadlines: on(then) })] });
  expect([...kept, ...changed].map((pair) => pair.what)).toEqual([what]);
});

test('a change of dates and of the heading is one', () => {
  const current = { tasks: [task('1'), task('2')] };
  const june = { raw: '6月底前', type: 'date' as const, dates: ['2023-06-30'] };
  const { changed } = comparePlan({ tasks: [task('1', { deadlines: [june] }), task('2', { section: '丙' })] }, current);
  expect(changed.map(({ what }) => what)).toEqual([['deadlines'], ['heading']]);
});

test('two tables of 2,000 items each, all reworded and renumbered, are compared in no time', () => {
  const words = '阅读安全志愿服务党建廉政普法文明窗口节约健康心理慰问培训宣传检查台账方案总结'.match(/../gu)!;
  const text = (n: number, ending: string) =>
    `${[...Array(12).keys()].map((k) => words[(n * (k + 3) + k * k) % words.length]! + String.fromCharCode(0x4e00 + ((n * 7 + k * 131) % 4000))).join('')}${ending}`;
  const before = Array.from({ length: 2000 }, (_, n) => task(String(n), { text: text(n, '。') }));
  const next = Array.from({ length: 2000 }, (_, n) => task(String(n + 1), { text: text(n, '，全年不少于两次。') }));
  const { changed } = comparePlan({ tasks: next }, { tasks: before });
  // Each with each would take minutes.
  expect(cpuMs(() => void comparePlan({ tasks: next }, { tasks: before }))).toBeLessThan(15_000);
  expect(changed.filter(({ task: { code }, current: { code: was } }) => Number(code) === Number(was) + 1).length).toBeGreaterThan(1990);
});

test('another lead is a change, another blank is none', () => {
  const current = { tasks: [task('1', { text: '做 事。5 分' }), task('2')] };
  const next = [task('1', { text: '做事。5分' }), task('2', { departments: [{ name: '办公室', role: 'support' }] })];
  const { kept, changed } = comparePlan({ tasks: next }, current);
  expect(kept).toHaveLength(1);
  expect(changed.map(({ what }) => what)).toEqual([['departments']]);
});
