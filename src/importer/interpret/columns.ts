import type { DutyRole } from '../../domain/plan-draft.ts';
import { joinLines, type Matrix } from '../grid.ts';
import { countEntries, isNumbering, isScoring, isShare, saysWhose } from './column-entries.ts';
import { readSum } from './declared-sum.ts';
import { headerCells, labelOf, type Meaning, meaningOf } from './header-cells.ts';
import { readItemCode } from './item-code.ts';
import { meaningByEntries } from './meaning-by-entries.ts';
import { type MarkColumn, markColumns } from './marks.ts';
import { unnamedHeadings } from './unnamed-headings.ts';

/** Which column of a table holds what. Headings go from the widest to the narrowest; a table may have none above its items. */
export interface Columns {
  headings: number[];
  text: number;
  code: number | undefined;
  points: number | undefined;
  /** May be that of the owners: 责任单位及完成时限. */
  deadline: number | undefined;
  /** A column for each month or quarter, where a tick says when. */
  ticks: number[];
  period: number | undefined;
  evidence: number[];
  scoring: number | undefined;
  cap: number | undefined;
  /** A role where the column itself names one (牵头单位, 配合单位). */
  owners: { col: number; role: DutyRole | undefined }[];
  /** A column for each department, where a mark says what its part is. */
  marks: MarkColumn[];
  /** The label that says the rows add or deduct points (加分项目, 扣分情形); '' where none does. */
  adjusts: string;
  /** What stands above each column. */
  labels: string[];
  /** Rows the header takes: labels may stand in two, the upper ones over several columns. */
  height: 1 | 2;
}

interface Named {
  col: number;
  meaning: Meaning;
}

/** Reads the row at `index` as the header; undefined when it does not name both the items and something about them. */
export function findColumns(matrix: Matrix, index: number): Columns | undefined {
  const row = matrix[index]!;
  const { cells, height } = headerCells(matrix, index);
  const body = matrix.slice(index + height).filter((one) => readSum(one, undefined) === undefined);
  const labels = withUnknown(
    cells,
    body,
    Array.from(cells).flatMap((cell, col): Named[] => {
      const meaning = meaningOf(cell);
      return meaning ? [{ col, meaning }] : [];
    }),
  );
  const marks = labels.length < 2 ? [] : markColumns(cells, body);
  const named = [...labels, ...marks.map(({ col }): Named => ({ col, meaning: 'mark' }))];
  const written = new Set(row.filter((cell) => cell !== undefined && cell.lines.length > 0));
  if (written.size < 2 || new Set(named.map(({ col }) => cells[col])).size * 2 < written.size) return undefined;

  const all = (...kinds: Meaning[]) => named.filter(({ meaning }) => kinds.includes(meaning)).map(({ col }) => col);
  const owners = named.flatMap(({ col, meaning }) => (meaning in ROLES ? [{ col, role: ROLES[meaning as keyof typeof ROLES] }] : []));
  const labelled = all('hierarchy', 'adjustment').filter((col) => cells[col] !== cells[col + 1]);
  const levels = labelled.filter((col) => !isNumbering(body, col));
  const hierarchy = [...levels, ...standards(levels, all('scoring'), body)];
  const text =
    chooseText(hierarchy, body, owners) ??
    all('goal')[0] ??
    chooseUnnamed(cells, body, named, owners) ??
    listedPapers(all('evidence'), owners);
  if (text === undefined || named.length < 2) return undefined;
  if (named.every(({ meaning }) => HEADINGS.has(meaning)) && !saysWhose(body, text)) return undefined;
  const known = new Set(named.map(({ col }) => col));
  const unnamed = unnamedHeadings(cells, body, text).filter((col) => !known.has(col));
  const headings = [...hierarchy, ...unnamed].filter((col) => col < text).toSorted((a, b) => a - b);
  return {
    headings,
    text,
    code: all('code')[0] ?? labelled.find((col) => isNumbering(body, col)) ?? numberedHeading(headings, text, body),
    points: all('points').find((col) => !isShare(body, col)) ?? all('points')[0],
    deadline: all('deadline')[0] ?? owners.find(({ col }) => /[时期]限|时间/.test(labelOf(cells[col])))?.col,
    ticks: all('tick'),
    // 季度 | 月份: the month says more.
    period: all('period').at(-1),
    evidence: all('evidence').filter((col) => col !== text),
    scoring: all('scoring').find((col) => !hierarchy.includes(col)) ?? hierarchy.find((col) => col > text && isScoring(body, col)),
    cap: all('cap')[0],
    owners,
    marks,
    adjusts: all('adjustment').map((col) => labelOf(cells[col]))[0] ?? '',
    labels: Array.from(cells, (cell) => labelOf(cell)),
    height,
  };
}

