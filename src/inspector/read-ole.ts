import WordExtractor from 'word-extractor';
import { hasSaneSectors, isPasswordProtected, listOleNames } from '../importer/readers/ole.ts';
import type { Paper } from './paper.ts';
import { UnreadError } from './unread-error.ts';

/** Words of a Word 97 file (.doc) or an Excel 97 workbook (.xls), also as WPS writes them; of the other kinds in such a container only whether programs are in it. */
export async function readOle(bytes: Buffer): Promise<Paper> {
  const names = listOleNames(bytes);
  if (names.has('EncryptedPackage') || isPasswordProtected(bytes)) throw new UnreadError('encrypted');
  if (names.size === 0 || !hasSaneSectors(bytes)) throw new UnreadError('broken');
  const macros = names.has('_VBA_PROJECT');
  if (names.has('Workbook') || names.has('Book')) return { macros, head: { lines: await cellsOf(bytes), margins: [], cells: true } };
  if (!names.has('WordDocument')) return { macros };
  const document = await new WordExtractor().extract(bytes);
  const plain = { filterUnicode: false };
  const lines = linesOf(document.getBody(plain));
  return {
    head: {
      lines: [...linesOf(document.getTextboxes(plain)), ...lines],
      margins: linesOf(document.getHeaders(plain)),
      cells: false,
    },
    lines,
    whole: true,
    macros,
  };
}

/** Of the visible sheets, in their order. */
async function cellsOf(bytes: Buffer): Promise<string[]> {
  const { readXls } = await import('../importer/readers/spreadsheet.ts');
  const { tables, after } = await readXls(bytes);
  return [...tables.flatMap(({ before, rows }) => [...before, ...rows.flat().flatMap(({ lines }) => lines)]), ...after];
}

function linesOf(text: string): string[] {
  return text.split(/[\n\t]/u);
}
