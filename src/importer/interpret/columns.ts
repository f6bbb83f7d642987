import type { DutyRole } from '../../domain/plan-draft.ts';
import { type GridCell, joinLines } from '../grid.ts';
import { type ColumnMeaning, columnMeaning } from '../header-words.ts';

/** Which column of a table holds what. A table without headings above the items has no category or section column. */
export interface Columns {
  category: number | undefined;
  section: number | undefined;
  text: number;
  code: number | undefined;
  points: number | undefined;
  deadline: number | undefined;
  /** A role where the column itself names one (牵头单位, 配合单位). */
  owners: { col: number; role: DutyRole | undefined }[];
  /** What stands above each column. */
  labels: string[];
}

interface Named {
  col: number;
  meaning: ColumnMeaning;
}

/** Reads a row as the header; undefined when it does not name both the items and who answers for them. */
export function findColumns(row: readonly (GridCell | undefined)[]): Columns | undefined {
  const named = row.flatMap((cell, col): Named[] => {
    const meaning = cell && columnMeaning(joinLines(cell.lines));
    return meaning ? [{ col, meaning }] : [];
  });
  const headings = listHeadings(named.filter(({ col }) => row[col] !== row[col + 1]));
  const text = headings.pop();
  const owners = named.flatMap(({ col, meaning }) =>
    meaning.kind in ROLES ? [{ col, role: ROLES[meaning.kind as keyof typeof ROLES] }] : [],
  );
  if (text === undefined || owners.length === 0) return undefined;
  const find = (kind: ColumnMeaning['kind']) => named.find(({ meaning }) => meaning.kind === kind)?.col;
  return {
    category: headings[0],
    section: headings[1],
    text,
    code: find('code'),
    points: find('points'),
    deadline: find('deadline'),
    owners,
    labels: Array.from(row, (cell) => joinLines(cell?.lines ?? []).replace(/\s+/g, '')),
  };
}

const ROLES = { departments: undefined, lead: 'lead', support: 'support' } as const;

/** From the widest heading to the item; of two equal ones the right one is the narrower. A label over two columns means the right one. */
function listHeadings(named: readonly Named[]): number[] {
  return named
    .flatMap(({ col, meaning }) => (meaning.kind === 'hierarchy' ? [{ col, rank: meaning.rank }] : []))
    .sort((a, b) => a.rank - b.rank || a.col - b.col)
    .map(({ col }) => col);
}
