import { readFile } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import type { InspectedFile } from '../ports/inspector.ts';
import { kindOf } from './kinds.ts';
import { MAX_PIXELS } from './max-pixels.ts';

/** A JPEG of a picture, or of the first page of a PDF, small enough for a card; null for what cannot be shown. Never rejects. */
export async function makePreview({ path, ext }: InspectedFile): Promise<Uint8Array | null> {
  try {
    switch (kindOf(ext)) {
      case 'picture':
        // Cameras lay a picture on its side and say so; several frames are one picture.
        return await toSmallJpeg(() => sharp(path, { limitInputPixels: MAX_PIXELS, failOn: 'none' }).autoOrient());
      case 'pdf': {
        // Slow to start, so only when there is one.
        const { data, ...raw } = await (await import('./draw-pdf.ts')).drawFirstPage(await readFile(path), SIZES[0].edge);
        return await toSmallJpeg(() => sharp(data, { raw: { ...raw, channels: 4 } }));
      }
      default:
        return null;
    }
  } catch {
    return null;
  }
}

const MAX_BYTES = 200 * 1024;
/** The first that is small enough. Pure noise fits the last. */
const SIZES = [
  { edge: 1200, quality: 80 },
  { edge: 1200, quality: 60 },
  { edge: 900, quality: 50 },
  { edge: 600, quality: 40 },
] as const;

/** Nothing of what a picture says of itself (where it was taken, with what) goes along. */
async function toSmallJpeg(open: () => Sharp): Promise<Uint8Array | null> {
  for (const { edge, quality } of SIZES) {
    const small = open().resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true }).flatten({ background: 'white' });
    const bytes = await small.jpeg({ quality, mozjpeg: true }).toBuffer();
    if (bytes.length <= MAX_BYTES) return bytes;
  }
  return null;
}

// A file is opened once, by a process that does nothing else; and by no reader that could fetch something or take another format for a picture.
sharp.cache(false);
sharp.concurrency(1);
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Heif', 'Tiff', 'Nsgif'].flatMap((format) => `VipsForeignLoad${format}`),
});
