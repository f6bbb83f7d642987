import { expect, it } from 'vitest';
import type { Department, DirectoryFile, Role } from '../../src/domain/directory.ts';
import { describeDirectoryChanges } from '../../src/domain/directory-changes.ts';

const department = (id: string, name: string, aliases: string[] = []): Department => ({
  id,
  name,
  aliases,
  kind: 'department',
  collective: null,
});
const member = (id: string, name: string, roles: Role[] = []): DirectoryFile['members'][number] => ({
  id,
  name,
  departments: ['office'],
  roles,
  deputyId: null,
  prefer: null,
  accounts: {},
});
const file = (change: Partial<DirectoryFile> = {}): DirectoryFile => ({
  unit: '院机关',
  staffCount: 260,
  departments: [department('office', '办公室'), department('union', '机关工会')],
  members: [member('zhou', '周主任', ['admin']), member('zhang', '张三')],
  rooms: [],
  ...change,
});

it('says nothing of a file that says the same', () => {
  expect(describeDirectoryChanges(file(), file())).toEqual([]);
});

it('names what came, went and changed, and new offices', () => {
  const changed = file({
    staffCount: 261,
    departments: [department('office', '办公室', ['院办']), department('party', '机关党委')],
    members: [member('zhang', '张三', ['admin', 'reviewer']), member('li', '李四', ['liaison']), member('lin', '林秀')],
    rooms: [{ id: 'all', name: '工作群', departments: 'all', accounts: {} }],
  });
  expect(describeDirectoryChanges(file(), changed)).toEqual([
    '新增部门机关党委',
    '去掉部门机关工会',
    '改动部门办公室',
    '新增人员李四（联络员）、林秀',
    '去掉人员周主任',
    '改动人员张三（管理员、审核人）',
    '新增群工作群',
    '单位名称或人数有改动',
  ]);
  expect(describeDirectoryChanges(changed, file())).toContain('改动人员张三（普通成员）');
});

it('names the first ten of many', () => {
  const many = Array.from({ length: 12 }, (_, n) => member(`m${n}`, `第${n}人`));
  expect(describeDirectoryChanges(file({ members: [] }), file({ members: many }))[0]).toMatch(/^新增人员第0人、.*第9人等12个$/);
});
