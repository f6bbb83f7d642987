import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import { isOverdue, isOwed } from '../../src/domain/deliverable.ts';
import {
  byCheckpoint,
  byDepartment,
  checkpointOf,
  codesOf,
  countEntries,
  sumProgress,
  type ProgressEntry,
} from '../../src/domain/progress.ts';

const TODAY = '2023-07-03';

const entry = (change: Partial<ProgressEntry> = {}): ProgressEntry => ({
  id: 'd1',
  taskId: 't3',
  departmentId: 'union',
  departmentName: '机关工会',
  departmentPosition: 3,
  state: 'open',
  startsOn: null,
  extendedOn: null,
  dueOn: '2023-06-30',
  ladderFrom: '2023-06-12T01:30:00.000Z',
  supplementary: 0,
  detached: 0,
  code: '3',
  text: '开展全民阅读进机关活动',
  points: 3,
  role: 'support',
  milestoneName: '年中',
  milestoneDueOn: '2023-06-30',
  submissionId: null,
  submissionNumber: null,
  awarded: null,
  ...change,
});

const anyEntry: fc.Arbitrary<ProgressEntry> = fc
  .record({
    state: fc.constantFrom('open', 'submitted', 'approved', 'returned', 'waived'),
    dueOn: fc.option(fc.integer({ min: -9, max: 9 }).map((days) => addDays(TODAY, days))),
    supplementary: fc.constantFrom(0, 1),
    detached: fc.constantFrom(0, 1),
  } satisfies { [K in keyof ProgressEntry]?: fc.Arbitrary<ProgressEntry[K]> })
  .map(entry);

describe('进度 in numbers', () => {
  it('has 已通过, 待审, 补正 and 未交 add up to 应报, whatever there is', () => {
    fc.assert(
      fc.property(fc.array(anyEntry), (entries) => {
        const { total, approved, submitted, returned, open, overdue, overdueReturned } = countEntries(entries, TODAY);
        const counted = entries.filter(({ state, detached }) => detached === 0 && state !== 'waived');
        expect(approved + submitted + returned + open).toBe(total);
        expect(total).toBe(counted.length);
        expect(overdue).toBe(entries.filter((one) => isOverdue(one, TODAY)).length);
        expect(overdue).toBeLessThanOrEqual(counted.filter(isOwed).length);
        expect(overdueReturned).toBeLessThanOrEqual(Math.min(returned, overdue));
      }),
    );
  });

  it('is the same counted at once or in parts', () => {
    fc.assert(
      fc.property(fc.array(anyEntry), fc.array(anyEntry), (left, right) => {
        const whole = countEntries([...left, ...right], TODAY);
        const parts = [countEntries(left, TODAY), countEntries(right, TODAY)];
        const raw = parts.map((sums) => ({ ...sums, overdueOpen: sums.overdue - sums.overdueReturned }));
        expect(sumProgress(raw)).toEqual(whole);
      }),
    );
  });

  it.each([
    ['past its date', entry(), 1],
    ['sent back, past its date', entry({ state: 'returned' }), 1],
    ['sent back with a new date', entry({ state: 'returned', dueOn: '2023-07-06' }), 0],
    ['due today', entry({ dueOn: TODAY }), 0],
    ['without a date', entry({ dueOn: null }), 0],
    ['handed in late, waiting for review', entry({ state: 'submitted' }), 0],
    ['approved', entry({ state: 'approved' }), 0],
    ['补报', entry({ supplementary: 1 }), 0],
    ['without its checkpoint', entry({ detached: 1 }), 0],
  ])('counts as 逾期 or not: %s', (_, one, overdue) => {
    expect(countEntries([one], TODAY).overdue).toBe(overdue);
  });

  it('counts nowhere what need not be handed in, or lost its checkpoint', () => {
    expect(countEntries([entry({ state: 'waived' }), entry({ detached: 1 })], TODAY).total).toBe(0);
    expect(sumProgress([])).toEqual({ total: 0, open: 0, submitted: 0, returned: 0, approved: 0, overdue: 0, overdueReturned: 0 });
  });
});

describe('lists of 进度', () => {
  it('keep departments in the order of the directory, whoever is behind', () => {
    const party = { departmentId: 'party', departmentName: '机关党委', departmentPosition: 1 };
    const groups = byDepartment([entry(), entry({ ...party, id: 'd2', state: 'approved' }), entry({ id: 'd3' })]);
    expect(groups.map(({ name, entries }) => [name, entries.length])).toEqual([
      ['机关党委', 1],
      ['机关工会', 2],
    ]);
  });

  it('put checkpoints in the order of their own days, wherever a return has moved the date, and undated last', () => {
    const autumn = { milestoneName: '三季度', milestoneDueOn: '2023-09-28', dueOn: '2023-09-28' };
    const undated = { milestoneName: null, milestoneDueOn: null, dueOn: null };
    const returned = entry({ state: 'returned', dueOn: '2023-10-11' });
    const days = byCheckpoint([entry(undated), entry(autumn), returned]);
    expect(days.map(({ names, dueOn }) => [names, dueOn])).toEqual([
      [['年中'], '2023-06-30'],
      [['三季度'], '2023-09-28'],
      [[], null],
    ]);
  });

  it('name what falls on one day together', () => {
    expect(checkpointOf([entry(), entry({ milestoneName: '中期检查' }), entry()]).names).toEqual(['年中', '中期检查']);
    expect(checkpointOf([])).toEqual({ names: [], dueOn: null, supplementary: false });
  });

  it('name an item once', () => {
    expect(codesOf([entry(), entry({ code: '10' }), entry()])).toEqual(['3', '10']);
  });
});
