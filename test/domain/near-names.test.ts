import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadDirectoryFile } from '../../src/config/directory-file.ts';
import type { Department } from '../../src/domain/directory.ts';
import { kindOfUnknownName, nearDepartments } from '../../src/domain/near-names.ts';

const { departments } = loadDirectoryFile(fileURLToPath(new URL('../../config/sandbox.yaml', import.meta.url))).directory;
const near = (label: string, among: readonly Department[] = departments): string[] => nearDepartments(label, among).map(({ name }) => name);
const named = (...names: string[]): Department[] =>
  names.map((name) => ({ id: name, name, aliases: [], kind: 'department', collective: null }));

describe('a name the directory does not know', () => {
  it.each([
    ['地质工会', ['机关工会']],
    ['人事处', ['组织人事部']],
    ['组织人事处', ['组织人事部']],
    ['院工会', ['机关工会']],
    ['工会', ['机关工会']],
    ['信息中心', ['地质信息室']],
    ['后勤服务部', ['后勤服务中心']],
    ['安全生产管理处', ['安全生产管理室']],
    ['党委', ['机关党委']],
  ])('%s may be %s', (label, names) => {
    expect(near(label)).toEqual(names);
  });

  it.each([
    ['院办', '院办公室'],
    ['党办', '党委办公室'],
    ['党委办', '党委办公室'],
    ['财务部', '财务处'],
    ['纪检监察室', '纪检监察处'],
  ])('%s may be %s', (label, name) => {
    expect(near(label, named('工程处', name, '宣传部'))).toEqual([name]);
  });

  it.each(['财务处', '甲', '宣传部', '测绘大队', '第七支部', '张三', '院长', '科技外事处', ''])('%s is like nothing there is', (label) => {
    expect(near(label)).toEqual([]);
  });

  it('several may be meant, the likeliest first', () => {
    expect(near('人事处', named('人事教育处', '组织人事部', '财务处'))).toEqual(['人事教育处', '组织人事部']);
  });
});

describe('names that mean nobody in particular, or several', () => {
  it.each(['有关部门', '各有关单位', '相关部门', '各相关科室', '机关有关处室', '按职责分工'])('%s leaves open who is meant', (label) => {
    expect(kindOfUnknownName(label)).toBe('vague');
    expect(near(label)).toEqual([]);
  });

  it.each([
    ['各科室', ['机关各部门']],
    ['所属各单位', ['机关各部门']],
    ['院属各支部', ['机关各支部']],
    ['全体支部', ['机关各支部']],
  ])('%s may be %s', (label, names) => {
    expect(kindOfUnknownName(label)).toBe('collective');
    expect(near(label)).toEqual(names);
  });

  it.each(['地质工会', '各界联络处', '机关工会'])('%s is one department', (label) => {
    expect(kindOfUnknownName(label)).toBe('single');
  });
});
