import sharp, { type Sharp } from 'sharp';
import { MAX_PIXELS } from './max-pixels.ts';

/** One try to make a picture small: longest edge in pixels, quality of the JPEG in percent. `mozjpeg`: smaller still, ten times as slow. */
export interface JpegSize {
  edge: number;
  quality: number;
  mozjpeg: boolean;
}

/** A picture as it is to be looked at: cameras lay it on its side and say so; several frames are one picture. */
export function openPicture(path: string): Sharp {
  return sharp(path, { limitInputPixels: MAX_PIXELS, failOn: 'none' }).autoOrient();
}

/**
 * The first of these sizes that has at most so many bytes; null when none has. Nothing of what a picture says of itself (where it was
 * taken, with what) goes along.
 */
export async function toJpeg(open: () => Sharp, sizes: readonly JpegSize[], maxBytes: number): Promise<Uint8Array | null> {
  for (const { edge, ...encoding } of sizes) {
    const small = open().resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true }).flatten({ background: 'white' });
    const bytes = await small.jpeg(encoding).toBuffer();
    if (bytes.length <= maxBytes) return bytes;
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
