import type { GridDocument, GridTable } from '../grid.ts';
import { readDocxTable } from './docx-table.ts';
import { listElements, paragraphLines } from './docx-text.ts';
import { childOf, childrenOf, parseXml, tagOf } from './xml.ts';
import { openZip } from './zip.ts';

/** Reads a Word file (.docx): tables with their merged cells, and the paragraphs around them, as if all tracked changes were accepted. */
export async function readDocx(bytes: Buffer): Promise<GridDocument> {
  const zip = await openZip(bytes);
  const main = zip.names.find((name) => /^word\/document\d*\.xml$/.test(name));
  const xml = main === undefined ? undefined : await zip.read(main);
  if (xml === undefined) throw new Error('no document part');
  const root = parseXml(xml).find((node) => tagOf(node) === 'w:document');
  const body = childOf(root, 'w:body');
  if (body === undefined) throw new Error('no body');

  const tables: GridTable[] = [];
  let paragraphs: string[] = [];
  for (const element of listElements(childrenOf(body), ['w:p', 'w:tbl'])) {
    if (tagOf(element) === 'w:p') paragraphs.push(...paragraphLines(element));
    else {
      tables.push({ before: paragraphs, rows: readDocxTable(element) });
      paragraphs = [];
    }
  }
  return { tables, after: paragraphs };
}
