import type { GridDocument, GridTable } from '../grid.ts';
import { ImportRefusal } from '../import-refusal.ts';
import { createNumbering } from './docx-numbering.ts';
import { readStyles } from './docx-styles.ts';
import { framedContent, readDocxTable } from './docx-table.ts';
import { listElements, paragraphLines } from './docx-text.ts';
import { childOf, childrenOf, parseXml, tagOf, type XmlNode } from './xml.ts';
import { openZip, type Zip } from './zip.ts';

/**
 * Reads a Word file (.docx): tables with their merged cells, and the paragraphs around them with their automatic numbers, as if all
 * tracked changes were accepted.
 */
export async function readDocx(bytes: Buffer): Promise<GridDocument> {
  const zip = await openZip(bytes);
  const body = childOf(await readPart(zip, /^word\/document\d*\.xml$/, 'w:document'), 'w:body');
  if (body === undefined) throw new Error('no body');
  const styles = readStyles(await readPart(zip, /^word\/styles\d*\.xml$/, 'w:styles'));
  const numbering = createNumbering(await readPart(zip, /^word\/numbering\d*\.xml$/, 'w:numbering'), styles);

  const tables: GridTable[] = [];
  let paragraphs: string[] = [];
  for (const element of unframed(listElements(childrenOf(body), ['w:p', 'w:tbl']))) {
    if (tagOf(element) === 'w:p') paragraphs.push(...paragraphLines(element, numbering));
    else {
      tables.push({ before: paragraphs, rows: readDocxTable(element, numbering) });
      paragraphs = [];
    }
  }
  // A web page in a Word file's clothes: everything stands in a part of another kind.
  if (tables.length === 0 && childOf(body, 'w:altChunk') !== undefined) throw new ImportRefusal('other-format');
  return { tables, after: paragraphs };
}

async function readPart(zip: Zip, name: RegExp, root: string): Promise<XmlNode | undefined> {
  const found = zip.names.find((candidate) => name.test(candidate));
  const xml = found === undefined ? undefined : await zip.read(found);
  return xml && parseXml(xml).find((node) => tagOf(node) === root);
}

function unframed(elements: readonly XmlNode[]): XmlNode[] {
  return elements.flatMap((element) => {
    const content = tagOf(element) === 'w:tbl' ? framedContent(element) : undefined;
    return content === undefined ? [element] : unframed(content);
  });
}
