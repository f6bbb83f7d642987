import { describe, expect, test } from 'vitest';
import { decodeText } from '../../src/importer/readers/decode-text.ts';
import { readText } from '../../src/importer/readers/text.ts';

const HEAD = '\t考评\n标准\n\t责任部门\n\n';

function rowsOf(text: string): string[][] {
  return readText(text).tables.flatMap(({ rows }) => rows.map((row) => row.map(({ lines }) => lines.join('|'))));
}

test('a cell begins with a tab, a row ends with an empty line', () => {
  expect(rowsOf(`${HEAD}\t做事\n\t办公室\n机关党委\n\n\t\n\t机关工会\n`)).toEqual([
    ['考评|标准', '责任部门'],
    ['做事', '办公室|机关党委'],
    ['', '机关工会'],
  ]);
});

test('an empty line within a cell does not end its row', () => {
  expect(rowsOf(`${HEAD}\t做事\n\n\t办公室\n\n\t做\n\n人\n\t工会\n\n机关党委\n\n\t又\n\t甲\n`)).toEqual([
    ['考评|标准', '责任部门'],
    ['做事', '办公室'],
    ['做|人', '工会|机关党委'],
    ['又', '甲'],
  ]);
});

test('lines above and below the table are paragraphs, also indented ones', () => {
  const document = readText(`通知\n\t一、请照办\n${HEAD}\t做事\n\t办公室\n\n联系人：张三\n`);
  expect(document.tables[0]!.before).toEqual(['通知', '一、请照办']);
  expect(document.tables[0]!.rows).toHaveLength(2);
  expect(document.after).toEqual(['联系人：张三']);
});

test('a second table under its own line stays apart, a repeated header does not part', () => {
  const { tables } = readText(`${HEAD}\t做事\n\t甲\n\n${HEAD}\t又\n\t乙\n\n附件2\n${HEAD}\t再\n\t丙\n`);
  expect(tables.map(({ before, rows }) => [before, rows.length])).toEqual([
    [[], 4],
    [['附件2'], 2],
  ]);
});

test('a table whose first tab the chat has trimmed is whole', () => {
  expect(rowsOf(`${HEAD}\t做事\n\t办公室\n`.trim())).toEqual([
    ['考评|标准', '责任部门'],
    ['做事', '办公室'],
  ]);
});

test('columns parted by blanks are a table where each line has all of them', () => {
  const columns = [
    ['序号', '任务内容', '责任部门'],
    ['1', '做事', '办公室、工会'],
  ];
  expect(rowsOf('任务表\n序号   任务内容    责任部门\n1      做事        办公室、工会\n')).toEqual(columns);
  expect(rowsOf('序号 任务内容 责任部门\n1 做事 办公室、工会\n\n注：请照办\n')).toEqual(columns);
  // Which of the three is left out nobody can tell.
  expect(rowsOf('序号 任务内容 责任部门\n1 做事 办公室\n2 做人\n')).toEqual([]);
});

test("Word's bookmark marks are dropped", () => {
  expect(rowsOf(`${HEAD}\t[bookmark: _GoBack]做事\n\t甲\n`)[1]).toEqual(['做事', '甲']);
});

test('a text file may be UTF-8, UTF-16 or what Windows writes', () => {
  expect(decodeText(Buffer.from('\ufeff责任部门'))).toBe('责任部门');
  expect(decodeText(Buffer.from('\ufeff责任部门', 'utf16le'))).toBe('责任部门');
  expect(decodeText(Buffer.from('\ufeff责任部门', 'utf16le').swap16())).toBe('责任部门');
  expect(decodeText(Buffer.from('d4f0c8ceb2bfc3c5', 'hex'))).toBe('责任部门');
});

describe('rows in lines', () => {
  const rows = [
    ['重点任务', '责任部门', '完成时限'],
    ['做事', '办公室', '6月底前'],
    ['', '工会', ''],
  ];
  const expected = [
    ['重点任务', '责任部门', '完成时限'],
    ['做事', '办公室', '6月底前'],
    ['', '工会'],
  ];

  test.each([
    [',', 'a .csv'],
    [';', 'a .csv with semicolons'],
    ['\t', 'cells copied out of Excel'],
  ])('parted by %j are %s', (delimiter) => {
    expect(rowsOf(`${rows.map((row) => row.join(delimiter)).join('\r\n')}\r\n`)).toEqual(expected);
  });

  test('may have quoted cells with line breaks, commas and quotes in them', () => {
    expect(rowsOf('重点任务,责任部门\n"做事,\n做""好""",办公室\n再做,工会\n')).toEqual([
      ['重点任务', '责任部门'],
      ['做事,|做"好"', '办公室'],
      ['再做', '工会'],
    ]);
  });

  test('are read on after a quote that nobody closed', () => {
    expect(rowsOf('重点任务\t责任部门\n"做事\t办公室\n再做\t工会\n')).toHaveLength(3);
  });

  test('have their title and notes as paragraphs', () => {
    const { tables, after } = readText('2024年任务分解表\n重点任务\t责任部门\n做事\t办公室\n注：年底前完成\n');
    expect(tables.map(({ before, rows: found }) => [before, found.length])).toEqual([[['2024年任务分解表'], 2]]);
    expect(after).toEqual(['注：年底前完成']);
  });
});

test('a text without a table is its lines, with their numbers', () => {
  const lines = ['一、学习教育', '1.\t开展学习，责任单位：办公室', '2.\t组织活动, 6月底前', '（3）总结', '附件'];
  expect(readText(lines.join('\n'))).toEqual({
    tables: [],
    after: ['一、学习教育', '1.\t开展学习，责任单位：办公室', '2.\t组织活动, 6月底前', '（3）总结', '附件'],
  });
});
