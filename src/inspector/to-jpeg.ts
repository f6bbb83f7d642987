import type { Sharp } from 'sharp';

/** One try to make a picture small: longest edge in pixels, quality of the JPEG in percent. `mozjpeg`: smaller still, ten times as slow. */
export interface JpegSize {
  edge: number;
  quality: number;
  mozjpeg: boolean;
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
