import { Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { readXlsx } from 'hucre';
import { expect, it } from 'vitest';
import { ABOVE, LEFT, type PrintedCell, type PrintedRow, type PrintedTable } from '../../src/exporter/printed-table.ts';
import { writeWorkbook } from '../../src/exporter/xlsx/write-workbook.ts';
import { collect } from '../helpers/collect.ts';
import { printedPages } from '../helpers/libre-office.ts';
import { unzip } from '../helpers/unzip.ts';

const COLUMNS = ['考评项目', '考评标准', '分值', '备注'];

function table(rows: PrintedTable['rows'] | PrintedCell[][]): PrintedTable {
  const columns = COLUMNS.map((label): PrintedTable['columns'][number] => ({ label, width: 8, align: 'left' }));
  const named = Array.isArray(rows) ? rows.map((cells: PrintedCell[]) => ({ kind: 'body' as const, cells })) : rows;
  return { name: '台账', title: '2023年度院机关文明创建任务台账', note: '制表：2023年12月1日', columns, rows: named };
}

async function sheetOf(rows: PrintedCell[][]) {
  const bytes = await collect((to) => writeWorkbook(table(rows), to));
  const [sheet] = (await readXlsx(bytes)).sheets;
  const xml = (await unzip(bytes)).get('xl/worksheets/sheet1.xml')!.toString();
  return { bytes, rows: sheet!.rows.slice(3), merges: sheet!.merges ?? [], xml };
}

it('keeps every text as it is, formula-like ones too, and numbers as numbers', async () => {
  const texts = [
    '=1+1',
    '+8',
    '-1',
    '@SUM(A1)',
    '＝1',
    ' =1',
    '_x0041_',
    '_x005F_',
    '<b>&amp;"\'</b>',
    '行一\n行二',
    '  前后  ',
    '😀',
    '第３项',
    '007',
  ];
  const { rows, xml } = await sheetOf(texts.map((text) => [text, 4.5, '', 0]));
  expect(rows.map(([text]) => text)).toEqual(texts);
  expect(rows[0]!.slice(1)).toEqual([4.5, null, 0]);
  expect(xml).not.toContain('<f>');
});

it('leaves out what no sheet may hold, and the rest of any text comes back', async () => {
  const allowed = (text: string): string => text.toWellFormed().replaceAll(/[^\P{Cc}\t\n\u007F-\u009F]|[\uFFFE\uFFFF]/gu, '');
  const anyText = fc.string({
    unit: fc.oneof(
      fc.constantFrom('\0', '\u001B', '\uD800', '\uFFFF', '_x', '0', '=', '<', ']]>'),
      fc.string({ unit: 'binary', maxLength: 1 }),
    ),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 20 }), async (texts) => {
      const { rows } = await sheetOf(texts.map((text) => [text, '', '', 1]));
      expect(rows.map(([text]) => text ?? '')).toEqual(texts.map(allowed));
    }),
    { numRuns: 50 },
  );
});

it('cuts a text no cell can hold, and says so', async () => {
  const { rows } = await sheetOf([['字'.repeat(40_000), '', '', '']]);
  expect(rows[0]![0]).toBe(`${'字'.repeat(32_766)}…`);
});

it('merges cells downward and across', async () => {
  const { rows, merges } = await sheetOf([
    ['一、政治建设', '（1）学习', 7, '无'],
    [ABOVE, ABOVE, ABOVE, '有'],
    [ABOVE, '（2）教育', 7, ''],
    ['合计', LEFT, 14, ''],
  ]);
  expect(rows[1]).toEqual([null, null, null, '有']);
  const ofTable = merges
    .map(({ startRow, endRow, startCol, endCol }) => [startRow - 3, startCol, endRow - 3, endCol])
    .filter(([top]) => top! >= 0);
  // In the order they end.
  expect(ofTable).toEqual([
    [0, 1, 1, 1],
    [0, 2, 1, 2],
    [0, 0, 2, 0],
    [3, 0, 3, 1],
  ]);
});

