import { buffer } from 'node:stream/consumers';
import { type Cell, type CellValue, readXls as readXlsWorkbook, readXlsx as readXlsxWorkbook, type Sheet } from 'hucre';
import { ZipFile } from 'yazl';
import { type GridDocument, type GridTable, MAX_COLUMNS, MAX_ROWS } from '../grid.ts';
import { ImportRefusal } from '../import-refusal.ts';
import { cellText } from './cell-value.ts';
import { type SheetView, toTable } from './sheet-table.ts';
import { keepWorkbookOnly, readWorkbookHead } from './workbook-stream.ts';
import { decodeXml } from './xml.ts';
import { openZip } from './zip.ts';

/** Reads an Excel or WPS workbook (.xlsx): every visible sheet that holds anything is a table. */
export async function readXlsx(bytes: Buffer): Promise<GridDocument> {
  const workbook = await readXlsxWorkbook(await withoutExtras(bytes), {
    sheets: ({ hidden, veryHidden }) => hidden !== true && veryHidden !== true,
    readStyles: true, // the number formats are among them
    range: `A1:${lastReadCell}`,
  });
  return toDocument(workbook.sheets);
}

/** Reads a workbook of Excel 97 (.xls). Hidden rows and columns are not known from it, nor how its numbers are displayed. */
export async function readXls(bytes: Buffer): Promise<GridDocument> {
  const { isEncrypted, hidden } = readWorkbookHead(bytes);
  if (isEncrypted) throw new ImportRefusal('encrypted');
  const { sheets } = await readXlsWorkbook(keepWorkbookOnly(bytes));
  return toDocument(sheets.filter((_, index) => !hidden.has(index)));
}

/** One row and one column more than a table may have, so that one too large is refused instead of cut off. */
const lastReadCell = `${columnName(MAX_COLUMNS + 1)}${MAX_ROWS + 1}`;

function columnName(number: number): string {
  const before = Math.floor((number - 1) / 26);
  return `${before > 0 ? columnName(before) : ''}${String.fromCharCode(65 + ((number - 1) % 26))}`;
}

function columnNumber(name: string): number {
  return [...name].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}

/** Sheets are read tag by tag, other parts as one tree. */
const MAX_TAGS = { sheet: 1_500_000, other: 600_000 };
const SHEET = /\/worksheets\//;
const UNREAD = /^docProps\/|\/worksheets\/_rels\/|\/(?:drawings|charts|media|pivot\w*|comments|externalLinks|theme|persons|slicer\w*)\//;

/** The same workbook, packed anew from the parts a table needs: sizes in a stranger's zip lie, and pictures or pivot tables only cost. */
async function withoutExtras(bytes: Buffer): Promise<Buffer> {
  const zip = await openZip(bytes);
  const parts = new Map<string, string>();
  for (const name of zip.names) {
    if (!/\.(?:xml|rels)$/i.test(name) || UNREAD.test(name)) continue;
    const isSheet = SHEET.test(name);
    const xml = decodeXml((await zip.read(name))!, isSheet ? MAX_TAGS.sheet : MAX_TAGS.other);
    if (isSheet && holdsCellsBeyond(xml)) throw new ImportRefusal('too-large');
    parts.set(name, xml);
  }
  const packed = new ZipFile();
  for (const [name, xml] of withoutCharts(parts)) packed.addBuffer(Buffer.from(xml), name, { compress: false });
  packed.end();
  return buffer(packed.outputStream);
}

/** A chart may be a sheet of its own, which the library takes for a damaged one. */
function withoutCharts(parts: Map<string, string>): Map<string, string> {
  const relations = parts.get('xl/_rels/workbook.xml.rels')?.match(/<(?:\w+:)?Relationship\s[^<>]*>/g) ?? [];
  const charts = relations
    .filter((relation) => /\/(?:chart|dialog)sheet"/.test(relation))
    .map((relation) => /\sId="([^"]*)"/.exec(relation)?.[1]);
  const workbook = parts.get('xl/workbook.xml');
  if (workbook === undefined || charts.length === 0) return parts;
  const sheets = workbook.replace(/<(?:\w+:)?sheet\s[^<>]*>/g, (sheet) => (charts.includes(/:id="([^"]*)"/.exec(sheet)?.[1]) ? '' : sheet));
  return parts.set('xl/workbook.xml', sheets);
}

/** A cell with content outside of what is read. Empty ones out there are common: somebody coloured a whole row. */
function holdsCellsBeyond(sheet: string): boolean {
  for (const [, col, row] of sheet.matchAll(FILLED_CELL)) if (Number(row) > MAX_ROWS || columnNumber(col!) > MAX_COLUMNS) return true;
  return false;
}

const FILLED_CELL = /<(?:\w+:)?c\s(?:[^<>]*?\s)?r="([A-Z]{1,3})(\d{1,7})"[^<>]*(?<!\/)>\s*<(?:\w+:)?(?:v|is|f)[\s>]/g;

function toDocument(sheets: readonly Sheet[]): GridDocument {
  const filled = sheets.map((sheet) => ({ name: sheet.name.trim(), rows: toTable(viewOf(sheet)) })).filter(({ rows }) => rows.length > 0);
  const tables = filled.map(({ name, rows }): GridTable => ({ before: filled.length > 1 || !isDefaultName(name) ? [name] : [], rows }));
  return { tables, after: [] };
}

/** Sheet1, 工作表1: a name nobody gave. */
function isDefaultName(name: string): boolean {
  return /^(?:sheet|工作表|表)?\s*\d*$/i.test(name);
}

/** Rows that an auto-filter hides are read: they are part of the table, and the filter only belongs to whoever looked last. */
function viewOf({ rows, cells, merges = [], columns, rowDefs, autoFilter }: Sheet): SheetView {
  const [from = 0, to = -1] = autoFilter?.range.match(/\d+/g)?.map((row) => Number(row) - 1) ?? [];
  return {
    texts: Array.from(rows, (row, at) => (row ?? []).map((value, col) => textOf(value, cells?.get(`${at},${col}`)))),
    merges,
    isHiddenRow: (row) => rowDefs?.get(row)?.hidden === true && !(row > from && row <= to),
    isHiddenCol: (col) => columns?.[col]?.hidden === true,
  };
}

/** What no program has worked out yet (a table that another program wrote) shows its formula: an empty cell would hide that something stands there. */
function textOf(value: CellValue | undefined, cell: Cell | undefined): string {
  if (value === null && cell?.formula !== undefined) return `=${cell.formula}`;
  return cellText(value, cell?.style?.numFmt).trim();
}
