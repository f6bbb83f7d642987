import { describe, expect, it } from 'vitest';
import { createWithoutMention } from '../../../src/channel-kit/mention.ts';
import { cpuMs } from '../../helpers/cpu-time.ts';

describe('the bot’s own mention', () => {
  it.each([
    ['创建管家', '@创建管家 状态 2025 教务处', '状态 2025 教务处'],
    ['创建管家', '＠创建管家　进度', '进度'],
    ['创建管家', '@创建管家\u2005进度', '进度'],
    ['创建管家', '进度 @创建管家', '进度'],
    ['创建管家', '提交 B12@创建管家', '提交 B12'],
    ['创建管家', '麻烦 @创建管家 看看进度', '麻烦 看看进度'],
    ['创建管家', '@创建管家 @创建管家 进度', '进度'],
    ['创建管家', '@创建管家@创建管家 进度', '进度'],
    ['创建管家', '@创建管家，我的任务', '我的任务'],
    ['创建管家', '@创建管家：我的任务', '我的任务'],
    ['创建管家', '@创建管家', ''],
    ['创建管家', ' @创建管家 \n', ''],
    ['Matt chow的机器人 1', '@Matt chow的机器人 1 /help', '/help'],
    ['Matt chow的机器人 1', '@matt  CHOW的机器人\u00a01 /help', '/help'],
    ['Helper', '@HELPER 进度', '进度'],
    ['Helper', '@Helper进度', '进度'],
    ['管家 (测试)+', '@管家 (测试)+ 进度', '进度'],
  ])('of %s goes out of %j', (name, text, rest) => {
    expect(createWithoutMention(name)(text)).toBe(rest);
  });

  it.each([
    ['创建管家', '@张三 @创建管家 进度', '@张三 进度'],
    ['创建管家', '@创建管家 移交 3 给 @李四', '移交 3 给 @李四'],
    ['创建管家', '@创建管家2号 @创建管家 进度', '@创建管家2号 进度'],
    ['创建管家', '创建管家 进度', '创建管家 进度'],
    ['Helper', '@Helpers 进度', '@Helpers 进度'],
    ['wenming', '备注 zhang@wenming.cn', '备注 zhang@wenming.cn'],
  ])('of %s leaves other people’s in %j', (name, text, rest) => {
    expect(createWithoutMention(name)(text)).toBe(rest);
  });

  it('goes also when the blank behind it was deleted', () => {
    expect(createWithoutMention('创建管家')('@创建管家进度')).toBe('进度');
  });

  it('leaves the lines of a pasted table as they are', () => {
    const table = '任务\t分值\n一\t2\n\t3';
    const withoutMention = createWithoutMention('创建管家');
    expect(withoutMention(`@创建管家 导入\n${table}`)).toBe(`导入\n${table}`);
    expect(withoutMention(`导入\n${table}\n@创建管家 `)).toBe(`导入\n${table}`);
    expect(withoutMention(`导入 @创建管家 \n${table}`)).toBe(`导入\n${table}`);
  });

  it('is found in a megabyte of blanks without waiting', () => {
    const withoutMention = createWithoutMention('Matt chow');
    const text = `a${' '.repeat(500_000)}@Matt${' '.repeat(500_000)}b`;
    expect(withoutMention(text)).toMatch(/b$/);
    expect(cpuMs(() => void withoutMention(text))).toBeLessThan(5_000);
  });
});
