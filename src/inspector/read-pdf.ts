import { fileURLToPath } from 'node:url';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Paper } from './paper.ts';
import { UnreadError } from './unread-error.ts';

/** Words of a PDF's first page, line by line. */
export async function readPdf(bytes: Buffer): Promise<Paper> {
  // Nothing can be in it; told without starting the library.
  if (!bytes.includes(' obj')) throw new UnreadError('broken');
  const task = getDocument({
    data: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length),
    verbosity: 0,
    disableFontFace: true,
    useSystemFonts: false,
    enableXfa: false,
    cMapUrl: folder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: folder('standard_fonts'),
  });
  try {
    const document = await task.promise;
    const page = await document.getPage(1);
    return { head: { lines: linesOf((await page.getTextContent()).items), margins: [], cells: false }, names: [] };
  } catch (error) {
    throw error instanceof Error && error.name === 'PasswordException' ? new UnreadError('encrypted') : error;
  } finally {
    await task.destroy();
  }
}

function folder(name: string): string {
  return fileURLToPath(new URL(`../../${name}/`, import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs')));
}

/** The library cuts lines into pieces: what stands on one height is one line. */
function linesOf(items: readonly object[]): string[] {
  const lines: string[] = [];
  let height: number | undefined;
  for (const item of items) {
    if (!('str' in item && 'transform' in item)) continue;
    const { str, transform } = item as { str: string; transform: number[] };
    const at = transform[5];
    if (height === undefined || at === undefined || Math.abs(at - height) > SAME_LINE) lines.push(str);
    else lines.push(`${lines.pop() ?? ''}${str}`);
    height = at;
  }
  return lines;
}

/** In points: a third of a line of text. */
const SAME_LINE = 4;
