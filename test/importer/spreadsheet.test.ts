import { writeXlsx, type WriteSheet } from 'hucre';
import { describe, expect, test } from 'vitest';
import { type GridDocument, toMatrix } from '../../src/importer/grid.ts';
import { readDocument } from '../../src/importer/readers/read-document.ts';
import { xls } from '../helpers/xls.ts';
import { rawText as text, rawWorkbook } from './workbooks.ts';

const workbook = (...sheets: WriteSheet[]) => writeXlsx({ sheets });
const sheet = (rows: WriteSheet['rows'], more: Partial<WriteSheet> = {}): WriteSheet => ({ name: 'Sheet1', rows: rows!, ...more });

/** Every place of the first table with what stands there; merged cells repeat. */
function places({ tables }: GridDocument): string[][] {
  return toMatrix(tables[0]!).map((cells) => Array.from(cells, (cell) => cell?.lines.join('|') ?? ''));
}

test('cells merged downward and across stand in every place they cover', async () => {
  const bytes = await workbook(
    sheet(
      [
        ['甲', '乙', '丙'],
        [null, '丁', null],
      ],
      {
        merges: [
          { startRow: 0, endRow: 1, startCol: 0, endCol: 0 },
          { startRow: 1, endRow: 1, startCol: 1, endCol: 2 },
        ],
      },
    ),
  );
  expect(places(await readDocument(bytes))).toEqual([
    ['甲', '乙', '丙'],
    ['甲', '丁', '丁'],
  ]);
});

test('lines of a cell are its line breaks; empty rows and columns at the ends are gone', async () => {
  const bytes = await workbook(sheet([[' 办公室\r\n\n机关工会 ', null, ''], [' '], []]));
  expect(places(await readDocument(bytes))).toEqual([['办公室|机关工会']]);
});

describe('numbers and dates are what people see', () => {
  test.each<[number | Date, string | undefined, string]>([
    [7, undefined, '7'],
    [0.1 + 0.2, undefined, '0.3'],
    [7.000_000_000_001, undefined, '7'],
    [7.000_001, '0.0', '7.0'],
    [2.5, '0.0_ ', '2.5'],
    [0.6, '0%', '60%'],
    [7, '0"分"', '7分'],
    [7.5, 'General"分"', '7.5分'],
    [3, '000', '003'],
    [7.5, '# ?/?', '7.5'],
    [new Date(Date.UTC(2024, 5, 30)), 'yyyy/m/d', '2024年6月30日'],
    [new Date(Date.UTC(2024, 5, 30)), 'm"月"d"日"', '6月30日'],
    [new Date(Date.UTC(2024, 5, 30)), 'yyyy"年"m"月"', '2024年6月'],
    [new Date(Date.UTC(2024, 5, 30, 17)), 'yyyy/m/d h:mm', '2024年6月30日 17:00'],
  ])('%s as %s', async (value, numFmt, seen) => {
    const style = numFmt === undefined ? {} : { style: { numFmt } };
    const bytes = await workbook(sheet([[value]], { cells: new Map([['0,0', { value, ...style }]]) }));
    expect(places(await readDocument(bytes))).toEqual([[seen]]);
  });

  test("a date in one of Excel's own Chinese formats is a date", async () => {
    const styles = '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="31"/></cellXfs>';
    const bytes = rawWorkbook('<sheetData><row r="1"><c r="A1" s="1"><v>45473</v></c></row></sheetData>', styles);
    expect(places(await readDocument(bytes))).toEqual([['2024年6月30日']]);
  });

  test('a date of a strict workbook is a date', async () => {
    const bytes = rawWorkbook('<sheetData><row r="1"><c r="A1" t="d"><v>2024-06-30T00:00:00</v></c></row></sheetData>');
    expect(places(await readDocument(bytes))).toEqual([['2024年6月30日']]);
  });

  test('a formula shows its last result, rich text its text', async () => {
    const rich = '<si><r><rPr><b/></rPr><t>牵头</t></r><r><t>单位</t></r><rPh sb="0" eb="1"><t>qiantou</t></rPh></si>';
    const bytes = rawWorkbook('<sheetData><row r="1"><c r="A1"><f>3+4</f><v>7</v></c><c r="B1" t="s"><v>0</v></c></row></sheetData>', '', [
      { name: 'xl/sharedStrings.xml', data: `<sst>${rich}</sst>` },
    ]);
    expect(places(await readDocument(bytes))).toEqual([['7', '牵头单位']]);
  });

  test('a formula nobody has worked out yet shows itself, one that came to nothing shows nothing', async () => {
    const [unknown, empty, none] = [
      '<c r="A1"><f>SUM(A2:A9)</f></c>',
      '<c r="B1" t="str"><f>IF(A1="","",A1)</f><v></v></c>',
      '<c r="C1" t="str"><f>T("")</f></c>',
    ];
    const bytes = rawWorkbook(`<sheetData><row r="1">${unknown}${empty}${none}${text('D1', '甲')}</row></sheetData>`);
    expect(places(await readDocument(bytes))).toEqual([['=SUM(A2:A9)', '', '', '甲']]);
  });
});

