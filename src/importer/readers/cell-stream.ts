import { type GridCell, type GridDocument, type GridTable, joinLines } from '../grid.ts';
import { columnMeaning } from '../header-words.ts';

/**
 * A cell of a document that does not say where rows and tables begin (.doc and pasted text). Its row may end after it, or the
 * next cell may only begin with an empty line. `rest` are lines after an empty line: more of the cell, or paragraphs below the table.
 */
export interface StreamCell {
  lines: string[];
  rest: string[];
  mayEnd: boolean;
}

/** Puts cells back into tables: a table begins where column labels stand side by side, and every row is as wide as its header. */
export function tablesOf(cells: readonly StreamCell[]): GridDocument {
  const starts = cells.flatMap((_, index) => (isTableStart(cells, index) ? [index] : []));
  const first = starts.findIndex((start) => labelLength(cells[start]!) > 0);
  if (first < 0) return { tables: [], after: cells.flatMap(allLines) };
  const own = starts.filter((start, index) => index === first || (index > first && hasParagraphsBefore(cells, start)));

  let paragraphs = cells.slice(0, own[0]).flatMap(allLines);
  const tables: GridTable[] = own.map((start, index) => {
    const [head, ...others] = cells.slice(start, own[index + 1]);
    const { above, label } = partLabel(head!);
    const { rows, left } = rowsOf([{ ...head!, lines: label }, ...others]);
    const table = { before: [...paragraphs, ...above], rows };
    paragraphs = left;
    return table;
  });
  return { tables, after: paragraphs };
}

const allLines = ({ lines, rest }: StreamCell) => [...lines, ...rest];

function isTableStart(cells: readonly StreamCell[], index: number): boolean {
  const next = cells[index + 1];
  return next !== undefined && labelLength(cells[index]!) > 0 && columnMeaning(joinLines(next.lines)) !== undefined;
}

/** A header with nothing above it only repeats the one before. */
function hasParagraphsBefore(cells: readonly StreamCell[], index: number): boolean {
  return partLabel(cells[index]!).above.length > 0 || (cells[index - 1]?.rest.length ?? 0) > 0;
}

/** Paragraphs just above a table stick to its first cell. */
function partLabel(cell: StreamCell): { above: string[]; label: string[] } {
  const border = cell.lines.length - labelLength(cell);
  return { above: cell.lines.slice(0, border), label: cell.lines.slice(border) };
}

/** How many of its last lines are a column label; narrow columns break one over up to four lines. */
function labelLength({ lines }: StreamCell): number {
  return [4, 3, 2, 1].find((length) => length <= lines.length && columnMeaning(joinLines(lines.slice(-length))) !== undefined) ?? 0;
}

/** `left` is what stands below the last row. */
function rowsOf(cells: readonly StreamCell[]): { rows: GridCell[][]; left: string[] } {
  const width = cells.findIndex(({ mayEnd }) => mayEnd) + 1;
  const rows: StreamCell[][] = [];
  let row: StreamCell[] = [];
  cells.forEach((cell, index) => {
    row.push(cell);
    // A short row that reaches the header's width at a later possible end only has an empty line in it.
    const reachesWidth = row.length < width && cells[index + width - row.length]?.mayEnd === true;
    if (cell.mayEnd && !reachesWidth) {
      rows.push(row);
      row = [];
    }
  });
  const last = rows.at(-1)?.at(-1);
  const left = [...(last?.rest ?? []), ...row.flatMap(allLines)];
  return { rows: rows.map((found) => found.map((cell, col) => toGridCell(cell, col, cell === last))), left };
}

function toGridCell(cell: StreamCell, col: number, isLast: boolean): GridCell {
  return { col, colspan: 1, rowspan: 1, lines: isLast ? cell.lines : allLines(cell) };
}
