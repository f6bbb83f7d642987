import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { loadDirectoryFile } from '../../src/config/directory-file.ts';
import { createDepartmentResolver } from '../../src/domain/directory.ts';
import { divideDuties } from '../../src/domain/divide-duties.ts';
import { mergeShares } from '../../src/domain/merge-shares.ts';
import type { Assignment } from '../../src/domain/plan.ts';
import type { TaskDraft } from '../../src/domain/plan-draft.ts';

const { departments } = loadDirectoryFile(fileURLToPath(new URL('../../config/sandbox.yaml', import.meta.url))).directory;
const resolve = createDepartmentResolver(departments);

/** A cell: the first leads. */
function cell(...names: string[]): TaskDraft['departments'] {
  return names.map((name, index) => ({ name, role: index === 0 ? 'lead' : 'support' }));
}

/** Shares as a table made them. */
function standingOf(of: TaskDraft['departments']): Assignment[] {
  return divideDuties(of, resolve, departments).map((duty, position) => ({
    id: `s${position}`,
    taskId: 't',
    position,
    givenUp: 0,
    ...duty,
  }));
}

/** What becomes of them, as `department role` in order; what leaves with a minus in front, what is new with a plus. */
function merged(before: TaskDraft['departments'], after: TaskDraft['departments'], standing = standingOf(before)): string[] {
  const { keep, leave, add } = mergeShares({ before, after, standing, resolve, departments });
  const words = ({ departmentId, label, role }: Pick<Assignment, 'departmentId' | 'label' | 'role'>): string =>
    `${departmentId ?? `?${label}`} ${role}`;
  return [
    ...keep.map((share) => words(share) + (share.givenUp === 1 ? ' given up' : '')),
    ...leave.map((share) => `-${words(share)}`),
    ...add.map((duty) => `+${words(duty)}`),
  ];
}

it('a new cell takes the place of the old one', () => {
  expect(merged(cell('办公室', '机关党委'), cell('机关党委', '机关工会'))).toEqual(['party lead', '-office lead', '+union support']);
  expect(merged(cell('办公室'), cell('机关各支部')).filter((line) => line.startsWith('+'))).toHaveLength(6);
});

it('what was said in chat stays: an item that was given, a role that was changed, a share that was given up or taken away', () => {
  const before = cell('办公室', '机关党委', '机关团委');
  const [office, party] = standingOf(before);
  const assigned: Assignment = { ...office!, id: 'said', departmentId: 'union', label: '机关工会', role: 'support' };
  const standing: Assignment[] = [{ ...office!, role: 'support' }, { ...party!, givenUp: 1 }, assigned];
  expect(merged(before, cell('办公室', '机关党委', '机关团委', '组织人事部'), standing)).toEqual([
    'office support',
    'party support given up',
    'union support',
    '+personnel support',
  ]);
  expect(merged(before, before, standing)).toEqual(['office support', 'party support given up', 'union support']);
});

it('a name that was claimed stays claimed while the table has it, and leaves with it', () => {
  const before = cell('机关党委', '地质工会');
  const standing = standingOf(before).map((share) => (share.departmentId === null ? { ...share, departmentId: 'union' } : share));
  expect(merged(before, cell('机关党委', '地质工会', '办公室'), standing)).toEqual(['party lead', 'union support', '+office support']);
  expect(merged(before, cell('机关党委', '办公室'), standing)).toEqual(['party lead', '-union support', '+office support']);
});

it('a name nobody answers to comes and goes', () => {
  expect(merged(cell('办公室'), cell('办公室', '天文台'))).toEqual(['office lead', '+?天文台 support']);
  expect(merged(cell('办公室', '天文台'), cell('办公室', '气象台'))).toEqual(['office lead', '-?天文台 support', '+?气象台 support']);
});

it('a department that had left and is named again owes again', () => {
  const standing: Assignment[] = [{ ...standingOf(cell('办公室'))[0]!, givenUp: 1 }];
  expect(merged(cell('机关党委'), cell('机关党委', '办公室'), standing)).toEqual(['office support']);
});
