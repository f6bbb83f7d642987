import { detectDelimiter, parseCsv } from 'hucre/csv';
import type { GridCell, GridDocument, GridTable } from '../grid.ts';

/**
 * Reads text whose lines are rows and whose cells are parted by tabs, commas or semicolons: a .csv, or cells copied out of Excel.
 * Undefined for text that is not of that kind. An empty line parts tables; lines in one piece around the rows are paragraphs.
 */
export function readSeparatedText(text: string): GridDocument | undefined {
  const sample = text.slice(0, SAMPLE);
  const delimiter = sample.includes('\t') ? '\t' : detectDelimiter(sample);
  if (!DELIMITERS.has(delimiter) || !sample.includes(delimiter) || isOneCellALine(sample)) return undefined;
  const fastMode = (text.match(/"/g)?.length ?? 0) % 2 === 1; // a quote that is never closed would swallow the rest
  const rows = parseCsv(text, { delimiter, fastMode }).map((row) => row.map((value) => String(value ?? '').trim()));
  if (!isTable(rows)) return undefined;

  const tables: GridTable[] = [];
  let paragraphs: string[] = [];
  for (const block of blocksOf(rows)) {
    const [first, last] = [block.findIndex(isRow), block.findLastIndex(isRow)];
    paragraphs.push(...block.slice(0, Math.max(first, 0)).flatMap(linesOf));
    if (first >= 0) {
      tables.push({ before: paragraphs, rows: block.slice(first, last + 1).map(toCells) });
      paragraphs = [];
    }
    paragraphs.push(...block.slice(last + 1).flatMap(linesOf));
  }
  return { tables, after: paragraphs };
}

const SAMPLE = 20_000;
const DELIMITERS = new Set(['\t', ',', ';']);
const LIST_MARK = /^[（(]?(?:[\d０-９.]{1,6}|[一二三四五六七八九十百]{1,4}|[a-zA-Z]|[①-⑳])[）)、.．]?$|^[•●○■□◆➢✓·-]$/;

/** Cells copied out of Word: each in its own lines, the first of them beginning with a tab. */
function isOneCellALine(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.includes('\t'));
  return lines.filter((line) => /^\t[^\t]*$/.test(line)).length * 2 > lines.length;
}

const isRow = (row: readonly string[]) => row.length > 1;

/** Most lines have the same number of cells, and the first cell is more than the mark of a list item. */
function isTable(rows: readonly string[][]): boolean {
  const filled = rows.filter((row) => row.some((text) => text !== ''));
  const counts = Map.groupBy(filled.filter(isRow), (row) => row.length);
  const [width, alike] = [...counts].toSorted(([, one], [, other]) => other.length - one.length)[0] ?? [0, []];
  if (alike.length < 2 || alike.length * 2 < filled.length) return false;
  return width > 2 || !alike.every(([mark]) => LIST_MARK.test(mark!));
}

/** Rows between empty lines. A row of empty cells is no empty line. */
function blocksOf(rows: readonly string[][]): string[][][] {
  const blocks: string[][][] = [[]];
  for (const row of rows) {
    if (row.length === 1 && row[0] === '') blocks.push([]);
    else blocks.at(-1)!.push(row);
  }
  return blocks;
}

function toCells(row: readonly string[]): GridCell[] {
  const width = row.findLastIndex((text) => text !== '') + 1;
  return row.slice(0, Math.max(width, 1)).map((text, col) => ({ col, colspan: 1, rowspan: 1, lines: linesOf([text]) }));
}

function linesOf(texts: readonly string[]): string[] {
  return texts
    .flatMap((text) => text.split(/\r\n?|\n/))
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
