import { ImportRefusal } from './import-refusal.ts';

/** One cell as the document has it. `lines` are its paragraphs and line breaks, trimmed, without empty ones. */
export interface GridCell {
  col: number;
  colspan: number;
  rowspan: number;
  lines: string[];
}

/** One table with the paragraphs between it and the table before it. A cell merged downward stands only in its first row. */
export interface GridTable {
  before: string[];
  rows: GridCell[][];
}

/** What every reader makes of a document: tables, and the paragraphs around them. */
export interface GridDocument {
  tables: GridTable[];
  after: string[];
}

/** Rows with every column filled: a merged cell stands in each place it covers, as the same object. */
export type Matrix = (GridCell | undefined)[][];

export function toMatrix({ rows }: GridTable): Matrix {
  const matrix: Matrix = rows.map(() => []);
  rows.forEach((row, index) => {
    for (const cell of row) {
      for (const covered of matrix.slice(index, index + cell.rowspan)) {
        for (let col = cell.col; col < cell.col + cell.colspan; col += 1) covered[col] ??= cell;
      }
    }
  });
  return matrix;
}

export const MAX_COLUMNS = 64;
export const MAX_ROWS = 5_000;
const MAX_CELL_LENGTH = 20_000;

/** Refuses what no 任务分解表 looks like, before anything is spent on it. */
export function assertReasonableSize({ tables }: GridDocument): void {
  const rows = tables.flatMap((table) => table.rows);
  if (rows.length > MAX_ROWS || rows.some((row) => row.some(isUnreasonable))) throw new ImportRefusal('too-large');
}

function isUnreasonable({ col, colspan, lines }: GridCell): boolean {
  return col + colspan > MAX_COLUMNS || lines.reduce((length, line) => length + line.length, 0) > MAX_CELL_LENGTH;
}

/** A cell as one text. Lines that only wrap are joined as Chinese is written, without a blank; Latin words keep theirs. */
export function joinLines(lines: readonly string[]): string {
  return lines.reduce((text, line) => (/\w$/.test(text) && /^[A-Za-z]/.test(line) ? `${text} ${line}` : text + line), '');
}
