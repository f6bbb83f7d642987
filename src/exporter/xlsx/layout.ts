import { columnsTaken, mergedInto, type PrintedCell, type PrintedColumn } from '../printed-table.ts';
import { heightOf } from './row-height.ts';

/** A row before its height is known. */
export interface LooseRow {
  cells: readonly PrintedCell[];
  /** Points. */
  atLeast: number;
}

/** A row with its place in the sheet. */
export interface PlacedRow<R extends LooseRow> {
  row: R;
  /** Its number, from 1; what is too high for one row of a sheet takes `parts` of them. */
  first: number;
  parts: number;
  /** Points, all parts together. */
  height: number;
  /** What is merged once it is there: columns and rows, both ends included. */
  merges: Area[];
}

export interface Area {
  columns: [number, number];
  rows: [number, number];
}

/** A row that is held back; its place is 0 until it is let go. */
interface HeldRow<R> {
  row: R;
  height: number;
  first: number;
  ending: OpenCell<R>[];
}

/** A cell that is not yet at its end: rows to come may be merged into it. */
interface OpenCell<R> {
  column: number;
  across: number;
  since: HeldRow<R>;
  needs: number;
}

/** Higher no row of a sheet may be. */
const HIGHEST = 400;
const MOST_ROWS = 1_048_576;

/**
 * Makes rows as high as what stands in them, merged cells included, which neither Excel nor LibreOffice does. A cell that is higher than
 * its rows spreads them, so they are held back until it has room: few at any time.
 */
export function createLayout<R extends LooseRow>(columns: readonly PrintedColumn[]) {
  const open = new Map<number, OpenCell<R>>();
  let held: HeldRow<R>[] = [];
  let next = 1;

  function begin(since: HeldRow<R>): void {
    const { cells } = since.row;
    cells.forEach((cell, column) => {
      if (mergedInto(cell) !== undefined) return;
      const across = columnsTaken(cells, column);
      const width = columns.slice(column, column + across).reduce((sum, one) => sum + one.width, 0);
      open.set(column, { column, across, since, needs: typeof cell === 'string' ? heightOf(cell, width) : 0 });
    });
  }

  /** Ends the cells that `following` does not go on with, the innermost first: their room is the outer ones' too. */
  function end(following: R | undefined): void {
    const last = held.at(-1);
    if (last === undefined) return;
    const over = [...open.values()].filter(({ column }) => mergedInto(following?.cells[column]) !== 'above');
    for (const cell of over.toSorted((a, b) => held.indexOf(b.since) - held.indexOf(a.since))) {
      const rows = held.slice(Math.max(0, held.indexOf(cell.since)));
      const lacks = cell.needs - sumOf(rows);
      if (lacks > 0) for (const row of rows) row.height += lacks / rows.length;
      last.ending.push(cell);
      open.delete(cell.column);
    }
  }

  /** Lets go what no open cell can spread any more. */
  function letGo(isEnd: boolean): PlacedRow<R>[] {
    let keep = isEnd ? held.length : held.length - 1;
    for (const cell of open.values()) {
      const at = held.indexOf(cell.since);
      if (at >= 0 && at < keep && sumOf(held.slice(at)) < cell.needs) keep = at;
    }
    const free = held.slice(0, keep);
    held = held.slice(keep);
    return free.map(place);
  }

  function place(held: HeldRow<R>): PlacedRow<R> {
    const { row, height, ending } = held;
    const parts = Math.ceil(height / HIGHEST);
    held.first = next;
    next += parts;
    if (next > MOST_ROWS) throw new RangeError(`a sheet holds at most ${MOST_ROWS} rows`);
    const merges = ending
      .map(({ column, across, since }): Area => ({ columns: [column, column + across - 1], rows: [since.first, next - 1] }))
      .filter(({ columns: [left, right], rows: [top, bottom] }) => left !== right || top !== bottom);
    return { row, first: held.first, parts, height, merges };
  }

  return {
    /** Takes a row, and returns those that are settled. */
    add(row: R): PlacedRow<R>[] {
      end(row);
      const settled = letGo(false);
      const added: HeldRow<R> = { row, height: row.atLeast, first: 0, ending: [] };
      held.push(added);
      begin(added);
      return settled;
    },
    end(): PlacedRow<R>[] {
      end(undefined);
      return letGo(true);
    },
  };
}

function sumOf(rows: readonly { height: number }[]): number {
  return rows.reduce((sum, { height }) => sum + height, 0);
}
