import type { DutyRole, SourceCell } from '../../domain/plan-draft.ts';
import { type GridDocument, joinLines, type Matrix, toMatrix } from '../grid.ts';
import { type Columns, findColumns } from './columns.ts';

/** One row under a header as written: headings filled down, lines joined, nothing interpreted yet. */
export interface ItemRow {
  /** The place in the document, for warnings: 第1张表第3行. */
  at: string;
  category: string;
  section: string;
  text: string;
  code: string;
  points: string;
  deadline: string;
  owners: { lines: string[]; role: DutyRole | undefined }[];
  /** Its other cells, each under its column's label. */
  source: SourceCell[];
}

/** Rows of all tables that have a header, or go on from one above with the same width. Undefined when no table has one. */
export function listRows(document: GridDocument): ItemRow[] | undefined {
  let columns: Columns | undefined;
  let width = 0;
  const rows: ItemRow[] = [];
  document.tables.forEach((table, index) => {
    const matrix = toMatrix(table);
    const header = matrix.findIndex((row) => findColumns(row) !== undefined);
    const own = matrix[header];
    if (own !== undefined) [columns, width] = [findColumns(own), own.length];
    else if (!matrix.every((row) => row.length <= width)) return;
    if (columns !== undefined) rows.push(...itemRows(matrix, header + 1, columns, `第${index + 1}张表`));
  });
  return columns === undefined ? undefined : rows;
}

function itemRows(matrix: Matrix, from: number, columns: Columns, table: string): ItemRow[] {
  const found: ItemRow[] = [];
  let headings = { category: '', section: '' };
  matrix.slice(from).forEach((row, index) => {
    if (findColumns(row) !== undefined) return;
    headings = fillDown(headings, row, columns);
    const textCell = row[columns.text];
    const isContinued = textCell !== undefined && textCell === matrix[from + index - 1]?.[columns.text];
    // One item over several rows: each row names further owners.
    if (isContinued) found.at(-1)?.owners.push(...ownersOf(row, columns));
    else if (textAt(row, columns.text) !== '' && !isHeadingOrSum(row, columns)) {
      const at = `${table}第${from + index + 1}行`;
      found.push({ at, ...headings, ...contentOf(row, columns), owners: ownersOf(row, columns), source: sourceOf(row, columns) });
    }
  });
  return found;
}

/** A blank heading means "as above": .doc and text have nothing else for merged cells. A new category starts without a section. */
function fillDown(above: Pick<ItemRow, 'category' | 'section'>, row: Matrix[number], columns: Columns): typeof above {
  const category = textAt(row, columns.category) || above.category;
  const isMerged = columns.section !== undefined && columns.category !== undefined && row[columns.section] === row[columns.category];
  const section = isMerged ? '' : textAt(row, columns.section);
  return { category, section: section || (category === above.category && !isMerged ? above.section : '') };
}

function contentOf(row: Matrix[number], { text, code, points, deadline }: Columns): Pick<ItemRow, 'text' | 'code' | 'points' | 'deadline'> {
  return { text: textAt(row, text), code: textAt(row, code), points: textAt(row, points), deadline: textAt(row, deadline) };
}

function ownersOf(row: Matrix[number], columns: Columns): ItemRow['owners'] {
  return columns.owners.map(({ col, role }) => ({ lines: row[col]?.lines ?? [], role }));
}

function sourceOf(row: Matrix[number], columns: Columns): SourceCell[] {
  const shown = [columns.category, columns.section, columns.text];
  return columns.labels.flatMap((label, col) => {
    const text = row[col]?.lines.join(' ') ?? '';
    return shown.includes(col) || text === '' ? [] : [{ label, text }];
  });
}

function textAt(row: Matrix[number], col: number | undefined): string {
  return joinLines((col === undefined ? undefined : row[col])?.lines ?? []);
}

/** A heading merged across the whole row, or a 小计 / 合计 row. */
function isHeadingOrSum(row: Matrix[number], columns: Columns): boolean {
  const isHeading = columns.owners.every(({ col }) => row[col] === row[columns.text]);
  const first = joinLines(row.find((cell) => cell !== undefined && cell.lines.length > 0)?.lines ?? []);
  return isHeading || /^(?:小计|合计|总计)/.test(first);
}
