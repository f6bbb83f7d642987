import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findDirectoryFile, loadDirectoryFile } from '../../src/config/directory-file.ts';
import { createDepartmentResolver, expandDepartment } from '../../src/domain/directory.ts';
import { problemsOf } from './problems-of.ts';

describe('the sandbox cast', () => {
  const directory = loadDirectoryFile('config/sandbox.yaml').directory;
  const resolve = createDepartmentResolver(directory.departments);
  const sizeOf = (label: string): number => expandDepartment(resolve(label)!, directory.departments).length;

  it('knows every label of the notice but 地质工会', () => {
    const labels = ['办公室', '机关党委', '机关团委', '机关各支部', '机关工会', '组织人事部', '地质信息室', '后勤服务中心'];
    labels.push('机关纪委', '安全生产管理室', '地质工会', '机关妇委会', '机关各部门');
    expect(labels.filter((label) => resolve(label) === undefined)).toEqual(['地质工会']);
  });

  it('has 6 支部 and 10 部门 behind the collective names', () => {
    expect([sizeOf('机关各支部'), sizeOf('机关各部门')]).toEqual([6, 10]);
  });

  it('has the people of the storyboard, and somebody in every role', () => {
    const cast = Object.fromEntries(
      directory.members.map(({ id, name, roles, departments }) => [id, `${name} ${roles.join()} ${departments[0]}`]),
    );
    expect(cast).toMatchObject({
      zhou: '周主任 admin office',
      wu: '吴审核 reviewer party',
      zhang: '张三 liaison office',
      li: '李四 liaison information',
      wang: '王五 liaison union',
    });
    expect(new Set(directory.members.flatMap(({ roles }) => roles))).toEqual(
      new Set(['admin', 'reviewer', 'leader', 'observer', 'liaison', 'member']),
    );
  });

  it('leaves one department without a liaison', () => {
    const looked = directory.members.filter(({ roles }) => roles.includes('liaison')).flatMap(({ departments }) => departments);
    const without = directory.departments.filter(({ id, kind }) => kind !== 'collective' && !looked.includes(id));
    expect(without.map(({ name }) => name)).toEqual(['机关妇委会']);
  });
});

it('reads robot keys of rooms, Chinese ids and people without a department, and carries no key around', () => {
  const dir = mkdtempSync(join(tmpdir(), 'wenming-'));
  const path = join(dir, 'directory.yaml');
  writeFileSync(join(dir, 'secret'), 'SEC-1\n');
  writeFileSync(
    path,
    `unit: 院机关
staffCount: 260
departments:
  - { id: 办公室, name: 办公室 }
members:
  - { id: 张三, name: 张三, roles: [observer] }
rooms:
  - { id: all, name: 工作群, departments: all, accounts: { wecom: wrCHAT1, dingtalk: cidG9== }, push: { wecomWebhookKey: k-secret, dingtalkSecretFile: ${join(dir, 'secret')} } }
`,
  );
  const { directory, roomKeys } = loadDirectoryFile(path);
  const { members, rooms } = directory;
  expect(roomKeys.get('all')).toEqual({ wecomWebhookKey: 'k-secret', dingtalkSecret: 'SEC-1' });
  expect(members[0]).toMatchObject({ id: '张三', departments: [], roles: ['observer'] });
  expect(rooms[0]).toEqual({ id: 'all', name: '工作群', departments: 'all', accounts: { wecom: 'wrCHAT1', dingtalk: 'cidG9==' } });
});

it('keeps the order of a person’s accounts: the first one hears what was not asked for', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'wenming-')), 'directory.yaml');
  const zhang = '{ id: zhang, name: 张三, accounts: { dingtalk: "u1", wecom: "Zhang" } }';
  writeFileSync(path, `unit: 院机关\nstaffCount: 1\ndepartments: [{ id: office, name: 办公室 }]\nmembers: [${zhang}]\n`);
  expect(Object.entries(loadDirectoryFile(path).directory.members[0]!.accounts)).toEqual([
    ['dingtalk', 'u1'],
    ['wecom', 'zhang'],
  ]);
});

it('the example is a directory, with what was left out filled in', () => {
  const { departments, members, rooms } = loadDirectoryFile('config/directory.example.yaml').directory;
  expect(departments.map(({ name, kind }) => `${name} ${kind}`)).toContain('第一支部 branch');
  expect(members[2]).toEqual({
    id: 'zhang',
    name: '张三',
    departments: ['office', 'branch-1'],
    roles: ['liaison'],
    deputyId: 'zhou',
    prefer: 'wecom',
    accounts: { wecom: 'zhang.san', dingtalk: 'manager4321' },
  });
  expect(rooms[0]?.departments).toBe('all');
});

const dir = mkdtempSync(join(tmpdir(), 'wenming-directory-'));
const GOOD = `unit: 院机关
staffCount: 260
departments:
  - { id: office, name: 办公室, aliases: [院办] }
  - { id: union, name: 机关工会 }
  - { id: all, name: 各部门, collective: departments }
members:
  - { id: zhang, name: 张三, departments: [office], roles: [liaison], accounts: { wecom: "z" } }
  - { id: li, name: 李四, departments: [union] }
rooms:
  - { id: room, name: 群, departments: [office], accounts: { wecom: "r1" } }
`;

function problemsWith(from: string, to: string): string[] {
  expect(GOOD).toContain(from);
  const path = join(dir, 'directory.yaml');
  writeFileSync(path, GOOD.replace(from, to));
  return problemsOf(() => loadDirectoryFile(path)).map((line) => line.replace(`${dir}/`, ''));
}

