import { expect, it } from 'vitest';
import { createDepartmentResolver, expandDepartment, type Department } from '../../src/domain/directory.ts';

const department = (id: string, name: string, more: Partial<Department> = {}): Department => ({
  id,
  name,
  aliases: [],
  kind: 'department',
  collective: null,
  ...more,
});

const office = department('office', '办公室', { aliases: ['院办', '办公室（党办）'] });
const union = department('union', '机关工会');
const first = department('branch-1', '第一支部', { kind: 'branch' });
const second = department('branch-2', '第二支部', { kind: 'branch' });
const branches = department('branches', '机关各支部', { kind: 'collective', collective: ['branch-2', 'branch-1'] });
const departments = department('departments', '机关各部门', { kind: 'collective', collective: 'departments' });
const everybody = department('everybody', '全院', { kind: 'collective', collective: ['departments', 'branches', 'office'] });
const all = [office, branches, departments, everybody, first, union, second];
const names = (of: Department): string[] => expandDepartment(of, all).map(({ name }) => name);

it('expands 机关各部门 to every department that is neither a 支部 nor collective', () => {
  expect(names(departments)).toEqual(['办公室', '机关工会']);
});

it('expands a listed collective, also one of collectives, naming nobody twice', () => {
  expect(names(branches)).toEqual(['第一支部', '第二支部']);
  expect(names(everybody)).toEqual(['办公室', '第一支部', '机关工会', '第二支部']);
});

it('leaves an ordinary department as it is', () => {
  expect(names(office)).toEqual(['办公室']);
});

it('ends on collectives that contain each other', () => {
  const a = department('a', '甲', { kind: 'collective', collective: ['b', 'office'] });
  const b = department('b', '乙', { kind: 'collective', collective: ['a'] });
  expect(expandDepartment(a, [...all, a, b])).toEqual([office]);
});

it.each([
  ['办公室', 'office'],
  [' 办 公\n室 ', 'office'],
  ['院办', 'office'],
  ['办公室(党办)', 'office'],
  ['机关各支部', 'branches'],
  ['地质工会', undefined],
  ['工会', undefined],
  ['', undefined],
])('resolves the label %j to %s', (label, id) => {
  expect(createDepartmentResolver(all)(label)?.id).toBe(id);
});