describe('sheets', () => {
  test('each visible one with content is a table under its name', async () => {
    const { tables } = await readDocument(
      await workbook(
        sheet([['甲']], { name: '常规工作' }),
        sheet([], { name: '空' }),
        sheet([['旧']], { name: '2022年', hidden: true }),
        sheet([['乙']], { name: '加分项' }),
      ),
    );
    expect(tables.map(({ before, rows }) => [before, rows[0]![0]!.lines])).toEqual([
      [['常规工作'], ['甲']],
      [['加分项'], ['乙']],
    ]);
  });

  test('a chart of its own is no table', async () => {
    const bytes = rawWorkbook(`<sheetData><row r="1">${text('A1', '甲')}</row></sheetData>`, '', [], ['图表1']);
    expect((await readDocument(bytes)).tables).toHaveLength(1);
  });

  test('a single one that nobody named stands alone', async () => {
    expect((await readDocument(await workbook(sheet([['甲']])))).tables[0]!.before).toEqual([]);
    expect((await readDocument(await workbook(sheet([['甲']], { name: '2024年任务' })))).tables[0]!.before).toEqual(['2024年任务']);
  });
});

test('hidden rows and columns are not read, a merged cell shows in what remains of it', async () => {
  const bytes = rawWorkbook(
    `<cols><col min="2" max="2" hidden="1"/></cols><sheetData><row r="1" hidden="1">${text('A1', '甲')}${text('C1', '旧')}</row><row r="2">${text('B2', '暗')}${text('C2', '一')}</row><row r="3">${text('C3', '二')}</row></sheetData><mergeCells><mergeCell ref="A1:A3"/></mergeCells>`,
  );
  expect(places(await readDocument(bytes))).toEqual([
    ['甲', '一'],
    ['甲', '二'],
  ]);
});

test('rows that only a filter hides are read', async () => {
  const bytes = rawWorkbook(
    `<sheetData><row r="1">${text('A1', '责任部门')}</row><row r="2" hidden="1">${text('A2', '办公室')}</row><row r="3">${text('A3', '工会')}</row></sheetData><autoFilter ref="A1:A3"><filterColumn colId="0"><filters><filter val="工会"/></filters></filterColumn></autoFilter>`,
  );
  expect(places(await readDocument(bytes))).toEqual([['责任部门'], ['办公室'], ['工会']]);
});

test('a claimed size, a coloured row and a merge over everything cost nothing', async () => {
  const bytes = rawWorkbook(
    `<dimension ref="A1:XFD1048576"/><cols><col min="1" max="16384" width="9"/></cols><sheetData><row r="1">${text('A1', '甲')}<c r="XFD1" s="0"/></row><row r="2">${text('B2', '乙')}</row><row r="1048576"><c r="A1048576"/></row></sheetData><mergeCells><mergeCell ref="A1:A1048576"/></mergeCells>`,
  );
  expect(places(await readDocument(bytes))).toEqual([
    ['甲', ''],
    ['甲', '乙'],
  ]);
});

test('an Excel 97 file reads the same, without its hidden sheet', async () => {
  const { tables } = await readDocument(
    xls([
      { name: '旧表', rows: [['旧']], hidden: true },
      {
        name: 'Sheet1',
        rows: [
          ['甲', '办公室\n工会', 7],
          ['', '丁', 0.5],
        ],
        merges: [[0, 1, 0, 0]],
      },
    ]),
  );
  expect(tables.map(({ before }) => before)).toEqual([[]]);
  expect(places({ tables, after: [] })).toEqual([
    ['甲', '办公室|工会', '7'],
    ['甲', '丁', '0.5'],
  ]);
});