it('somebody without a role is an ordinary member', () => {
  expect(problemsWith('', '')).toEqual([]);
  expect(loadDirectoryFile(join(dir, 'directory.yaml')).directory.members[1]).toMatchObject({
    roles: ['member'],
    deputyId: null,
    prefer: null,
    accounts: {},
  });
});

describe('a mistake is shown with its line and its cure', () => {
  it.each([
    ['id: union', 'id: office', '5 departments.1.id: this id is already used by 办公室; change or remove one of them'],
    ['机关工会', '院 办', '5 departments.1.name: this name or alias is already used by 办公室; change or remove one of them'],
    [
      'aliases: [院办]',
      'aliases: [机关工会]',
      '5 departments.1.name: this name or alias is already used by 办公室; change or remove one of them',
    ],
    ['id: li,', 'id: zhang,', '9 members.1.id: this id is already used by 张三; change or remove one of them'],
    ['[union] }', '[uniom] }', '9 members.1.departments.0: there is no department with the id uniom; add it or correct the id'],
    ['[union] }', '[all] }', '9 members.1.departments.0: is collective; name the departments of this person themselves'],
    [
      'departments: [office], accounts',
      'departments: [offic], accounts',
      '11 rooms.0.departments.0: there is no department with the id offic; add it or correct the id',
    ],
    [
      'collective: departments',
      'collective: [office, non]',
      '6 departments.2.collective.1: there is no department with the id non; add it or correct the id',
    ],
    [
      'collective: departments',
      'collective: [all]',
      '6 departments.2.collective: contains itself; take it out of the collectives it names',
    ],
    [
      'collective: departments',
      'collective: [office], kind: branch',
      '6 departments.2.collective: a branch cannot be collective; remove kind or collective',
    ],
    [
      'roles: [liaison]',
      'roles: [boss]',
      '8 members.0.roles.0: there is no such role; use any of admin, reviewer, liaison, leader, member, observer',
    ],
    ['roles: [liaison]', 'deputy: wu', '8 members.0.deputy: there is no member with the id wu; add it or correct the id'],
    ['roles: [liaison]', 'deputy: zhang', '8 members.0.deputy: is the person itself; name somebody else or remove it'],
    [
      'roles: [liaison]',
      'prefer: dingtalk',
      '8 members.0.prefer: this person has no dingtalk account; add it under accounts or remove prefer',
    ],
    ['roles: [liaison]', 'prefer: telegram', '8 members.0.prefer: must be wecom or dingtalk'],
    ['wecom: "z"', 'wecom: 00712', '8 members.0.accounts.wecom: is a number; put it in quotes, e.g. "00712"'],
    ['wecom: "z"', 'wechat: "z"', '8 members.0.accounts.wechat: is not a setting of this place; check the spelling or remove the line'],
    [
      '[union] }',
      '[union], accounts: { wecom: "z" } }',
      '9 members.1.accounts.wecom: this account is already used by 张三; change or remove one of them',
    ],
    ['staffCount: 260', 'staffCount: many', '2 staffCount: must be the number of staff, e.g. 260'],
    ['unit: 院机关', 'unit: ""', '1 unit: must not be empty'],
    ['name: 李四, ', '', '9 members.1.name: is missing; add it'],
  ])('%s → %s', (from, to, problem) => {
    expect(problemsWith(from, to)).toContain(`directory.yaml:${problem}`);
  });

  it('names both collectives that contain each other', () => {
    const problems = problemsWith(
      'collective: departments }',
      'collective: [both] }\n  - { id: both, name: 全院, collective: [all, office] }',
    );
    expect(problems.map((line) => line.slice(0, 35))).toEqual([
      'directory.yaml:6 departments.2.coll',
      'directory.yaml:7 departments.3.coll',
    ]);
  });

  it('also when it is no YAML at all', () => {
    expect(problemsWith('name: 李四', 'name: {{')[0]).toMatch(/^directory\.yaml:\d+ \S.*; correct the line or the one before/);
    expect(problemsWith('name: 李四', 'name: *李四')).toEqual(['directory.yaml:9 *李四: put text that begins with * in quotes']);
  });

  it('also when an old editor did not save it as UTF-8', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'wenming-')), 'directory.yaml');
    writeFileSync(path, Buffer.from('756e69743a20d4bab0b2b9d80a', 'hex'));
    expect(() => loadDirectoryFile(path)).toThrow(/directory\.yaml: is not written in UTF-8; save it again with the encoding UTF-8$/);
  });

  it('all at once', () => {
    expect(problemsWith('roles: [liaison]', 'deputy: wu, prefer: dingtalk')).toHaveLength(2);
  });
});

describe('which file', () => {
  it('is the one given, else the unit’s own, else the sandbox’s while it is on', () => {
    const configDir = mkdtempSync(join(tmpdir(), 'wenming-which-'));
    expect(findDirectoryFile(configDir, '/elsewhere/people.yaml', true)).toBe('/elsewhere/people.yaml');
    expect(findDirectoryFile(configDir, undefined, true)).toBe(join(configDir, 'sandbox.yaml'));
    expect(() => findDirectoryFile(configDir, undefined, false)).toThrow(
      /DIRECTORY_FILE: there is no directory; copy directory\.example\.yaml to /,
    );
    writeFileSync(join(configDir, 'directory.yaml'), readFileSync('config/sandbox.yaml'));
    expect(findDirectoryFile(configDir, undefined, true)).toBe(join(configDir, 'directory.yaml'));
  });
});
