import { type GridDocument, toMatrix } from '../grid.ts';
import { TABLE_NUMBER } from './caption.ts';
import { rowText } from './cells.ts';
import { findColumns } from './columns.ts';
import { toAsciiDigits } from './digits.ts';
import { looksLikeHeading } from './heading-level.ts';

const MAX_TITLE = 60;
/** A list without a table has its title among its first lines. */
const TITLE_LINES = 6;

/** The name of the table: the last line above its header that reads like one, else the notice's first line, else the file's name. */
export function readTitle(document: GridDocument, fileName: string): string {
  const lines = linesAboveHeader(document);
  const title = lines.findLast(
    (line) =>
      line.length <= MAX_TITLE &&
      /表|方案|清单|细则|任务|标准/.test(line.replace(TABLE_NUMBER, '')) &&
      !/[。：:；]|^附件/.test(line) &&
      !looksLikeHeading(line),
  );
  return (title ?? lines[0]?.slice(0, MAX_TITLE))?.replace(/^【(.+)】$/, '$1') ?? fileName.replace(/\.\w+$/, '');
}

/** The plan's year: from the title, else what the paragraphs name most, else the file name; never from today. */
export function readYear(document: GridDocument, title: string, fileName: string): number | null {
  const inText = [...linesAboveHeader(document), ...document.after].flatMap(yearsOf);
  return yearsOf(title)[0] ?? mostFrequent(inText) ?? yearsOf(fileName)[0] ?? bareYear(fileName);
}

function linesAboveHeader({ tables, after }: GridDocument): string[] {
  if (tables.length === 0) return after.slice(0, TITLE_LINES);
  const matrices = tables.map(toMatrix);
  const headers = matrices.map((matrix) => matrix.findIndex((_, index) => findColumns(matrix, index) !== undefined));
  // A sheet on how to fill in the others may stand first.
  const first = Math.max(
    0,
    headers.findIndex((header) => header >= 0),
  );
  const above = matrices[first]!.slice(0, Math.max(headers[first]!, 0));
  return [...tables.slice(0, first + 1).flatMap(({ before }) => before), ...above.map(rowText)];
}

function yearsOf(text: string): number[] {
  const digits = toAsciiDigits(text).replace(/[〇○零一二三四五六七八九]{4}(?=\s*年)/g, (year) =>
    [...year].map((character) => Math.max(0, '〇一二三四五六七八九'.indexOf(character))).join(''),
  );
  return [...digits.matchAll(/(?<!\d)(20\d\d)\s*年/g)].map(([, year]) => Number(year));
}

/** 任务分解表2023.docx: a file name often leaves 年 out. */
function bareYear(fileName: string): number | null {
  const found = /(?<!\d)(20\d\d)(?!\d)/.exec(fileName);
  return found ? Number(found[1]) : null;
}

function mostFrequent(years: readonly number[]): number | undefined {
  const count = (year: number) => years.filter((other) => other === year).length;
  return years.toSorted((a, b) => count(b) - count(a))[0];
}
