import { fileURLToPath } from 'node:url';
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { MAX_PIXELS } from './max-pixels.ts';
import { UnreadError } from './unread-error.ts';

/** What `use` makes of an opened PDF. Nothing in it is run, and nothing is fetched for it. The bytes are gone afterwards. */
export async function withPdf<T>(bytes: Buffer, use: (document: PDFDocumentProxy) => Promise<T>): Promise<T> {
  // Nothing can be in it; told without starting the library.
  if (!bytes.includes('endobj')) throw new UnreadError('broken');
  const task = getDocument({
    data: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length),
    verbosity: 0,
    disableFontFace: true,
    useSystemFonts: false,
    enableXfa: false,
    maxImageSize: MAX_PIXELS,
    cMapUrl: folder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: folder('standard_fonts'),
  });
  try {
    return await use(await task.promise);
  } catch (error) {
    throw error instanceof Error && error.name === 'PasswordException' ? new UnreadError('encrypted') : error;
  } finally {
    await task.destroy();
  }
}

function folder(name: string): string {
  return fileURLToPath(new URL(`../../${name}/`, import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs')));
}
