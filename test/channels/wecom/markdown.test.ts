import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MARKDOWN } from '../../../src/channel-kit/markdown.ts';
import { splitNumbered } from '../../../src/channel-kit/split.ts';
import { APP_TEXT } from '../../../src/channels/wecom/send/app-text.ts';

describe('words of people in markdown', () => {
  it.each([
    ['**重要**', '＊＊重要＊＊'],
    ['[这里](http://evil.example/a)', '［这里］(http://evil.example/a)'],
    ['<font color="warning">逾期</font>', '＜font color="warning"＞逾期＜/font＞'],
    ['<@zhang.san>', '＜@zhang.san＞'],
    ['# 大标题', '＃ 大标题'],
    ['第一行\n> 引用', '第一行\n＞ 引用'],
    ['`代码` ~~划掉~~ _斜_', '｀代码｀ ～～划掉～～ ＿斜＿'],
    ['---', '－－－'],
    ['a | b', 'a ｜ b'],
    ['&lt;b&gt; AT&T', '＆lt;b＆gt; AT&T'],
  ])('%s mean nothing', (text, written) => {
    expect(MARKDOWN.plain(text)).toBe(written);
  });

  it('are otherwise as typed', () => {
    const text = '第3项 6月30日（周五） 4.5分 IMG_0001.jpg #3 A-B 1+1=2\n● 「通过 B12」\n1. 还缺 2 份 (共 5 份)';
    expect(MARKDOWN.plain(text)).toBe(text);
  });

  it('keep addresses usable', () => {
    const text = '见 https://bot.example/up/a_b-c?x=1&y=%2F#z，或（http://10.0.0.1:8080/）。';
    expect(MARKDOWN.plain(text)).toBe(text);
    expect(MARKDOWN.plain('https://a.example/_x_*')).toBe('https://a.example/%5Fx%5F＊');
  });

  it('never leave a character that is markup, wherever it stands', () => {
    const marks = fc.string({ unit: fc.constantFrom(...'*`~[]<>|\\_#-+= \n&;中a1'), maxLength: 40 });
    fc.assert(
      fc.property(marks, (text) => {
        const written = MARKDOWN.plain(text);
        expect(written).not.toMatch(/[*`~[\]<>|\\]|^[ \t]*[#>+=-]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/mu);
      }),
    );
  });

  it('are a link only where we make one', () => {
    expect(MARKDOWN.link('总结](http://evil.example)[.docx', 'https://bot.example/files/1?sign=a_b&to=(x)')).toBe(
      '[总结］(http://evil.example)［.docx](https://bot.example/files/1?sign=a_b&to=%28x%29)',
    );
    expect(APP_TEXT.link('<a href="x">', 'https://bot.example/files/1?a=1&b=2')).toBe(
      '<a href="https://bot.example/files/1?a=1&b=2">＜a href="x"></a>',
    );
  });
});

describe('a long text', () => {
  const TEXTS = fc
    .array(fc.string({ unit: fc.constantFrom('第', '3', '项', '😀', '\n', ' '), maxLength: 400 }), { maxLength: 6 })
    .map((parts) => parts.join('\n'));

  it('is whole again when its pieces are put together, and no piece is too long or has half a character', () => {
    fc.assert(
      fc.property(TEXTS, fc.integer({ min: 60, max: 900 }), (text, maxBytes) => {
        const pieces = splitNumbered(text, maxBytes, Buffer.byteLength);
        for (const piece of pieces) {
          expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(maxBytes);
          expect(piece.isWellFormed()).toBe(true);
        }
        const bare = pieces.length === 1 ? pieces : pieces.map((piece, n) => piece.replace(`\n（${n + 1}/${pieces.length}）`, ''));
        expect(bare.join('').replaceAll('\n', '')).toBe(text.replaceAll('\n', ''));
      }),
    );
  });

  it('is parted between lines while lines fit', () => {
    const lines = Array.from({ length: 30 }, (_, n) => `第${n + 1}项 读书会`);
    const pieces = splitNumbered(lines.join('\n'), 200, Buffer.byteLength);
    expect(pieces.flatMap((piece) => piece.split('\n').slice(0, -1))).toEqual(lines);
    expect(pieces.at(0)).toMatch(new RegExp(`\\n（1/${pieces.length}）$`));
  });
});
