import { expect, it } from 'vitest';
import { holdersOf } from '../../src/domain/access.ts';
import type { Role } from '../../src/domain/directory.ts';
import { commands } from '../../src/chat/commands/index.ts';
import { parseMessage } from '../../src/chat/parse-command.ts';
import { PHRASES } from '../../src/chat/phrases.ts';
import { suggest } from '../../src/chat/suggest.ts';

const nearest = (text: string, ...roles: Role[]): string[] => suggest(text, { roles }).map(({ example }) => example);

it('offers what was probably meant', () => {
  expect(nearest('我要看看任务嘛', 'liaison')).toEqual(['我的任务', '第3项']);
  expect(nearest('我想看材料审核', 'reviewer')).toContain('待审');
  expect(nearest('怎样撤回去呢', 'liaison')[0]).toBe('撤回 B12');
  expect(nearest('什么时候截止啊', 'member')[0]).toBe('时间节点');
});

it('hears what sounds alike, also typed in letters', () => {
  expect(nearest('进读', 'admin')[0]).toBe('进度');
  expect(nearest('jindu', 'liaison')[0]).toBe('进度');
  expect(nearest('wode renwu', 'liaison')[0]).toBe('我的任务');
  expect(nearest('崔办', 'admin')[0]).toBe('催办 逾期');
});

it('always offers two, whatever was typed', () => {
  for (const text of ['', '？！', '😀', 'xyzzy', '嗯'.repeat(5_000)]) expect(nearest(text)).toHaveLength(2);
});

it('offers only what this person may use', () => {
  expect(nearest('催办一下大家', 'liaison')).not.toContain('催办 逾期');
  expect(nearest('提交材料可以吗', 'observer')).not.toContain('提交 3');
  for (const { name, right } of PHRASES)
    expect(holdersOf(commands[name].right), name).toEqual(expect.arrayContaining([...holdersOf(right)]));
});

it('offers words that are understood', () => {
  expect(PHRASES.map(({ example }) => parseMessage(example, '创建管家').command.name)).toEqual(PHRASES.map(({ name }) => name));
});
