import { readFile } from 'node:fs/promises';
import type { FileContents } from '../domain/file-contents.ts';
import { isMarkedName, isMarkedPaper } from '../domain/marked-paper.ts';
import { ImportRefusal } from '../importer/import-refusal.ts';
import { decodeText } from '../importer/readers/decode-text.ts';
import type { InspectedFile } from '../ports/inspector.ts';
import { kindOf } from './kinds.ts';
import type { Paper } from './paper.ts';
import { readOffice } from './read-office.ts';
import { readOle } from './read-ole.ts';
import { UnreadError } from './unread-error.ts';

/** Larger ones are kept without having been looked into. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Looks into a file of a kind that can be read. Never rejects. Runs in a process of its own only. */
export async function readFileContents(file: InspectedFile): Promise<FileContents> {
  try {
    if (file.size > MAX_BYTES) throw new UnreadError('too-large');
    const paper = await readPaper(file);
    const marked = paper !== undefined && (isMarkedPaper(paper.head) || paper.names.some(isMarkedName));
    return { marked, unread: null };
  } catch (error) {
    return { marked: false, unread: reasonOf(error) };
  }
}

/** Undefined for what nothing here reads. */
async function readPaper({ path, ext }: InspectedFile): Promise<Paper | undefined> {
  switch (kindOf(ext)) {
    case 'zip':
      return readOffice(path);
    case 'ole':
      return readOle(await readFile(path));
    case 'pdf':
      // Slow to start, so only when there is one.
      return (await import('./read-pdf.ts')).readPdf(await readFile(path));
    case 'text':
      return readText(await readFile(path));
    case undefined:
      return undefined;
  }
}

function readText(bytes: Buffer): Paper {
  return { head: { lines: decodeText(bytes).split(/\r\n?|\n/u), margins: [], cells: false }, names: [] };
}

function reasonOf(error: unknown): NonNullable<FileContents['unread']> {
  if (error instanceof UnreadError) return error.reason;
  if (error instanceof ImportRefusal && (error.reason === 'encrypted' || error.reason === 'too-large')) return error.reason;
  return 'broken';
}