const REMARKS = /^(?:备注|说明|附注)$/;
const ROLES = { departments: undefined, lead: 'lead', support: 'support' } as const;
const HEADINGS: ReadonlySet<Meaning> = new Set<Meaning>(['hierarchy', 'adjustment', 'goal', 'other', 'tick']);

/** Where two labels or more are known, 备注 and what nobody knows are told by their entries, if no other column holds the same. */
function withUnknown(cells: Matrix[number], body: Matrix, known: readonly Named[]): Named[] {
  if (known.length < 2) return [...known];
  return Array.from(cells).reduce<Named[]>(
    (named, cell, col) => {
      if (labelOf(cell) === '' || named.some((one) => one.col === col && !REMARKS.test(labelOf(cell)))) return named;
      const meaning = meaningByEntries(body, col);
      const isTaken = named.some((one) => one.meaning === meaning || (meaning === 'departments' && one.meaning in ROLES));
      return meaning === undefined || isTaken ? named : [...named.filter((one) => one.col !== col), { col, meaning }];
    },
    [...known],
  );
}

/**
 * The items' column: of the headings side by side the one with the most entries, the right one of equals, because headings narrow from
 * left to right. What stands behind the owners (工作要求) says more about the item, unless it alone has an entry for each.
 */
function chooseText(hierarchy: readonly number[], body: Matrix, owners: Columns['owners']): number | undefined {
  const items = hierarchy.filter((col) => !isScoring(body, col));
  const candidates = items.length > 0 ? items : hierarchy;
  const most = Math.max(...candidates.map((col) => countEntries(body, col)));
  const full = candidates.filter((col) => countEntries(body, col) >= most * 0.8);
  const [first] = full;
  if (first === undefined) return undefined;
  const border = owners.map(({ col }) => col).find((col) => col > first) ?? Infinity;
  return full.findLast((col) => col < border);
}

/** Beside one column of headings, 评分标准 holds the items themselves when it has more entries and deducts nothing. */
function standards(labelled: readonly number[], scoring: readonly number[], body: Matrix): number[] {
  const [heading, ...others] = labelled;
  const [col, ...more] = scoring;
  if (heading === undefined || col === undefined || others.length + more.length > 0 || col < heading) return [];
  return countEntries(body, col) > countEntries(body, heading) && !isScoring(body, col) ? [col] : [];
}

/**
 * Where the items' own text has no numbers a heading may carry them: a third level (三级指标), or one that has another number in each
 * row (A1 仪容仪表).
 */
function numberedHeading(headings: readonly number[], text: number, body: Matrix): number | undefined {
  const codesIn = (col: number) => body.flatMap((row) => readItemCode(joinLines(row[col]?.lines ?? [])) ?? []);
  if (codesIn(text).length * 2 > body.length) return undefined;
  const isOwn = (col: number) => body.length > 1 && new Set(codesIn(col)).size === body.length;
  return headings.findLast(isOwn) ?? headings.slice(2).find((col) => codesIn(col).length * 2 > body.length);
}

/** A list of papers to hand in (材料名称, 提供部门): each paper is an item. */
function listedPapers([first]: readonly number[], owners: Columns['owners']): number | undefined {
  return owners.length > 0 ? first : undefined;
}

/** Characters an item has at least, on average. */
const LEAST_LENGTH = 4;

/** Under a label nobody knows: the column with the longest texts, where the others are plainly a table's. Counts of people are no texts. */
function chooseUnnamed(cells: Matrix[number], body: Matrix, named: readonly Named[], owners: Columns['owners']): number | undefined {
  if (owners.length === 0) return undefined;
  const free = Array.from(cells, (_, col) => col).filter((col) => labelOf(cells[col]) !== '' && !named.some((one) => one.col === col));
  const length = (col: number) => body.reduce((sum, row) => sum + labelOf(row[col]).length, 0);
  const longest = free.toSorted((a, b) => length(b) - length(a))[0];
  return longest !== undefined && length(longest) >= body.length * LEAST_LENGTH ? longest : undefined;
}
