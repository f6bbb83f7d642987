import { LEFT, type PrintedCell, type PrintedTable } from '../printed-table.ts';
import { createLayout, type Area, type LooseRow, type PlacedRow } from './layout.ts';
import { styleNumber, type CellStyle } from './styles.ts';
import { xmlText } from './xml-text.ts';

/** The row of labels, which stands on every page; above it title and note. */
export const LABEL_ROW = 3;

/** The table as `xl/worksheets/sheet1.xml`, in pieces: A4 landscape, as wide as the page, labels on every page and always in sight. */
export async function* sheetXml(table: PrintedTable): AsyncIterable<string> {
  const layout = createLayout<StyledRow>(table.columns);
  const merges: string[] = [];
  const write = (rows: readonly PlacedRow<StyledRow>[]): string => {
    let xml = '';
    for (const row of rows) {
      xml += rowXml(row);
      for (const area of row.merges) merges.push(`<mergeCell ref="${areaName(area)}"/>`);
    }
    return xml;
  };
  let piece = headOf(table);
  for (const row of rowsAbove(table)) piece += write(layout.add(row));
  for await (const { kind, cells } of table.rows) {
    const styleOf = kind === 'heading' ? (): CellStyle => 'heading' : (column: number): CellStyle => table.columns[column]!.align;
    piece += write(layout.add({ cells, styleOf, atLeast: LOWEST }));
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield piece + write(layout.end());
  yield `</sheetData><mergeCells count="${merges.length}">`;
  for (let from = 0; from < merges.length; from += MERGES_IN_PIECE) yield merges.slice(from, from + MERGES_IN_PIECE).join('');
  yield `</mergeCells>${PAGE}</worksheet>`;
}

const PIECE = 32_768;
const MERGES_IN_PIECE = 1_000;
const LOWEST = 18;

interface StyledRow extends LooseRow {
  styleOf(column: number): CellStyle;
}

function rowsAbove({ title, note, columns }: PrintedTable): StyledRow[] {
  const across = (text: string): PrintedCell[] => columns.map((_, column) => (column === 0 ? text : LEFT));
  return [
    { cells: across(title), styleOf: () => 'title', atLeast: 36 },
    { cells: across(note), styleOf: () => 'note', atLeast: LOWEST },
    { cells: columns.map(({ label }) => label), styleOf: () => 'label', atLeast: 30 },
  ];
}

/** What stands in a row stands in the first of its parts. */
function rowXml({ row, first, parts, height }: PlacedRow<StyledRow>): string {
  let xml = '';
  for (let number = first; number < first + parts; number++) {
    xml += `<row r="${number}" ht="${(height / parts).toFixed(1)}" customHeight="1">`;
    for (let column = 0; column < row.cells.length; column++) {
      xml += cellXml(number === first ? row.cells[column]! : '', `${letterOf(column)}${number}`, row.styleOf(column));
    }
    xml += '</row>';
  }
  return xml;
}

function cellXml(cell: PrintedCell, place: string, style: CellStyle): string {
  if (typeof cell === 'object' || cell === '') return `<c r="${place}" s="${styleNumber(style, false)}"/>`;
  if (typeof cell === 'number') return `<c r="${place}" s="${styleNumber(style, false)}"><v>${cell}</v></c>`;
  const number = styleNumber(style, FORMULA_LIKE.test(cell));
  return `<c r="${place}" s="${number}" t="inlineStr"><is><t xml:space="preserve">${xmlText(cell)}</t></is></c>`;
}

/** What Excel would take for a formula once somebody edits it. */
const FORMULA_LIKE = /^\s*[=+\-@＝＋－＠]/u;

const PAGE = `<printOptions horizontalCentered="1"/><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>\
<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>\
<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>`;

function headOf({ columns }: PrintedTable): string {
  const widths = columns.map(
    ({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width * 2 + CELL_PADDING}" customWidth="1"/>`,
  );
  const pane = `<pane ySplit="${LABEL_ROW}" topLeftCell="A${LABEL_ROW + 1}" activePane="bottomLeft" state="frozen"/>`;
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>\
<sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="${LOWEST}"/>\
<cols>${widths.join('')}</cols><sheetData>`;
}

/** Half-width characters a cell needs beside its text. */
const CELL_PADDING = 1.5;

/** `A1:A9`. */
function areaName({ columns: [left, right], rows: [top, bottom] }: Area): string {
  return `${letterOf(left)}${top}:${letterOf(right)}${bottom}`;
}

/** A, B, …, Z: our tables have no more columns. */
function letterOf(column: number): string {
  return String.fromCharCode(65 + column);
}
