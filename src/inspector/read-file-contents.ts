import { readFile } from 'node:fs/promises';
import { findDocNumber } from '../domain/doc-number.ts';
import { isProgramName } from '../domain/file-check.ts';
import { type FileContents, NOTHING_KNOWN } from '../domain/file-contents.ts';
import { hasFigures } from '../domain/figures.ts';
import { daySigned } from '../domain/made-on.ts';
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
/** A book has less. */
const MAX_TEXT = 8 * 1024 * 1024;

/** Looks into a file of a kind that can be read. Never rejects. Runs in a process of its own only. */
export async function readFileContents(file: InspectedFile): Promise<FileContents> {
  try {
    if (file.size > (kindOf(file.ext) === 'text' ? MAX_TEXT : MAX_BYTES)) throw new UnreadError('too-large');
    return contentsOf((await readPaper(file)) ?? {});
  } catch (error) {
    return { ...NOTHING_KNOWN, unread: reasonOf(error) };
  }
}

function contentsOf({ head, names = [], lines = [], whole = false, ...paper }: Paper): FileContents {
  return {
    ...NOTHING_KNOWN,
    marked: (head !== undefined && isMarkedPaper(head)) || names.some(isMarkedName),
    macros: paper.macros ?? false,
    disguised: paper.disguised ?? false,
    bomb: paper.bomb ?? false,
    program: names.find(isProgramName) ?? null,
    unread: paper.unread ?? null,
    takenOn: paper.takenOn ?? null,
    signedOn: daySigned(lines) ?? null,
    createdOn: paper.createdOn ?? null,
    docNumber: (head && findDocNumber(head.lines.slice(0, NUMBER_LINES).join(''))) ?? null,
    pages: paper.pages ?? null,
    chars: whole ? countCharacters(lines) : null,
    figures: whole ? hasFigures(lines.join('\n')) : null,
  };
}

/** 文号 stands under the red head (红头). */
const NUMBER_LINES = 12;

/** 字数: each Chinese character, and each word or number of other scripts, is one. */
function countCharacters(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + (line.match(/\p{Script=Han}|[[\p{L}\p{N}]--\p{Script=Han}]+/gv)?.length ?? 0), 0);
}

/** Undefined for what nothing here reads. */
async function readPaper({ path, size, ext }: InspectedFile): Promise<Paper | undefined> {
  switch (kindOf(ext)) {
    case 'zip':
      return readOffice(path, size);
    case 'ole':
      return readOle(await readFile(path));
    case 'pdf':
      // Slow to start, so only when there is one.
      return (await import('./read-pdf.ts')).readPdf(await readFile(path));
    case 'picture':
      // Slow to start, too.
      return (await import('./read-picture.ts')).readPicture(path, ext);
    case 'text':
      return readText(await readFile(path));
    case undefined:
      return undefined;
  }
}

function readText(bytes: Buffer): Paper {
  const lines = decodeText(bytes).split(/\r\n?|\n/u);
  return { head: { lines, margins: [], cells: false }, lines, whole: true };
}

function reasonOf(error: unknown): NonNullable<FileContents['unread']> {
  if (error instanceof UnreadError) return error.reason;
  if (error instanceof ImportRefusal && (error.reason === 'encrypted' || error.reason === 'too-large')) return error.reason;
  return 'broken';
}
