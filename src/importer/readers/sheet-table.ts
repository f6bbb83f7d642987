import type { GridCell, GridTable } from '../grid.ts';
import { ImportRefusal } from '../import-refusal.ts';

/** A rectangle of merged cells, both ends included. */
export interface SheetMerge {
  startRow: number;
  endRow: number;
  startCol: number;
  endCol: number;
}

/** One sheet as people see it when they open it, except that what is hidden is still in it. */
export interface SheetView {
  texts: string[][];
  merges: readonly SheetMerge[];
  isHiddenRow(row: number): boolean;
  isHiddenCol(col: number): boolean;
}

/**
 * A sheet as a table: without its hidden rows and columns, and without the empty ones at its ends. A merged cell whose first row or
 * column is hidden still shows its text in what remains of it.
 */
export function toTable({ texts, merges, isHiddenRow, isHiddenCol }: SheetView): GridTable['rows'] {
  const rows = withoutTail(
    texts.flatMap((_, row) => (isHiddenRow(row) ? [] : [row])),
    (row) => texts[row]!.some((text, col) => text !== '' && !isHiddenCol(col)),
  );
  const width = Math.max(0, ...rows.map((row) => texts[row]!.length));
  const cols = withoutTail(
    Array.from({ length: width }, (_, col) => col).filter((col) => !isHiddenCol(col)),
    (col) => rows.some((row) => (texts[row]![col] ?? '') !== ''),
  );
  const merged = placeMerges(merges, rows, cols);
  return rows.map((row, at) =>
    cols.flatMap((col, index): GridCell[] => {
      const place = merged.get(at * cols.length + index);
      if (place === 'covered') return [];
      const text = place === undefined ? texts[row]![col] : texts[place.row]?.[place.col];
      return [{ col: index, colspan: place?.colspan ?? 1, rowspan: place?.rowspan ?? 1, lines: linesOf(text ?? '') }];
    }),
  );
}

function withoutTail(indices: readonly number[], isUsed: (index: number) => boolean): number[] {
  return indices.slice(0, indices.findLastIndex(isUsed) + 1);
}

interface MergedCell {
  /** Where its text is stored. */
  row: number;
  col: number;
  rowspan: number;
  colspan: number;
}

/** By place in the table (row × width + column). Merges of a true sheet never overlap, so together they cover no more than there is. */
function placeMerges(merges: readonly SheetMerge[], rows: readonly number[], cols: readonly number[]): Map<number, MergedCell | 'covered'> {
  const places = new Map<number, MergedCell | 'covered'>();
  for (const { startRow, endRow, startCol, endCol } of merges) {
    const [top, rowspan] = within(rows, startRow, endRow);
    const [left, colspan] = within(cols, startCol, endCol);
    if (rowspan * colspan === 0) continue;
    for (let at = top; at < top + rowspan; at += 1) {
      for (let index = left; index < left + colspan; index += 1) {
        const place = at * cols.length + index;
        if (places.has(place)) throw new ImportRefusal('broken');
        places.set(place, 'covered');
      }
    }
    places.set(top * cols.length + left, { row: startRow, col: startCol, rowspan, colspan });
  }
  return places;
}

/** Which of the ascending indices lie between two ends: the place of the first, and how many. */
function within(indices: readonly number[], from: number, to: number): [first: number, count: number] {
  const first = lowerBound(indices, from);
  return [first, lowerBound(indices, to + 1) - first];
}

function lowerBound(indices: readonly number[], value: number): number {
  let [low, high] = [0, indices.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (indices[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function linesOf(text: string): string[] {
  return text
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
