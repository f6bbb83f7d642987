import { assertReasonableSize, type GridDocument } from '../grid.ts';
import { ImportRefusal } from '../import-refusal.ts';
import { decodeText } from './decode-text.ts';
import { readDoc } from './doc.ts';
import { readDocx } from './docx.ts';
import { sniff } from './sniff.ts';
import { readText } from './text.ts';

const MAX_FILE = 20 * 1024 * 1024;

/** Any file or pasted text → the one grid. What a parser throws at damaged bytes is a refusal, not a bug. */
export async function readDocument(source: Uint8Array | string): Promise<GridDocument> {
  if (source.length === 0) throw new ImportRefusal('empty');
  if (source.length > MAX_FILE) throw new ImportRefusal('too-large');
  const document =
    typeof source === 'string' ? readText(source) : await readFile(Buffer.from(source.buffer, source.byteOffset, source.length));
  assertReasonableSize(document);
  return document;
}

async function readFile(bytes: Buffer): Promise<GridDocument> {
  try {
    const kind = await sniff(bytes);
    if (kind === 'docx') return await readDocx(bytes);
    if (kind === 'doc') return await readDoc(bytes);
    if (kind === 'xlsx') return await (await import('./spreadsheet.ts')).readXlsx(bytes);
    if (kind === 'xls') return await (await import('./spreadsheet.ts')).readXls(bytes);
    return readText(decodeText(bytes));
  } catch (error) {
    if (error instanceof ImportRefusal) throw error;
    throw new ImportRefusal('broken');
  }
}
