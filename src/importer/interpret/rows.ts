import type { SourceCell } from '../../domain/plan-draft.ts';
import { type GridDocument, type GridTable, joinLines, type Matrix, toMatrix } from '../grid.ts';
import { ADJUSTING } from './adjustments.ts';
import { type Caption, captionOf } from './caption.ts';
import { isBlank, isContinued, isEmpty, isShared, rowText, textAt } from './cells.ts';
import { type Columns, findColumns } from './columns.ts';
import { continues } from './continued-table.ts';
import { isDeadline } from './deadlines.ts';
import { readSum, type DeclaredSum } from './declared-sum.ts';
import { departmentHeading } from './department-heading.ts';
import { headingWithPoints, withPointsBeside } from './heading-points.ts';
import { headingLevel, isPeriod, looksLikeHeading } from './heading-level.ts';
import type { ItemRow, OwnerCell } from './item-row.ts';
import { markedOwners, markRoles, marksIn } from './marks.ts';
import { stackHalves } from './side-by-side.ts';
import { countsInDigits, headingRow, isHeader, isNote, outlineHeading, type HeadingRow } from './row-kinds.ts';

export interface Rows {
  rows: ItemRow[];
  sums: DeclaredSum[];
}

/** Rows of all tables that have a header, or go on from one above with the same width. Undefined when no table has one. */
export function listRows(document: GridDocument): Rows | undefined {
  let reader: TableReader | undefined;
  document.tables.forEach((table, index) => {
    const matrix = stackHalves(toMatrix(table));
    resolveDitto(matrix);
    const header = matrix.findIndex((_, row) => findColumns(matrix, row) !== undefined);
    const columns = header < 0 ? undefined : findColumns(matrix, header);
    const place = `第${index + 1}张表`;
    if (columns !== undefined) {
      reader = createTableReader(columns, captionOf(table, matrix.slice(0, header), columns), [...table.before, ...document.after], reader);
      reader.read(matrix, header + columns.height, place);
    } else if (reader?.continuesIn(matrix, table)) reader.read(matrix, 0, place);
  });
  return reader?.found;
}

interface TableReader {
  found: Rows;
  read(matrix: Matrix, from: number, table: string): void;
  /** Whether a table without a header is the rest of this one, after a page. */
  continuesIn(matrix: Matrix, table: GridTable): boolean;
}

interface Headings {
  category: string;
  section: string;
  owners: { level: number; cells: OwnerCell[] }[];
}

