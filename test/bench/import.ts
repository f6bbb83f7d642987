import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeXlsx } from 'hucre';
import { READER_ARGUMENTS } from '../../src/importer/read-plan.ts';
import { cell, docx, paragraph, row, table as wordTable } from '../importer/documents.ts';
import { median, table } from './figures.ts';
import type { Reading, ReadingFigures } from './import-process.ts';

const RUNS = 5;
const ROWS = 2_000;
const HEADER = ['考评项目', '考评内容', '考评标准', '责任部门', '分值', '完成时限'];

/** What reading a table takes, in a process as the server starts one for it. */
export async function benchImport(): Promise<void> {
  const seed = (name: string) => ({ name, bytes: readFileSync(new URL(`../data/${name}`, import.meta.url)) });
  const files = [
    { what: 'the notice of 2023, .docx', ...seed('task-table-2023.docx') },
    { what: 'the same, .doc', ...seed('task-table-2023.doc') },
    { what: `${ROWS} rows, .docx`, name: '2024.docx', bytes: largeDocx() },
    { what: `${ROWS} rows, .xlsx`, name: '2024.xlsx', bytes: await largeXlsx() },
  ];
  const lines: string[][] = [];
  for (const { what, name, bytes } of files) {
    const figures: (ReadingFigures & { total: number })[] = [];
    for (let run = 0; run < RUNS; run += 1) figures.push(await measure({ name, bytes }));
    const middle = (of: (one: (typeof figures)[number]) => number) => median(figures.map(of)).toFixed(0);
    lines.push([
      what,
      String(figures[0]!.items),
      middle(({ cpu }) => cpu),
      middle(({ total }) => total),
      Math.max(...figures.map(({ peak }) => peak)).toFixed(0),
    ]);
  }
  table(['table', 'items', 'CPU after start-up, ms', 'from the start of the process, ms', 'peak memory, MB'], lines);
}

async function measure(reading: Reading): Promise<ReadingFigures & { total: number }> {
  const from = performance.now();
  const reader = fork(new URL('./import-process.ts', import.meta.url), [], { serialization: 'advanced', execArgv: READER_ARGUMENTS });
  const { promise, resolve, reject } = Promise.withResolvers<ReadingFigures>();
  reader.once('message', (figures) => resolve(figures as ReadingFigures));
  reader.once('exit', (code, signal) => reject(new Error(`the reader ended with ${code ?? signal}`)));
  reader.send(reading);
  const figures = await promise;
  const total = performance.now() - from;
  reader.kill();
  return { ...figures, total };
}

/** As an office would write it: every fifth row begins a section, every fiftieth a category, merged downward. */
function largeRows(): string[][] {
  return Array.from({ length: ROWS }, (_, at) => [
    at % 50 === 0 ? `${at / 50 + 1}、第${at / 50 + 1}类工作` : '',
    at % 5 === 0 ? `内容${at / 5 + 1}` : '',
    `（${at + 1}）${'认真开展学习教育，组织志愿服务活动，全年不少于4次。'.repeat(3)}`,
    '办公室\n机关党委\n机关工会',
    '0.5',
    '6月30日前',
  ]);
}

function largeDocx(): Buffer {
  const rows = largeRows().map((texts, at) =>
    row(
      ...texts.map((text, col) => {
        const begins = (col === 0 && at % 50 === 0) || (col === 1 && at % 5 === 0);
        const merge = col > 1 ? '' : `<w:vMerge${begins ? ' w:val="restart"' : ''}/>`;
        return cell(text.split('\n').map(inFont).join(''), merge);
      }),
    ),
  );
  return docx([paragraph('2024年度创建任务分解表'), wordTable(row(...HEADER.map((label) => cell(inFont(label)))), ...rows)].join(''));
}

/** Word repeats the font in every piece of text. */
function inFont(text: string): string {
  const font = '<w:rPr><w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:hint="eastAsia"/><w:sz w:val="24"/></w:rPr>';
  return `<w:p><w:pPr><w:jc w:val="left"/>${font}</w:pPr><w:r>${font}<w:t>${text}</w:t></w:r></w:p>`;
}

async function largeXlsx(): Promise<Uint8Array> {
  const merges = (every: number, col: number) =>
    Array.from({ length: ROWS / every }, (_, at) => ({
      startRow: at * every + 2,
      endRow: at * every + every + 1,
      startCol: col,
      endCol: col,
    }));
  const rows = [['2024年度创建任务分解表'], HEADER, ...largeRows()];
  return writeXlsx({ sheets: [{ name: '任务分解表', rows, merges: [...merges(50, 0), ...merges(5, 1)] }] });
}
