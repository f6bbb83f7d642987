import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/chat/command.ts';
import { parseMessage } from '../../src/chat/parse-command.ts';

const BOT = '创建管家';
const parse = (text: string): Command => parseMessage(text, BOT).command;
const link = (url: string, title = '', day?: string) => ({ form: 'link', url, title, day });

describe('links', () => {
  it.each([
    ['提交 9 https://example.com/a?b=c#d', '9', link('https://example.com/a?b=c#d')],
    ['提交9 https://example.com/1.html', '9', link('https://example.com/1.html')],
    ['提交 9：http://10.0.0.5/新闻/1', '9', link('http://10.0.0.5/新闻/1')],
    ['提交 第9项 https://example.com/a 读书会开讲 4-20', '9', link('https://example.com/a', '读书会开讲', '4-20')],
    ['提交 9 读书会开讲 2023-04-20 https://example.com/a', '9', link('https://example.com/a', '读书会开讲', '2023-04-20')],
    ['提交 9 https://example.com/a，4月20日，《读书会开讲》', '9', link('https://example.com/a', '读书会开讲', '4月20日')],
    ['提交 9 【读书会开讲】https://example.com/a', '9', link('https://example.com/a', '读书会开讲')],
    ['提交 https://example.com/2023-04-20/a', undefined, link('https://example.com/2023-04-20/a')],
    ['@创建管家 提交 9 https://example.com/a', '9', link('https://example.com/a')],
    ['3 提交 https://example.com/a', '3', link('https://example.com/a')],
    ['提交 9 https://example.com/a https://example.com/a', '9', link('https://example.com/a')],
  ])('「%s」', (text, code, expected) => {
    expect(parse(text)).toEqual({ name: 'submit', ...(code !== undefined && { code }), note: '', links: [expected] });
  });

  it('several have the other words as their note', () => {
    expect(parse('提交 9 两篇报道 https://example.com/a、https://example.com/b')).toEqual({
      name: 'submit',
      code: '9',
      note: '两篇报道',
      links: [link('https://example.com/a、https://example.com/b'.split('、')[0]!), link('https://example.com/b')],
    });
  });

  it.each([
    ['提交 9 ftp://example.com/a', link('ftp://example.com/a')],
    ['提交 9 报道 file:///etc/passwd', link('file:///etc/passwd', '报道')],
    ['提交 9 javascript:alert(1)', link('javascript:alert(1)')],
    ['提交 9 data:text/html,x', link('data:text/html,x')],
    ['提交 9 PPThttps://example.com/a', link('https://example.com/a', 'PPT')],
  ])('「%s」 is a link, too, to be refused where it is no page', (text, expected) => {
    expect(parse(text)).toEqual({ name: 'submit', code: '9', note: '', links: [expected] });
  });

  it.each(['提交 9 见 www.example.com', '提交 9 https://', '提交 9 PPT:第二稿', '提交 9 时间:4-20'])('「%s」 is a note', (text) =>
    expect(parse(text)).toMatchObject({ name: 'submit', code: '9', note: text.slice(5) }),
  );

  it('may be handed in for a department', () => {
    expect(parse('代 机关工会 提交 3 https://example.com/a')).toEqual({
      name: 'submit-for',
      department: '机关工会',
      code: '3',
      note: '',
      links: [link('https://example.com/a')],
    });
  });
});

describe('texts', () => {
  it('are taken as they were written, line by line', () => {
    const body = '一、4月20日  读书会\n\n二、30人参加（含干部10人）。';
    for (const start of ['提交文字 3 ', '提交文字3：', '提交文字 第3项\n', '@创建管家 提交文字 3\n', '第3项 提交文字 '])
      expect(parse(start + body)).toEqual({ name: 'submit-text', code: '3', text: body });
    const long = `${'读书会很好。\n'.repeat(1500)}完`;
    expect(parse(`提交文字 3 ${long}`)).toEqual({ name: 'submit-text', code: '3', text: long });
  });

  it('need their item and words', () => {
    for (const text of ['提交文字', '提交文字 3', '提交文字 读书会很好'])
      expect(parse(text)).toEqual({ name: 'incomplete', of: 'submit-text' });
    expect(parse('代 机关工会 提交文字 3 读书会很好')).toEqual({
      name: 'submit-text',
      department: '机关工会',
      code: '3',
      text: '读书会很好',
    });
  });
});

describe('register entries', () => {
  const entry = (change: object) => ({
    name: 'register',
    code: '3',
    title: '关于读书会的通知',
    docNumber: undefined,
    day: undefined,
    keptAt: '',
    ...change,
  });

  it.each([
    [
      '登记 3 湘文明〔2023〕5号 关于读书会的通知 2023-4-20 档案室3柜',
      { docNumber: '湘文明〔2023〕5号', day: '2023-4-20', keptAt: '档案室3柜' },
    ],
    [
      '登记 3 2023年4月20日 湘文明〔2023〕5号 关于读书会的通知 档案室3柜',
      { docNumber: '湘文明〔2023〕5号', day: '2023年4月20日', keptAt: '档案室3柜' },
    ],
    [
      '登记3，湘文明[2023]5号，《关于读书会的通知》，4-20，存放于档案室3柜',
      { docNumber: '湘文明[2023]5号', day: '4-20', keptAt: '档案室3柜' },
    ],
    [
      '登记 第3项 文号：湘文明〔2023〕5号 题名：关于读书会的通知 存放处：档案室3柜',
      { docNumber: '湘文明〔2023〕5号', keptAt: '档案室3柜' },
    ],
    ['登记 3 关于读书会的通知', {}],
    ['登记纸质材料 3 关于读书会的通知 档案室', { keptAt: '档案室' }],
    ['3 登记 关于读书会的通知 档案室', { keptAt: '档案室' }],
    ['@创建管家 登记 3 《关于读书会的通知》 4月20日', { day: '4月20日' }],
  ])('「%s」', (text, change) => expect(parse(text)).toEqual(entry(change)));

  it('need an item and a title', () => {
    for (const text of ['登记', '登记 3', '登记 3 湘文明〔2023〕5号', '登记 3 2023-4-20'])
      expect(parse(text)).toEqual({ name: 'incomplete', of: 'register' });
    expect(parse('登记加分 荣誉称号 国家级 2023-05-10 湘文明〔2023〕5号')).toMatchObject({ name: 'enter-adjustment' });
    expect(parse('登记一下参会人员')).toMatchObject({ name: 'unknown' });
  });
});
