import { describe, expect, it } from 'vitest';
import { chooseByFiles, chooseWithinTask } from '../../src/domain/choose-deliverable.ts';
import type { NamedDeliverable } from '../../src/domain/named-deliverable.ts';

function deliverable(code: string, change: Partial<NamedDeliverable> = {}): NamedDeliverable {
  return {
    id: `${code}-${change.departmentId ?? 'union'}-${change.milestoneName ?? ''}`,
    planId: 'plan',
    taskId: `task-${code}`,
    departmentId: 'union',
    departmentName: '机关工会',
    state: 'open',
    dueOn: '2023-06-30',
    milestoneDueOn: '2023-06-30',
    extendedOn: null,
    supplementary: 0,
    code,
    text: TEXTS[code] ?? '其他',
    points: 3,
    quotas: [],
    cancelled: 0,
    collective: 0,
    label: '机关工会',
    milestoneName: null,
    year: 2023,
    current: 1,
    ...change,
  };
}

const TEXTS: Record<string, string> = {
  3: '开展全民阅读进机关活动，加强单位图书室、阅览室等阅读场所建设',
  10: '弘扬科学精神，普及科学知识，组织开展文明餐桌、文明交通行动',
  18: '结合传统节日、重要纪念日，开展形式多样、健康有益的文体活动',
};
const all = [deliverable('3'), deliverable('10'), deliverable('18')];
const chosen = (names: string[], from = all) => {
  const choice = chooseByFiles(from, '', names);
  return choice.kind === 'chosen' ? choice.deliverable.code : choice.question;
};

describe('which item files are for', () => {
  it.each([
    ['（3）方案.pdf', '3'],
    ['(10) 总结.docx', '10'],
    ['第18项照片.jpg', '18'],
    ['3-读书会方案.pdf', '3'],
    ['03、读书会.pdf', '3'],
    ['全民阅读总结.pdf', '3'],
    ['文明餐桌倡议书.pdf', '10'],
    ['方案(3).pdf', 'item'],
    ['3-15会议.pdf', 'item'],
    ['读书会方案.pdf', 'item'],
    ['（7）方案.pdf', 'item'],
    ['IMG_0001.jpg', 'item'],
  ])('%s: %s', (name, expected) => {
    expect(chosen([name])).toBe(expected);
  });

  it('follows the one file that says it, and asks when two disagree', () => {
    expect(chosen(['IMG_0001.jpg', '第3项方案.pdf'])).toBe('3');
    expect(chosen(['第10项.pdf', '第3项方案.pdf'])).toBe('item');
  });

  it('takes the only one still owed without asking', () => {
    expect(
      chosen(['IMG_0001.jpg'], [deliverable('3', { state: 'approved' }), deliverable('10', { state: 'submitted' }), deliverable('18')]),
    ).toBe('18');
    expect(chosen(['IMG_0001.jpg'], [deliverable('3', { state: 'submitted' })])).toBe('3');
  });
});

describe('which deliverable of an item', () => {
  const june = deliverable('3', { milestoneName: '年中' });
  const september = deliverable('3', { milestoneName: '三季度', dueOn: '2023-09-28' });

  it('is the earliest unfinished one', () => {
    expect(chooseWithinTask([september, june], '照片')).toEqual({ kind: 'chosen', deliverable: june, note: '照片' });
    expect(chooseWithinTask([september, { ...june, state: 'approved' }], '')).toMatchObject({ deliverable: september });
  });

  it('is the one the note begins with', () => {
    expect(chooseWithinTask([june, september], '三季度 活动照片')).toEqual({ kind: 'chosen', deliverable: september, note: '活动照片' });
  });

  it('is asked when two departments owe it, and clear when one of them has handed in', () => {
    const branch = deliverable('3', { departmentId: 'branch', departmentName: '第一支部' });
    expect(chooseWithinTask([june, branch], '')).toMatchObject({ kind: 'ask', question: 'department', candidates: [june, branch] });
    expect(chooseWithinTask([{ ...june, state: 'submitted' }, branch], '')).toMatchObject({ kind: 'chosen', deliverable: branch });
  });
});

it('repairs what was returned before it goes on with what is due earlier', () => {
  const ofTask = [
    deliverable('3', { milestoneName: '三季度', dueOn: '2023-09-28' }),
    deliverable('3', { milestoneName: '年中', dueOn: '2023-10-12', state: 'returned' }),
  ];
  expect(chooseWithinTask(ofTask, '')).toMatchObject({ kind: 'chosen', deliverable: { milestoneName: '年中' } });
  expect(chooseWithinTask(ofTask, '三季度')).toMatchObject({ kind: 'chosen', deliverable: { milestoneName: '三季度' } });
});
