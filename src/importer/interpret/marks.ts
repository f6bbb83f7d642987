import type { DutyRole } from '../../domain/plan-draft.ts';
import type { Matrix } from '../grid.ts';
import { isEmpty } from './cells.ts';
import { labelOf, meaningOf } from './header-cells.ts';
import type { OwnerCell } from './item-row.ts';
import { looksLikeDepartment } from './looks-like-department.ts';

/** A column under a department's name. */
export interface MarkColumn {
  col: number;
  department: string;
}

/** Columns headed by departments, where a mark says who leads (●, 主) and who supports (○, 配合): a 任务分工矩阵. */
export function markColumns(cells: Matrix[number], body: Matrix): MarkColumn[] {
  const columns = Array.from(cells, (cell, col) => ({ col, department: labelOf(cell) }));
  const found = columns.filter(({ col, department: label }) => {
    if (label === '' || cells[col]!.colspan > 1 || meaningOf(cells[col]) !== undefined) return false;
    const entries = body
      .flatMap((row) => (row[col]?.colspan === 1 ? [labelOf(row[col])] : []))
      .filter((text) => text !== '' && text !== label);
    return entries.length > 0 && entries.every((text) => MARK.test(text));
  });
  // Ticks under 是 | 否 name nobody.
  const named = found.filter(({ department }) => looksLikeDepartment(department));
  return found.length > 1 && named.length * 2 >= found.length ? found : [];
}

/** The marks that stand in those columns, each once. */
export function marksIn(matrix: Matrix, columns: readonly MarkColumn[]): string[] {
  return [...new Set(columns.flatMap(({ col }) => matrix.map((row) => labelOf(row[col]))))].filter((text) => MARK.test(text));
}

/** What each mark means: as a legend says (●为牵头部门), else as usual. One mark alone tells nobody apart. */
export function markRoles(marks: readonly string[], legend: readonly string[]): Map<string, DutyRole | undefined> {
  const told = new Map(
    legend
      .flatMap((line) => [...line.matchAll(LEGEND)])
      .map(([, mark, word]): [string, DutyRole] => [mark!, LEADS.test(word!) ? 'lead' : 'support']),
  );
  return new Map(marks.map((mark) => [mark, told.get(mark) ?? (marks.length < 2 ? undefined : usualRole(mark))]));
}

function usualRole(mark: string): DutyRole | undefined {
  if (LEADS.test(mark)) return 'lead';
  return SUPPORTS.test(mark) ? 'support' : undefined;
}

/** The departments marked in a row, the leading ones first. */
export function markedOwners(row: Matrix[number], columns: readonly MarkColumn[], roles: ReturnType<typeof markRoles>): OwnerCell[] {
  const owners = columns.flatMap(({ col, department }): OwnerCell[] =>
    isEmpty(row[col]) ? [] : [{ lines: [department], role: roles.get(labelOf(row[col])) }],
  );
  return owners.toSorted((a, b) => Number(b.role === 'lead') - Number(a.role === 'lead'));
}

const SIGN = '[●○◎■□▲△★☆◆◇◉√✓✔]';
const MARK = new RegExp(`^(?:${SIGN}|主|主责|主办|牵头?|牵头部门|配|配合|配合部门|协|协办|协助|参与|参加)$`);
const LEADS = /^(?:[●■▲★◆◉]|主|牵|总)/;
const SUPPORTS = /^(?:[○◎□△☆◇]|配|协|参)/;
const LEGEND = new RegExp(
  `[“"「]?(${SIGN})[”"」]?\\s*(?:为|是|表示|代表|指|[:：=—-])*\\s*(总?牵头|主责|主办|主要责任|配合|协办|协助|参与)`,
  'g',
);
