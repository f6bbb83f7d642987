import type { GridCell } from '../grid.ts';
import type { DocxNumbering } from './docx-numbering.ts';
import { listElements, paragraphLines } from './docx-text.ts';
import { childOf, childrenOf, tagOf, valueOf, type XmlNode } from './xml.ts';

/**
 * Rows of a `w:tbl`. `w:gridSpan` merges to the right, as `w:hMerge` did before it; `w:vMerge` without `restart` continues the cell
 * above in the same column.
 */
export function readDocxTable(table: XmlNode, numbering: DocxNumbering): GridCell[][] {
  const open = new Map<number, GridCell>();
  return listRows(table).map((row) => readRow(row, open, numbering));
}

function listRows(table: XmlNode): XmlNode[] {
  return listElements(childrenOf(table), ['w:tr']).filter(isKept);
}

/** A row that is hidden, or whose deletion is tracked, is gone for the reader. */
function isKept(row: XmlNode): boolean {
  const properties = childOf(row, 'w:trPr');
  return childOf(properties, 'w:del') === undefined && childOf(properties, 'w:hidden') === undefined;
}

function readRow(row: XmlNode, open: Map<number, GridCell>, numbering: DocxNumbering): GridCell[] {
  let col = count(valueOf(childOf(childOf(row, 'w:trPr'), 'w:gridBefore')), 0);
  const cells: GridCell[] = [];
  for (const element of listElements(childrenOf(row), ['w:tc'])) {
    const properties = childOf(element, 'w:tcPr');
    const colspan = count(valueOf(childOf(properties, 'w:gridSpan')), 1);
    const merge = childOf(properties, 'w:vMerge');
    const above = open.get(col);
    const sideways = childOf(properties, 'w:hMerge');
    const left = cells.at(-1);
    if (sideways !== undefined && valueOf(sideways) !== 'restart' && left !== undefined) {
      left.colspan += colspan;
      left.lines.push(...cellLines(element, numbering));
    } else if (merge !== undefined && valueOf(merge) !== 'restart' && above !== undefined) above.rowspan += 1;
    else {
      const cell = { col, colspan, rowspan: 1, lines: cellLines(element, numbering) };
      cells.push(cell);
      if (merge === undefined) open.delete(col);
      else open.set(col, cell);
    }
    col += colspan;
  }
  return cells;
}

/** Also those of a table inside the cell. */
function cellLines(cell: XmlNode, numbering: DocxNumbering): string[] {
  return listElements(childrenOf(cell), ['w:p', 'w:tbl', 'w:tr', 'w:tc']).flatMap((element) =>
    tagOf(element) === 'w:p' ? paragraphLines(element, numbering) : cellLines(element, numbering),
  );
}

/** The content of a table that only frames others: one cell in each row, and tables in them. Undefined for any other. */
export function framedContent(table: XmlNode): XmlNode[] | undefined {
  const cells = listRows(table).map((row) => listElements(childrenOf(row), ['w:tc']));
  if (cells.some(({ length }) => length !== 1)) return undefined;
  const content = cells.flat().flatMap((cell) => listElements(childrenOf(cell), ['w:p', 'w:tbl']));
  return content.some((element) => tagOf(element) === 'w:tbl') ? content : undefined;
}

function count(value: string | undefined, otherwise: number): number {
  const number = Number(value);
  return Number.isSafeInteger(number) && number > 0 ? number : otherwise;
}