function createTableReader(columns: Columns, caption: Caption, around: readonly string[], previous: TableReader | undefined): TableReader {
  const found = previous?.found ?? { rows: [], sums: [] };
  const adjusts = columns.adjusts || (ADJUSTING.test(caption.name) ? caption.name : '');
  let headings: Headings = { category: '', section: '', owners: [] };
  // Whether the category comes from a row of its own rather than from a column.
  let isFromRow = false;
  let codeGroup = (found.rows.at(-1)?.codeGroup ?? 0) + 1;
  let hasNumbers = false;
  // Without a column for owners the headings across say whose the rows below them are.
  let isByDepartment = false;
  // The headings' column that has the points instead of the items.
  let pointsOf: number | undefined;
  let roles: ReturnType<typeof markRoles> = new Map();
  let last: ItemRow | undefined;

  function read(matrix: Matrix, from: number, table: string): void {
    hasNumbers = countsInDigits(matrix, columns);
    pointsOf = headingWithPoints(matrix.slice(from), columns);
    isByDepartment = columns.owners.length + columns.marks.length === 0 && headingsIn(matrix.slice(from)).every(departmentHeading);
    roles = markRoles(marksIn(matrix, columns.marks), [...around, ...matrix.map(rowText)]);
    matrix.forEach((row, index) => {
      if (index < from || isBlank(row) || isHeader(matrix, index, columns) || isNote(row)) return;
      const above = index > from ? matrix[index - 1] : undefined;
      const sum = readSum(row, columns.points);
      if (sum !== undefined) found.sums.push({ ...sum, category: headings.category || caption.name });
      else readRow(row, { above, below: matrix[index + 1] }, `${table}第${index + 1}行`);
    });
  }

  function readRow(row: Matrix[number], { above, below }: Neighbours, at: string): void {
    const heading = outlineHeading(row, below, columns) ?? headingRow(row, columns, hasNumbers);
    if (heading !== undefined) return readHeadingRow(heading, row);
    fillDown(row, above);
    const hasOwnCode = columns.code !== undefined && !isEmpty(row[columns.code]) && !isContinued(row, above, columns.code);
    if (isContinued(row, above, columns.text) && last !== undefined && !hasOwnCode) {
      // One item over several rows: each row names further owners.
      last.owners.push(...freshOwners(row, above));
      return;
    }
    const text = textOf(row, above);
    if (text === undefined) {
      // .doc and text leave a merged cell empty: more owners of the item above.
      if (columns.headings.every((col) => isEmpty(row[col]))) last?.owners.push(...freshOwners(row, above));
      return;
    }
    if (columns.code === undefined || hasOwnCode) codeGroup += 1;
    // A sheet leaves the number out where it is that of the row above.
    const code = textAt(row, columns.code) || (last?.codeGroup === codeGroup ? last.code : '');
    const sharesOwners = columns.owners.some(({ col }) => (row[col]?.rowspan ?? 1) > 1 && row[col]!.lines.length > 0);
    last = {
      at,
      category: headings.category || caption.name,
      section: headings.section,
      lines: text,
      code,
      codeGroup,
      points: pointsOf !== undefined || isShared(row, columns.points) ? [] : (row[columns.points ?? -1]?.lines ?? []),
      deadline: deadlineOf(row, columns),
      period: periodIn(row, columns) || periodOf(headings),
      evidence: columns.evidence.map((col) => textAt(row, col)).join('\n'),
      scoring: textAt(row, columns.scoring),
      cap: textAt(row, columns.cap),
      owners: ownersOf(row),
      sharesOwners,
      headingOwners: [...caption.owners, ...headings.owners.flatMap(({ cells }) => cells)],
      adjusts: adjusts || (ADJUSTING.test(headings.category.replace(/\s+/g, '')) ? headings.category : ''),
      source: sourceOf(row, columns),
    };
    found.rows.push(last);
  }

  function readHeadingRow({ text: written, cell, depth }: HeadingRow, row: Matrix[number]): void {
    const text = row[columns.points ?? -1] === cell ? written : withPointsBeside(written, row, columns.points);
    const level = columns.headings.length > 0 ? 0 : levelOf(written, depth);
    const owners = ownersOf(row).filter(({ lines }) => lines.length > 0 && lines !== cell.lines);
    const department = isByDepartment ? departmentHeading(text) : undefined;
    isFromRow = true;
    headings = {
      category: level === 0 ? text : headings.category,
      section: level === 0 ? '' : text,
      owners: [...headings.owners.filter((one) => one.level < level), { level, cells: owners.concat(department ?? []) }],
    };
  }

  function headingsIn(rows: Matrix): string[] {
    return rows.flatMap((row) => (isBlank(row) || isNote(row) ? [] : (headingRow(row, columns, hasNumbers)?.text ?? [])));
  }

  function levelOf(written: string, depth: number | undefined): 0 | 1 {
    if (depth === undefined) return headingLevel(written, headings.category);
    return depth > 0 && headings.category !== '' ? 1 : 0;
  }

  /** A blank heading means "as above": .doc, sheets and text have nothing else for merged cells. A new category starts without a section. */
  function fillDown(row: Matrix[number], above: Matrix[number] | undefined): void {
    const [first] = columns.headings;
    if (first === undefined) return;
    const entry = headingAt(row, first);
    const isWidest = ADJUSTING.test(entry) || (columns.headings.length > 1 && headingLevel(entry, 'x') === 0 && looksLikeHeading(entry));
    const isEntry = entry !== '' && (!isFromRow || isWidest);
    if (isEntry && entry !== headings.category) {
      headings = { category: entry, section: '', owners: [] };
      isFromRow = false;
    }
    const narrowest = sectionColumn(columns, isFromRow);
    if (narrowest === undefined || (isEntry && row[narrowest] === row[first])) {
      if (narrowest !== undefined && !isContinued(row, above, narrowest)) headings = { ...headings, section: '' };
      return;
    }
    const section = headingAt(row, narrowest);
    if (section !== '') headings = { ...headings, section };
  }

  function headingAt(row: Matrix[number], col: number): string {
    const written = textAt(row, col);
    return col === pointsOf ? withPointsBeside(written, row, columns.points) : written;
  }

  function ownersOf(row: Matrix[number], owners = columns.owners): OwnerCell[] {
    const named = owners.map(({ col, role }) => {
      const lines = row[col]?.lines ?? [];
      const own = col === columns.deadline ? lines.filter((line) => !isDeadline(line)) : lines;
      return { lines: own, role, withPeople: /人|领导/.test(columns.labels[col] ?? '') };
    });
    return [...named, ...markedOwners(row, columns.marks, roles)];
  }

  function freshOwners(row: Matrix[number], above: Matrix[number] | undefined): OwnerCell[] {
    return ownersOf(
      row,
      columns.owners.filter(({ col }) => !isContinued(row, above, col)),
    );
  }

  /** The item's lines: of its own column, else of a heading beside which only the owner or the day stands. */
  function textOf(row: Matrix[number], above: Matrix[number] | undefined): string[] | undefined {
    if (!isEmpty(row[columns.text])) return row[columns.text]!.lines;
    const narrowest = columns.headings.findLast((col) => !isEmpty(row[col]) && !isContinued(row, above, col));
    const isSaid = columns.owners.some(({ col }) => !isEmpty(row[col])) || deadlineOf(row, columns).length > 0;
    return narrowest !== undefined && isSaid ? row[narrowest]!.lines : undefined;
  }

  return { found, read, continuesIn: (matrix, table) => continues(matrix, table, columns) };
}

