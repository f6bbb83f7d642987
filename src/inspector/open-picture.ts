import sharp, { type Sharp } from 'sharp';
import { MAX_PIXELS } from './max-pixels.ts';

/** A picture as it is to be looked at: cameras lay it on its side and say so; several frames are one picture. */
export function openPicture(path: string): Sharp {
  return sharp(path, { limitInputPixels: MAX_PIXELS, failOn: 'none' }).autoOrient();
}

/** How many pixels a picture says it has. Rejects what is none. */
export async function countPixels(path: string): Promise<number> {
  const { width, height } = await sharp(path, { limitInputPixels: false, failOn: 'none' }).metadata();
  return width * height;
}

// A file is opened once, by a process that does nothing else; and by no reader that could fetch something or take another format for a picture.
sharp.cache(false);
sharp.concurrency(1);
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Heif', 'Tiff', 'Nsgif'].flatMap((format) => `VipsForeignLoad${format}`),
});
