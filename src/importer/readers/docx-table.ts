import type { GridCell } from '../grid.ts';
import { listElements, paragraphLines } from './docx-text.ts';
import { childOf, childrenOf, tagOf, valueOf, type XmlNode } from './xml.ts';

/** Rows of a `w:tbl`. `w:gridSpan` merges to the right; `w:vMerge` without `restart` continues the cell above in the same column. */
export function readDocxTable(table: XmlNode): GridCell[][] {
  const open = new Map<number, GridCell>();
  return listElements(childrenOf(table), ['w:tr'])
    .filter(isKept)
    .map((row) => readRow(row, open));
}

/** A row whose deletion is tracked is gone for the reader. */
function isKept(row: XmlNode): boolean {
  return childOf(childOf(row, 'w:trPr'), 'w:del') === undefined;
}

function readRow(row: XmlNode, open: Map<number, GridCell>): GridCell[] {
  let col = count(valueOf(childOf(childOf(row, 'w:trPr'), 'w:gridBefore')), 0);
  const cells: GridCell[] = [];
  for (const element of listElements(childrenOf(row), ['w:tc'])) {
    const properties = childOf(element, 'w:tcPr');
    const colspan = count(valueOf(childOf(properties, 'w:gridSpan')), 1);
    const merge = childOf(properties, 'w:vMerge');
    const above = open.get(col);
    if (merge !== undefined && valueOf(merge) !== 'restart' && above !== undefined) above.rowspan += 1;
    else {
      const cell = { col, colspan, rowspan: 1, lines: cellLines(element) };
      cells.push(cell);
      if (merge === undefined) open.delete(col);
      else open.set(col, cell);
    }
    col += colspan;
  }
  return cells;
}

/** Also those of a table inside the cell. */
function cellLines(cell: XmlNode): string[] {
  return listElements(childrenOf(cell), ['w:p', 'w:tbl', 'w:tr', 'w:tc']).flatMap((element) =>
    tagOf(element) === 'w:p' ? paragraphLines(element) : cellLines(element),
  );
}

function count(value: string | undefined, otherwise: number): number {
  const number = Number(value);
  return Number.isSafeInteger(number) && number > 0 ? number : otherwise;
}
