import { writeXlsx } from 'hucre';
import { expect, test } from 'vitest';
import { ImportRefusal, type ImportRefusalReason } from '../../src/importer/import-refusal.ts';
import { readPlan } from '../../src/importer/read-plan.ts';
import { readPlanHere } from '../../src/importer/read-plan-here.ts';
import { xls } from '../helpers/xls.ts';
import { zip, type ZipFile } from '../helpers/zip.ts';
import { cell, docx, documentXml, HEADER, paragraph, row, seed, table, textRow } from './documents.ts';
import { rawText, rawWorkbook } from './workbooks.ts';

const ROWS = [[...HEADER], ['一、甲 1分', '乙 1分', '（1）做事。1分', '办公室']];
const header = `<row r="1">${HEADER.map((label, col) => rawText(`${'ABCD'[col]}1`, label)).join('')}</row>`;
const item = `<row r="2">${ROWS[1]!.map((text, col) => rawText(`${'ABCD'[col]}2`, text)).join('')}</row>`;
const shared = (data: string): ZipFile => ({ name: 'xl/sharedStrings.xml', data });
const tableOf = (more: string, parts: ZipFile[] = []) => rawWorkbook(`<sheetData>${header}${item}</sheetData>${more}`, '', parts);

async function refusalOf(bytes: Uint8Array): Promise<ImportRefusal> {
  const error = await readPlanHere({ kind: 'file', name: '任务分解表', bytes }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ImportRefusal);
  return error as ImportRefusal;
}

/** Cells merged in stairs, each rectangle over nearly all of the sheet. */
function stairs(): string {
  const merges = Array.from({ length: 20_000 }, (_, step) => `<mergeCell ref="A${5_000 - (step % 5_000)}:BL5000"/>`);
  const rows = Array.from({ length: 4_998 }, (_, at) => `<row r="${at + 3}">${rawText(`BL${at + 3}`, 'x')}</row>`);
  return rawWorkbookXml(rows.join(''), merges.join(''));
}

function rawWorkbookXml(rows: string, merges: string): string {
  return `<sheetData>${header}${item}${rows}</sheetData><mergeCells>${merges}</mergeCells>`;
}

const hostile: [what: string, reason: ImportRefusalReason, bytes: () => Buffer][] = [
  ['an .xlsx with 25 MB in 30 kB', 'too-large', () => tableOf('', [{ name: 'xl/media/1.png', data: Buffer.alloc(25_000_000) }])],
  [
    'an .xlsx whose strings are larger than they claim',
    'broken',
    () => tableOf('', [{ name: 'xl/sharedStrings.xml', data: Buffer.alloc(30_000_000, ' '), declaredSize: 1_000 }]),
  ],
  ['endless shared strings', 'too-large', () => tableOf('', [shared(`<sst>${'<si/>'.repeat(1_000_000)}</sst>`)])],
  ['strings in strings in strings', 'broken', () => tableOf('', [shared('<sst>'.repeat(100_000))])],
  [
    'an .xlsx that multiplies its entities',
    'broken',
    () => tableOf('', [shared('<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><sst><si><t>&d;</t></si></sst>')]),
  ],
  [
    'an .xlsx that asks for a file of the machine',
    'broken',
    () => tableOf('', [shared('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><sst><si><t>&b;</t></si></sst>')]),
  ],
  [
    'a .docx that asks for a file of the machine',
    'broken',
    () =>
      zip([{ name: 'word/document.xml', data: `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>${documentXml(paragraph('&b;'))}` }]),
  ],
  [
    'something in the last cell of a sheet',
    'too-large',
    () => rawWorkbook(`<sheetData>${header}${item}<row r="1048576">${rawText('XFD1048576', 'x')}</row></sheetData>`),
  ],
  [
    '6,000 rows of a sheet',
    'too-large',
    () =>
      rawWorkbook(
        rawWorkbookXml(Array.from({ length: 6_000 }, (_, at) => `<row r="${at + 3}">${rawText(`A${at + 3}`, 'x')}</row>`).join(''), ''),
      ),
  ],
  ['a million merged cells, again and again', 'broken', () => rawWorkbook(stairs())],
  ['6,000 rows of an .xls', 'too-large', () => xls([{ name: '表', rows: [...ROWS, ...Array.from({ length: 6_000 }, () => ['x'])] }])],
  ['an .xls of a million empty records', 'too-large', () => xls([{ name: '表', rows: ROWS }], { emptyRecords: 1_500_000 })],
  [
    'a row of 10,000 commas',
    'too-large',
    () => Buffer.from([HEADER.join(','), ROWS[1]!.join(','), `x${',x'.repeat(10_000)}`, 'a,b,c,d'].join('\n')),
  ],
  [
    '6,000 lines of cells',
    'too-large',
    () => Buffer.from([HEADER.join('\t'), ...Array.from({ length: 6_000 }, () => ROWS[1]!.join('\t'))].join('\n')),
  ],
  ['a table in a table, a hundred times', 'broken', () => docx(nested(100))],
];

/** Deeper than any parser of ours goes down. */
function nested(depth: number): string {
  return depth === 0 ? table(textRow(...HEADER)) : table(row(cell(nested(depth - 1))));
}

test.each(hostile)('%s is refused as %s, soon', async (_what, reason, bytes) => {
  expect((await refusalOf(bytes())).reason).toBe(reason);
});

test('an .xls that names one stream thousands of times is read once', async () => {
  const rows = [...ROWS, ...Array.from({ length: 900 }, () => ['', '', '（2）再做。', '工会'])];
  const bytes = xls([{ name: '表', rows }], { otherNames: Array.from({ length: 4_000 }, (_, index) => `S${index}`) });
  const before = process.memoryUsage().arrayBuffers;
  const draft = await readPlanHere({ kind: 'file', name: '2024.xls', bytes });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50_000_000);
  expect(draft.tasks.length).toBeGreaterThan(900);
});

test('what a workbook is does not depend on its name either', async () => {
  const workbook = Buffer.from(await writeXlsx({ sheets: [{ name: '2024年任务', rows: ROWS }] }));
  const named = async (name: string, bytes: Uint8Array) => (await readPlan({ kind: 'file', name, bytes })).tasks.map(({ code }) => code);
  expect(await named('任务分解表.xls', workbook)).toEqual(['1']);
  expect(await named('任务分解表.docx', xls([{ name: '2024年任务', rows: ROWS }]))).toEqual(['1']);
  expect(await named('任务分解表.xlsx', seed.docx)).toHaveLength(22);
  expect(await named('任务分解表.wps', seed.doc)).toHaveLength(22);
});