/** The headings' second column; under heading rows their only one. Narrower ones are kept as cells of the item's row. */
function sectionColumn({ headings }: Columns, isFromRow: boolean): number | undefined {
  return headings.length === 1 && !isFromRow ? undefined : (headings[1] ?? headings[0]);
}

/** 「同上」 stands for the cell above it. */
function resolveDitto(matrix: Matrix): void {
  matrix.forEach((row, index) => {
    row.forEach((cell, col) => {
      const above = matrix[index - 1]?.[col];
      if (cell !== undefined && above !== undefined && cell !== above && /^(?:同上|同前|如上|〃|″|")$/.test(joinLines(cell.lines))) {
        cell.lines = above.lines;
      }
    });
  });
}

interface Neighbours {
  above: Matrix[number] | undefined;
  below: Matrix[number] | undefined;
}

/** 3 and 5-6 under 月份 are months. */
function periodIn(row: Matrix[number], { period, labels }: Columns): string {
  const written = textAt(row, period);
  return /月/.test(labels[period ?? -1] ?? '') && /^\d{1,2}(?:\s*[-－—–~～至]+\s*\d{1,2})?$/.test(written) ? `${written}月` : written;
}

function periodOf({ category, section }: Headings): string {
  return [section, category].find(isPeriod) ?? '';
}

/** The deadline's cell; under a column for each month or quarter (进度表) the periods that are ticked. */
function deadlineOf(row: Matrix[number], { deadline, ticks, labels }: Columns): string[] {
  if (deadline !== undefined) return row[deadline]?.lines ?? [];
  const ticked = ticks.filter((col) => !isEmpty(row[col])).map((col) => labels[col]!);
  return ticked.length > 0 ? [ticked.join('、')] : [];
}

function sourceOf(row: Matrix[number], columns: Columns): SourceCell[] {
  const isHeading = columns.headings.includes(columns.code ?? -1);
  const shown = new Set([...columns.headings.slice(0, 2), columns.text, isHeading ? -1 : (columns.code ?? -1)].map((col) => row[col]));
  return columns.labels.flatMap((label, col) => {
    const cell = row[col];
    return cell === undefined || cell.lines.length === 0 || shown.has(cell) || label === '' ? [] : [{ label, text: cell.lines.join(' ') }];
  });
}
