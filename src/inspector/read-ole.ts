import WordExtractor from 'word-extractor';
import { hasSaneSectors, isPasswordProtected, listOleNames } from '../importer/readers/ole.ts';
import type { Paper } from './paper.ts';
import { UnreadError } from './unread-error.ts';

/** Words of a Word 97 file (.doc, also as WPS writes it); undefined for the other kinds in such a container. */
export async function readOle(bytes: Buffer): Promise<Paper | undefined> {
  const names = listOleNames(bytes);
  if (names.has('EncryptedPackage') || isPasswordProtected(bytes)) throw new UnreadError('encrypted');
  if (names.size === 0 || !hasSaneSectors(bytes)) throw new UnreadError('broken');
  if (!names.has('WordDocument')) return undefined;
  const document = await new WordExtractor().extract(bytes);
  const plain = { filterUnicode: false };
  return {
    head: {
      lines: [...linesOf(document.getTextboxes(plain)), ...linesOf(document.getBody(plain))],
      margins: linesOf(document.getHeaders(plain)),
      cells: false,
    },
    names: [],
  };
}

function linesOf(text: string): string[] {
  return text.split(/[\n\t]/u);
}
