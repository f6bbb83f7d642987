import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { InspectedFile } from '../ports/inspector.ts';
import { kindOf } from './kinds.ts';
import { openPicture } from './open-picture.ts';
import { toJpeg } from './to-jpeg.ts';

/** A JPEG of a picture, or of the first page of a PDF, small enough for a card; null for what cannot be shown. Never rejects. */
export async function makePreview({ path, ext }: InspectedFile): Promise<Uint8Array | null> {
  try {
    switch (kindOf(ext)) {
      case 'picture':
        return await toJpeg(() => openPicture(path), SIZES, MAX_BYTES);
      case 'pdf': {
        // Slow to start, so only when there is one.
        const { data, ...raw } = await (await import('./draw-pdf.ts')).drawFirstPage(await readFile(path), SIZES[0].edge);
        return await toJpeg(() => sharp(data, { raw: { ...raw, channels: 4 } }), SIZES, MAX_BYTES);
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
  { edge: 1200, quality: 80, mozjpeg: true },
  { edge: 1200, quality: 60, mozjpeg: true },
  { edge: 900, quality: 50, mozjpeg: true },
  { edge: 600, quality: 40, mozjpeg: true },
] as const;
