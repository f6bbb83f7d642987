import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DINGTALK_MARKDOWN, lengthOf, withLineBreaks } from '../../../src/channels/dingtalk/send/markdown.ts';

describe('words of people in the markdown of DingTalk', () => {
  it.each([
    ['**重要** `代码` ~~划掉~~', '＊＊重要＊＊ ｀代码｀ ～～划掉～～'],
    ['[点这里](dtmd://dingtalkclient/sendMessage?content=x)', '［点这里］(dtmd://dingtalkclient/sendMessage?content=x)'],
    ['![图](http://evil.example/a.png)', '!［图］(http://evil.example/a.png)'],
    ['<font color=#ff0000>逾期</font>', '＜font color=#ff0000＞逾期＜/font＞'],
    ['# 大标题\n> 引用\n- 列表', '＃ 大标题\n＞ 引用\n－ 列表'],
    ['3. 第三条\n5) 第五条', '3．第三条\n5）第五条'].map((text) => text.replace(/(?<=[．）])/g, ' ')),
    ['    四个空格', '　四个空格'],
    ['\t制表符', '　制表符'],
    ['响铃\u0007和\r\n回车', '响铃和\n回车'],
  ])('%j mean nothing', (text, written) => {
    expect(DINGTALK_MARKDOWN.plain(text!)).toBe(written);
  });

  it('are otherwise as typed', () => {
    const text =
      '第3项 6月30日（周五） 4.5分 IMG_0001.jpg A-B 1+1=2\n● 「通过 B12」 @张三\n3.2 还缺 2 份\nhttps://bot.example/up/a_b-c?x=1&y=%2F#z';
    expect(DINGTALK_MARKDOWN.plain(text)).toBe(text);
  });
});

describe('line breaks', () => {
  it('survive: a single one has two blanks before it, an empty line stays as it is', () => {
    expect(withLineBreaks('一\n二\n\n三\n四')).toBe('一  \n二\n\n三  \n四');
  });

  it('are counted as they are sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('\n', '第', '😀', 'a') }), (text) => lengthOf(text) === withLineBreaks(text).length),
    );
  });
});
