import type { DutyRole, SourceCell } from '../../domain/plan-draft.ts';
import { type GridCell, type GridDocument, type GridTable, joinLines, type Matrix, toMatrix } from '../grid.ts';
import { columnMeaning } from '../header-words.ts';
import { type Columns, findColumns } from './columns.ts';
import { readSum, type DeclaredSum } from './declared-sum.ts';
import { toAsciiDigits } from './digits.ts';
import { headingLevel, isPeriod, looksLikeHeading } from './heading-level.ts';

export interface OwnerCell {
  lines: string[];
  role: DutyRole | undefined;
  /** The column is for persons, too (责任部门及责任人). */
  withPeople?: boolean;
}

/** One row under a header, or one paragraph of a list, as written: headings filled down, nothing interpreted yet. */
export interface ItemRow {
  /** The place in the document, for warnings: 第1张表第3行. */
  at: string;
  category: string;
  section: string;
  /** The item's own text, line by line. */
  lines: string[];
  code: string;
  /** Rows that share a merged or left out code belong together. */
  codeGroup: number;
  /** Line by line: a row of several items may list several. */
  points: string[];
  /** Line by line, as the points. */
  deadline: string[];
  /** The month or quarter it stands under, in a list by them. */
  period: string;
  evidence: string;
  scoring: string;
  cap: string;
  owners: OwnerCell[];
  /** The owners' cell stands for other rows as well. */
  sharesOwners: boolean;
  /** Owners named by a heading above. */
  headingOwners: OwnerCell[];
  /** Under a label or caption that says so, rows add or deduct points. */
  adjusts: boolean;
  /** Its other cells, each under its column's label. */
  source: SourceCell[];
}

export interface Rows {
  rows: ItemRow[];
  sums: DeclaredSum[];
}

