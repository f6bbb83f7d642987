import { expect, test } from 'vitest';
import type { TaskDraft } from '../../src/domain/plan-draft.ts';
import { comparePlan } from '../../src/importer/compare.ts';

function task(code: string, changes: Partial<TaskDraft> = {}): TaskDraft {
  const departments: TaskDraft['departments'] = [{ name: '办公室', role: 'lead' }];
  return {
    code,
    category: '甲',
    section: '乙',
    text: `做第${code}件事`,
    points: 3,
    departments,
    deadlines: [],
    quotas: [],
    source: [],
    at: '',
    ...changes,
  };
}

test('a new table is told apart into kept, changed, gone and new items', () => {
  const current = { tasks: [task('1'), task('2'), task('3')] };
  const { kept, changed, gone, added } = comparePlan({ tasks: [task('1'), task('2', { points: 4, text: '做别的' }), task('4')] }, current);
  expect(kept.map(({ task: { code } }) => code)).toEqual(['1']);
  expect(changed).toEqual([{ task: task('2', { points: 4, text: '做别的' }), current: task('2'), what: ['text', 'points'] }]);
  expect(gone).toEqual([task('3')]);
  expect(added).toEqual([task('4')]);
});

test('another lead is a change, another blank is none', () => {
  const current = { tasks: [task('1', { text: '做 事。5 分' }), task('2')] };
  const next = [task('1', { text: '做事。5分' }), task('2', { departments: [{ name: '办公室', role: 'support' }] })];
  const { kept, changed } = comparePlan({ tasks: next }, current);
  expect(kept).toHaveLength(1);
  expect(changed.map(({ what }) => what)).toEqual([['departments']]);
});
