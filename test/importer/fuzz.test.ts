import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { writeXlsx } from 'hucre';
import { expect, test } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { assertReasonableSize, type GridCell, type GridDocument } from '../../src/importer/grid.ts';
import { ImportRefusal } from '../../src/importer/import-refusal.ts';
import { interpret } from '../../src/importer/interpret/interpret.ts';
import { readPlanHere } from '../../src/importer/read-plan-here.ts';
import { xls } from '../helpers/xls.ts';
import { zip } from '../helpers/zip.ts';
import { seed } from './documents.ts';

/** Each test stops trying after this long, so that a slow machine is not a failure. */
const SHORT = { interruptAfterTimeLimit: 5_000, markInterruptAsFailure: false, numRuns: 300 };

/** Reads, or refuses as expected; anything else is a bug. */
async function expectAnswer(read: () => unknown): Promise<void> {
  try {
    expect(await read()).toHaveProperty('tasks');
  } catch (error) {
    if (!(error instanceof ImportRefusal)) throw error;
  }
}

const ROWS = [
  ['考评项目', '考评内容', '考评标准', '责任部门', '分值', '完成时限'],
  ['一、学习教育', '理论学习', '（1）开展学习，全年不少于4次', '办公室\n机关党委', 7, new Date(Date.UTC(2024, 5, 30))],
  ['', '', '（2）组织活动', '机关工会（牵头）', 0.5, '每季度末'],
  ['加分项目（最多加20分）', '', '国家级加5分', '机关各部门', '', ''],
];
const workbook = Buffer.from(await writeXlsx({ sheets: [{ name: '2024年任务', rows: ROWS }] }));
const texts = ROWS.map((row) => row.map((value) => (value instanceof Date ? '6月30日' : value)));
const files = {
  '.docx': seed.docx,
  '.doc': seed.doc,
  '.xlsx': workbook,
  '.xls': xls([{ name: '2024年任务', rows: texts, merges: [[1, 2, 0, 0]] }]),
  '.txt': Buffer.from(seed.text),
  '.csv': Buffer.from(texts.map((row) => row.map((text) => JSON.stringify(text)).join(',')).join('\n')),
};

/** What happens to files: bytes change, pieces are lost, moved or doubled. */
const damage = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(64),
  put: fc.oneof(
    fc.uint8Array({ maxLength: 8 }),
    fc.constantFrom(...['ff', 'ffffffff', '00000000', 'feffffff', '01'].map((hex) => Buffer.from(hex, 'hex'))),
  ),
  keepsLength: fc.boolean(),
});
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

function damaged(bytes: Buffer, blows: readonly Damage[]): Buffer {
  return blows.reduce((found, { at, length, put, keepsLength }) => {
    const from = Math.floor(at * found.length);
    const to = from + (keepsLength ? put.length : length);
    return Buffer.concat([found.subarray(0, from), put, found.subarray(to)]);
  }, bytes);
}

test.each(Object.entries(files))('a damaged %s is read or refused', async (_name, bytes) => {
  const blows = fc.array(damage, { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(blows, (all) => expectAnswer(() => readPlanHere({ kind: 'file', name: '2024', bytes: damaged(bytes, all) }))),
    SHORT,
  );
});

/** The parts of a zip, unpacked. */
async function partsOf(bytes: Buffer): Promise<{ name: string; data: Buffer }[]> {
  const opened = await fromBufferPromise(bytes);
  const parts: { name: string; data: Buffer }[] = [];
  for await (const entry of opened.eachEntry()) {
    parts.push({ name: entry.fileName, data: await buffer(await opened.openReadStreamPromise(entry)) });
  }
  return parts;
}

test.each([
  ['.docx', seed.docx],
  ['.xlsx', workbook],
])('a whole %s around damaged parts is read or refused', async (_name, bytes) => {
  const parts = await partsOf(bytes);
  const xml = parts.flatMap(({ name }, index) => (/document|numbering|styles|sheet|sharedStrings|workbook/.test(name) ? [index] : []));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...xml), fc.array(damage, { minLength: 1, maxLength: 4 }), (at, blows) => {
      const broken = parts.map((part, index) => (index === at ? { ...part, data: damaged(part.data, blows) } : part));
      return expectAnswer(() => readPlanHere({ kind: 'file', name: '2024', bytes: zip(broken) }));
    }),
    SHORT,
  );
});

const WORDS =
  '考评项目 考评内容 考评标准 责任部门 牵头单位 配合单位 完成时限 分值 序号 备注 办公室 机关各部门 一、 （1） 1. ① 加分项目 扣分项目 小计 7分 最多加20分 6月30日前 每月28日 13月40日 全年不少于4次 不少于99999999999999999999次 3—99月 - — （ ） 同上 2024年度任务分解表'.split(
    ' ',
  );
const line = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 5 }).map((words) => words.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);
const lines = fc.array(line, { maxLength: 3 });
const gridCell: fc.Arbitrary<GridCell> = fc.record({
  col: fc.nat(7),
  colspan: fc.integer({ min: 1, max: 4 }),
  rowspan: fc.integer({ min: 1, max: 4 }),
  lines,
});
/** Cells where they belong or anywhere, over each other or with gaps between. */
const gridRow = fc.oneof(
  fc.array(lines, { maxLength: 7 }).map((cells) => cells.map((text, col): GridCell => ({ col, colspan: 1, rowspan: 1, lines: text }))),
  fc.array(gridCell, { maxLength: 6 }),
);
const header = fc.constant(
  ['考评项目', '考评内容', '考评标准', '责任部门', '完成时限'].map((label, col) => ({ col, colspan: 1, rowspan: 1, lines: [label] })),
);
const gridDocument: fc.Arbitrary<GridDocument> = fc.record({
  tables: fc.array(
    fc.record({
      before: lines,
      rows: fc.array(fc.oneof({ weight: 5, arbitrary: gridRow }, { weight: 1, arbitrary: header }), { maxLength: 12 }),
    }),
    {
      maxLength: 3,
    },
  ),
  after: fc.array(line, { maxLength: 12 }),
});

test('whatever stands in a grid is interpreted or refused', async () => {
  await fc.assert(
    fc.asyncProperty(gridDocument, fc.constantFrom('', '2024.docx'), fc.constantFrom(null, 2024), (document, name, year) =>
      expectAnswer(() => {
        assertReasonableSize(document);
        return interpret(document, name, year);
      }),
    ),
    { ...SHORT, numRuns: 3_000 },
  );
});