/** Rows of all tables that have a header, or go on from one above with the same width. Undefined when no table has one. */
export function listRows(document: GridDocument): Rows | undefined {
  let reader: TableReader | undefined;
  document.tables.forEach((table, index) => {
    const matrix = toMatrix(table);
    resolveDitto(matrix);
    const header = matrix.findIndex((_, row) => findColumns(matrix, row) !== undefined);
    const columns = header < 0 ? undefined : findColumns(matrix, header);
    const place = `第${index + 1}张表`;
    if (columns !== undefined) {
      reader = createTableReader(columns, captionOf(table, matrix.slice(0, header), columns), reader);
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

function createTableReader(columns: Columns, caption: string, previous: TableReader | undefined): TableReader {
  const found = previous?.found ?? { rows: [], sums: [] };
  const adjusts = columns.adjusts || (caption !== '' && ADJUSTING.test(caption));
  let headings: Headings = { category: '', section: '', owners: [] };
  // Whether the category comes from a row of its own rather than from a column.
  let isFromRow = false;
  let codeGroup = (found.rows.at(-1)?.codeGroup ?? 0) + 1;
  let hasNumbers = false;
  let last: ItemRow | undefined;

  function read(matrix: Matrix, from: number, table: string): void {
    hasNumbers = countsInDigits(matrix, columns);
    matrix.forEach((row, index) => {
      if (index < from || isBlank(row) || isHeader(matrix, index, columns) || isNote(row)) return;
      const above = index > from ? matrix[index - 1] : undefined;
      const sum = readSum(row, columns.points);
      if (sum !== undefined) found.sums.push({ ...sum, category: headings.category || caption });
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
    const code = columns.code === undefined ? '' : joinLines(row[columns.code]?.lines ?? []);
    if (columns.code === undefined || hasOwnCode) codeGroup += 1;
    const sharesOwners = columns.owners.some(({ col }) => (row[col]?.rowspan ?? 1) > 1 && row[col]!.lines.length > 0);
    last = {
      at,
      category: headings.category || caption,
      section: headings.section,
      lines: text,
      code,
      codeGroup,
      points: isShared(row, columns.points) ? [] : (row[columns.points ?? -1]?.lines ?? []),
      deadline: deadlineOf(row, columns),
      period: textAt(row, columns.period) || periodOf(headings),
      evidence: textAt(row, columns.evidence),
      scoring: textAt(row, columns.scoring),
      cap: textAt(row, columns.cap),
      owners: ownersOf(row),
      sharesOwners,
      headingOwners: headings.owners.flatMap(({ cells }) => cells),
      adjusts: adjusts || ADJUSTING.test(headings.category.replace(/\s+/g, '')),
      source: sourceOf(row, columns),
    };
    found.rows.push(last);
  }

  function readHeadingRow({ text: written, cell, depth }: HeadingRow, row: Matrix[number]): void {
    const points = textAt(row, columns.points).replace(/分$/, '');
    const text = points === '' || row[columns.points!] === cell || /分[）)]?$/.test(written) ? written : `${written}（${points}分）`;
    const level = columns.headings.length > 0 ? 0 : levelOf(written, depth);
    const owners = ownersOf(row).filter(({ lines }) => lines.length > 0 && lines !== cell.lines);
    isFromRow = true;
    headings = {
      category: level === 0 ? text : headings.category,
      section: level === 0 ? '' : text,
      owners: [...headings.owners.filter((one) => one.level < level), { level, cells: owners }],
    };
  }

  function levelOf(written: string, depth: number | undefined): 0 | 1 {
    if (depth === undefined) return headingLevel(written, headings.category);
    return depth > 0 && headings.category !== '' ? 1 : 0;
  }

  /** A blank heading means "as above": .doc, sheets and text have nothing else for merged cells. A new category starts without a section. */
  function fillDown(row: Matrix[number], above: Matrix[number] | undefined): void {
    const [first] = columns.headings;
    if (first === undefined) return;
    const entry = textAt(row, first);
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
    const section = textAt(row, narrowest);
    if (section !== '') headings = { ...headings, section };
  }

  function ownersOf(row: Matrix[number]): OwnerCell[] {
    return columns.owners.map(({ col, role }) => ({
      lines: row[col]?.lines ?? [],
      role,
      withPeople: /人/.test(columns.labels[col] ?? ''),
    }));
  }

  function freshOwners(row: Matrix[number], above: Matrix[number] | undefined): OwnerCell[] {
    return columns.owners
      .filter(({ col }) => !isContinued(row, above, col))
      .map(({ col, role }) => ({ lines: row[col]?.lines ?? [], role }));
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

/** The heading of rows that add or deduct points. */
export const ADJUSTING = /加分|扣分|减分|附加分|奖励分|奖励项|负面清单|负面事项|负面情形|一票否决|否决项/;

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

/** What a table without heading columns is called just above its header: 「二、扣分项目」, 「附件2 负面清单」. */
function captionOf({ before }: GridTable, above: Matrix, { headings }: Columns): string {
  const inTable = above.map((row) => joinLines([...new Set(row)].flatMap((cell) => cell?.lines ?? [])));
  const line = [...before, ...inTable].findLast((text) => text.trim() !== '' && !/^(?:注|单位|填报)/.test(text)) ?? '';
  const caption = line.replace(/^附件\s*[\d一二三四五六七八九十]*\s*[:：.、]?\s*|20\d\d\s*年度?/g, '');
  if (caption.length > 30 || headings.length > 1) return '';
  return looksLikeHeading(caption) || (caption.length <= 20 && ADJUSTING.test(caption) && !/任务|方案|细则|办法|通知/.test(caption))
    ? caption
    : '';
}

function continues(matrix: Matrix, { before }: GridTable, columns: Columns): boolean {
  const width = columns.labels.length;
  const isOther = (matrix[0] ?? []).filter((cell) => cell && isForeignLabel(joinLines(cell.lines))).length >= 2;
  return (
    !isOther &&
    before.every((line) => !/^附件|联络|联系|回执|名单|报名|签到/.test(line)) &&
    matrix.every((row) => row.length <= width) &&
    matrix.some((row) => row.length === width)
  );
}

/** Labels of tables that list people or days, such as the one of 联络员. */
function isForeignLabel(label: string): boolean {
  const word = label.replace(/\s+/g, '');
  return /^(?:姓名|职务|电话|联系电话|手机号?码?|邮箱|性别|签名|签字|单位|部门|科室)$/.test(word) || columnMeaning(word) === 'other';
}

/** The header again, as at the top of each page. */
function isHeader(matrix: Matrix, index: number, columns: Columns): boolean {
  const texts = [...new Set(matrix[index])].flatMap((cell) =>
    cell && cell.lines.length > 0 ? [joinLines(cell.lines).replace(/\s+/g, '')] : [],
  );
  return texts.length > 1 && texts.every((text) => columns.labels.includes(text) || columnMeaning(text) !== undefined);
}

/** Whether the codes' column counts 1, 2, 3: then 一 in it is the number of a heading. */
function countsInDigits(matrix: Matrix, { code }: Columns): boolean {
  return code !== undefined && matrix.some((row) => /^[（(]?\d/.test(toAsciiDigits(joinLines(row[code]?.lines ?? []))));
}

interface HeadingRow {
  cell: GridCell;
  text: string;
  /** How deep its number is: 0 for 1, 1 for 1.1. */
  depth?: number;
}

interface Neighbours {
  above: Matrix[number] | undefined;
  below: Matrix[number] | undefined;
}

/** 注：…, 填表人：…: notes and signatures close a table. */
function isNote(row: Matrix[number]): boolean {
  const first = joinLines(row.find((cell) => !isEmpty(cell))!.lines).replace(/\s+/g, '');
  return /^(?:注|备注|说明|填表说明|填表人|填报人|制表人?|审核人|审批人|负责人|主管领导|签字|签名|盖章|单位[（(]?盖章[)）]?|联系人|填表日期|日期)\d?[:：]/.test(
    first,
  );
}

/** 1 before 1.1, 1.1 before 1.1.1: in a table without heading columns the row whose number goes on below is the heading of those rows. */
function outlineHeading(row: Matrix[number], below: Matrix[number] | undefined, columns: Columns): HeadingRow | undefined {
  const cell = row[columns.text];
  if (columns.code === undefined || columns.headings.length > 0 || cell === undefined || isEmpty(cell)) return undefined;
  const [code, next] = [textAt(row, columns.code), textAt(below ?? [], columns.code)].map(toAsciiDigits);
  const goesOn = /^\d+(?:[.-]\d+)*$/.test(code!) && (next!.startsWith(`${code}.`) || next!.startsWith(`${code}-`));
  return goesOn ? { cell, text: joinLines(cell.lines), depth: code!.split(/[.-]/).length - 1 } : undefined;
}

/** A row that says one thing only, across the item's column or before it: 一、政治建设（28分）. Its number may stand in the codes' column. */
function headingRow(row: Matrix[number], columns: Columns, hasNumbers: boolean): HeadingRow | undefined {
  const beside = [columns.points, ...columns.owners.map(({ col }) => col)];
  const isBeside = (cell: GridCell) => beside.some((col) => col !== undefined && row[col] === cell) && cell !== row[columns.text];
  const cells = [...new Set(row)].filter((cell) => cell !== undefined && cell.lines.length > 0 && !isBeside(cell)) as GridCell[];
  const [first, second, ...others] = cells;
  if (first === undefined || others.length > 0) return undefined;
  const saysWhose = columns.owners.some(({ col }) => !cells.includes(row[col]!) && !isEmpty(row[col]));
  if (second !== undefined) {
    const number = joinLines(first.lines).replace(/[\s、.．]/g, '');
    const isNumber = first === row[columns.code ?? -1] && /^[（(]?[一二三四五六七八九十]+[)）]?$/.test(number);
    if (!isNumber || (saysWhose && !hasNumbers)) return undefined;
    return { cell: second, text: `${number}${/[)）]$/.test(number) ? '' : '、'}${joinLines(second.lines)}` };
  }
  const text = joinLines(first.lines);
  const isAcross = first.col <= columns.text && first.col + first.colspan > columns.text && (first.colspan > 1 || row.length === 1);
  if (isAcross) return saysWhose && !looksLikeHeading(text) ? undefined : { cell: first, text };
  if (columns.headings.includes(first.col)) return undefined;
  return looksLikeHeading(text) || isPeriod(text) ? { cell: first, text } : undefined;
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

const isEmpty = (cell: GridCell | undefined): boolean => cell === undefined || cell.lines.length === 0;

const isBlank = (row: Matrix[number]): boolean => row.every(isEmpty);

function isContinued(row: Matrix[number], above: Matrix[number] | undefined, col: number): boolean {
  return above !== undefined && row[col] !== undefined && row[col] === above[col];
}

/** A cell over several rows holds what they have together. */
function isShared(row: Matrix[number], col: number | undefined): boolean {
  return col !== undefined && (row[col]?.rowspan ?? 1) > 1;
}

function textAt(row: Matrix[number], col: number | undefined): string {
  return joinLines((col === undefined ? undefined : row[col])?.lines ?? []);
}