it('makes rows as high as the texts in them, merged ones too', async () => {
  const long = '开展全民阅读进机关活动。'.repeat(20); // 240 characters, 8 in a line
  const { xml } = await sheetOf([
    ['', long, '', '一行'],
    ['', ABOVE, '', '两\n行'],
    ['', '', '', ''],
  ]);
  const heights = [...xml.matchAll(/<row r="\d+" ht="([\d.]+)"/g)].map(([, height]) => Number(height)).slice(3);
  expect(heights[0]! + heights[1]!).toBeGreaterThan(30 * 10.5 * 1.2);
  expect(heights[1]).toBeGreaterThan(2 * 10.5);
  expect(heights[2]).toBeLessThan(20);
});

it('goes on in further rows where a text is higher than a row may be', async () => {
  const { rows, merges, xml } = await sheetOf([
    ['题', '长'.repeat(800), 3, ''],
    ['后', '', '', ''],
  ]);
  const heights = [...xml.matchAll(/<row r="\d+" ht="([\d.]+)"/g)].map(([, height]) => Number(height));
  expect(Math.max(...heights)).toBeLessThanOrEqual(409);
  expect(merges.filter(({ startRow, endRow }) => startRow === 3 && endRow > 5)).toHaveLength(4);
  expect(rows.at(-1)![0]).toBe('后');
});

it('is set up for A4 across, with the labels in sight and the type of official papers', async () => {
  const parts = await unzip((await sheetOf([['一', '二', 3, '四']])).bytes);
  const [sheet, workbook, styles] = ['worksheets/sheet1', 'workbook', 'styles'].map((name) => parts.get(`xl/${name}.xml`)!.toString());
  expect(sheet).toContain('<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>');
  expect(sheet).toMatch(/<pane ySplit="3" topLeftCell="A4" [^>]*state="frozen"\/>/);
  expect(workbook).toContain(`<definedName name="_xlnm.Print_Titles" localSheetId="0">'台账'!$3:$3</definedName>`);
  expect(styles).toContain('<name val="仿宋_GB2312"/>');
});

it('prints with the labels on every page', { timeout: 120_000 }, async () => {
  const rows = Array.from({ length: 120 }, (_, index): PrintedCell[] => [
    index % 60 === 0 ? `第${index}组` : ABOVE,
    `=B${index}`,
    index,
    '备注',
  ]);
  const pages = await printedPages('ledger.xlsx', (await sheetOf(rows)).bytes);
  expect(pages.length).toBeGreaterThan(1);
  for (const [index, page] of pages.entries()) {
    expect(page).toContain('考评标准');
    expect(page).toContain(`第 ${index + 1} 页，共 ${pages.length} 页`);
  }
  expect(pages.join('')).toContain('=B119');
});

it('is the same file for the same rows', async () => {
  const rows: PrintedCell[][] = [['一', '二', 3, '四']];
  expect((await sheetOf(rows)).bytes.equals((await sheetOf(rows)).bytes)).toBe(true);
});

it('reads no further than it can write, however long the table', async () => {
  let read = 0;
  const stuck = new Writable({ highWaterMark: 1, write: () => {} });
  const writing = writeWorkbook(table(endless(() => read++ < 100_000)), stuck);
  for (let before = -1; before < read; await wait(200)) before = read;
  // What fits between the two: rows like these pack small.
  expect(read).toBeLessThan(50_000);
  stuck.destroy(new Error('no space left on device'));
  await expect(writing).rejects.toThrow('no space left on device');
});

it('lets others work while it writes 30,000 rows', async () => {
  let turns = 0;
  let isWriting = true;
  const count = (): void => {
    turns++;
    if (isWriting) setImmediate(count);
  };
  setImmediate(count);
  await collect((to) => writeWorkbook(table(endless((index) => index < 30_000)), to));
  isWriting = false;
  // A piece of the sheet is some hundred rows.
  expect(turns).toBeGreaterThan(100);
});

/** Rows until `isMore` says no. */
async function* endless(isMore: (index: number) => boolean | number): AsyncIterable<PrintedRow> {
  for (let index = 0; isMore(index) !== false; index++) {
    yield {
      kind: 'body',
      cells: [index % 100 === 0 ? '突出政治建设' : ABOVE, `（${index}）开展全民阅读进机关活动，及时补充更新理论书籍`, 3, '未交'],
    };
  }
}
