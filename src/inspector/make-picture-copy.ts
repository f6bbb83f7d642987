import { PICTURE_COPY_BYTES, type InspectedFile } from '../ports/inspector.ts';
import { kindOf } from './kinds.ts';
import { openPicture } from './open-picture.ts';
import { toJpeg } from './to-jpeg.ts';

/** A JPEG of a picture as good as a portal takes it; null for what is no picture that can be read. Never rejects. */
export async function makePictureCopy({ path, ext }: InspectedFile): Promise<Uint8Array | null> {
  if (kindOf(ext) !== 'picture') return null;
  try {
    return await toJpeg(() => openPicture(path), SIZES, PICTURE_COPY_BYTES);
  } catch {
    return null;
  }
}

/** The first that is small enough. Pure noise fits the last. */
const SIZES = [
  { edge: 4000, quality: 88, mozjpeg: false },
  { edge: 3000, quality: 82, mozjpeg: false },
  { edge: 2400, quality: 75, mozjpeg: false },
  { edge: 1800, quality: 65, mozjpeg: false },
  { edge: 1200, quality: 60, mozjpeg: false },
] as const;
