/** A table as it is printed (台账, 目录, 留痕), whatever the file: its rows come one after the other, so that long ones need no memory. */
export interface PrintedTable {
  /** Of the sheet. */
  name: string;
  title: string;
  /** One line below the title: of which year, from when, how much. */
  note: string;
  columns: readonly PrintedColumn[];
  rows: Iterable<PrintedRow> | AsyncIterable<PrintedRow>;
}

/** `width` in Chinese characters. */
export interface PrintedColumn {
  label: string;
  width: number;
  align: 'left' | 'center';
}

/** As many cells as there are columns. */
export interface PrintedRow {
  kind: 'body' | 'heading';
  cells: readonly PrintedCell[];
}

/** A text stays the text it is, whatever it looks like. A merged cell (合并单元格) goes on from its neighbour. */
export type PrintedCell = string | number | Merged;

interface Merged {
  into: 'above' | 'left';
}

export const ABOVE: Merged = { into: 'above' };
export const LEFT: Merged = { into: 'left' };

/** The neighbour it is merged with; undefined: it stands for itself. By what it says, not which it is: tables travel between processes. */
export function mergedInto(cell: PrintedCell | undefined): Merged['into'] | undefined {
  return typeof cell === 'object' ? cell.into : undefined;
}

/** How many columns a cell takes: itself and those merged into it from the right. */
export function columnsTaken(cells: readonly PrintedCell[], column: number): number {
  let end = column + 1;
  while (mergedInto(cells[end]) === 'left') end++;
  return end - column;
}
