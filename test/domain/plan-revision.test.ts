import { expect, it } from 'vitest';
import { createDepartmentResolver, type Department } from '../../src/domain/directory.ts';
import type { AdjustmentDraft, PlanDraft, TaskDraft } from '../../src/domain/plan-draft.ts';
import { planRows } from '../../src/domain/plan-rows.ts';
import { bareCode, revisePlan, type PlanRevision, type StandingPlan } from '../../src/domain/plan-revision.ts';
import { readRuleTerms } from '../../src/domain/score/read-terms.ts';
import { taskDraft as task } from '../helpers/task-draft.ts';

const departments: Department[] = ['办公室', '机关工会'].map((name) => ({
  id: name,
  name,
  aliases: [],
  kind: 'department',
  collective: null,
}));
const resolve = createDepartmentResolver(departments);
const plan = { id: 'p', year: 2023, title: '', state: 'published', publishedAt: '2023-06-12T01:30:00.000Z', closedAt: null } as const;
let last = 0;
const newId = (): string => `n${++last}`;

function rule(text: string, rates: number[]): AdjustmentDraft {
  const terms = readRuleTerms({ text, rates, worth: null });
  return { kind: 'deduction', group: '扣分项目', groupCap: null, name: '', text, cap: null, rates, terms, departments: [] };
}

function draft(tasks: TaskDraft[], adjustments: AdjustmentDraft[] = []): PlanDraft {
  const categories = [...new Set(tasks.map(({ category }) => category))].map((name) => ({ name, points: null }));
  return { year: 2023, title: '', categories, sections: [], tasks, adjustments, warnings: [] };
}

function standingOf(of: PlanDraft): StandingPlan {
  return { plan, ...planRows({ planId: 'p', year: 2023, draft: of, departments, resolve, newId }) };
}

/** `pairs`: index in the new table → index in the old one. */
function revise(
  before: PlanDraft,
  after: PlanDraft,
  pairs: [number, number][],
  standing = standingOf(before),
): PlanRevision & { standing: StandingPlan } {
  const revision = revisePlan({
    standing,
    draft: after,
    pairs: pairs.map(([now, then]) => ({ task: after.tasks[now]!, row: standing.tasks[then]!, before: before.tasks[then]! })),
    touched: new Set(),
    departments,
    resolve,
    today: '2023-09-01',
    newId,
  });
  return { ...revision, standing };
}

const june = (date: number) => ({ raw: `6月${date}日前`, type: 'date' as const, dates: [`2023-06-${date}`] });

it('an item that goes on keeps its row, one that is gone stands behind the others and says so, a new one knows since when', () => {
  const { rows, gone, standing } = revise(
    draft([task('1'), task('2')]),
    draft([task('1', { text: '新' }), task('2', { text: '做第1件事' })]),
    [[1, 0]],
  );
  expect(rows.tasks.map(({ code, text, cancelled, addedOn }) => [code, text, cancelled, addedOn])).toEqual([
    ['1', '新', 0, '2023-09-01'],
    ['2', '做第1件事', 0, null],
    ['2（已取消）', '做第2件事', 1, null],
  ]);
  expect(rows.tasks[1]!.id).toBe(standing.tasks[0]!.id);
  expect(gone.map(({ code }) => code)).toEqual(['2']);
  expect(bareCode('Ⅲ-1-①（已取消2）')).toBe('Ⅲ-1-①');
});

it('of two cancelled items with one number each has a name of its own', () => {
  const standing = standingOf(draft([task('1'), task('2')]));
  const first = revise(draft([task('1'), task('2')]), draft([]), [], standing);
  const second = revise(draft([]), draft([task('2', { text: '别的' })]), [], { ...standing, tasks: first.rows.tasks });
  const third = revise(draft([task('2')]), draft([]), [], { ...standing, tasks: second.rows.tasks });
  expect(third.rows.tasks.map(({ code }) => code).toSorted()).toEqual(['1（已取消）', '2（已取消2）', '2（已取消）']);
});

it('dates follow the table, unless they were set in chat', () => {
  const before = draft([task('1', { deadlines: [june(20)] }), task('2', { deadlines: [june(20)] })]);
  const after = draft([task('1', { deadlines: [june(30)] }), task('2', { deadlines: [june(30)] })]);
  const standing = standingOf(before);
  const said = { ...standing, milestones: [standing.milestones[0]!, { ...standing.milestones[1]!, dueOn: '2023-07-07' }] };
  const { rows, ownDates, removeMilestones } = revise(
    before,
    after,
    [
      [0, 0],
      [1, 1],
    ],
    said,
  );
  expect(rows.milestones).toEqual([{ ...standing.milestones[0]!, dueOn: '2023-06-30' }]);
  expect(ownDates).toEqual(['2']);
  expect(removeMilestones).toEqual([]);
});

it('says which dates of the table are not taken because others were set in chat, also when the table is the same', () => {
  const table = draft([task('1', { deadlines: [june(20)] }), task('2', { deadlines: [june(20)] }), task('3')]);
  const standing = standingOf(table);
  const [, second] = standing.milestones;
  const said = {
    ...standing,
    milestones: [
      { ...second!, dueOn: '2023-07-07' },
      { ...second!, id: 'm3', taskId: standing.tasks[2]!.id },
    ],
  };
  const same = [0, 1, 2].map((n): [number, number] => [n, n]);
  expect(revise(table, table, same, said).ownDates).toEqual(['1', '2']);
});

it('headings are the same when they are called the same; one without items in force counts no more', () => {
  const before = draft([task('1'), task('2', { category: '丙' })]);
  const { rows, standing } = revise(before, draft([task('1'), task('3', { category: '丁', text: '新' })]), [[0, 0]]);
  expect(rows.categories.map(({ name, position }) => [name, position])).toEqual([
    ['甲', 0],
    ['丁', 1],
    ['丙', -1],
  ]);
  expect(rows.categories[0]!.id).toBe(standing.categories[0]!.id);
});

it('rules are known by what they say; one that is gone is kept for its cases', () => {
  const [fine, late] = [rule('发生安全生产责任事故的，每起扣 5 分', [5]), rule('迟报材料的，每次扣 1 分', [1])];
  const { rows, standing } = revise(
    draft([task('1')], [fine!, late!]),
    draft([task('1')], [rule('发生安全生产责任事故的，每起扣 8 分', [8]), rule('弄虚作假的，取消资格', [])]),
    [[0, 0]],
  );
  expect(
    rows.adjustments.map(({ id, rates, cancelled }) => [standing.adjustments.findIndex((one) => one.id === id), rates, cancelled]),
  ).toEqual([
    [0, [8], 0],
    [-1, [], 0],
    [1, [1], 1],
  ]);
});
