import exifr from 'exifr';
import { isDay, type Day } from '../domain/calendar.ts';
import type { Paper } from './paper.ts';

/** When a picture was taken, as the camera's own clock said. A broken EXIF block is no reason to doubt the picture. */
export async function readPicture(path: string): Promise<Paper> {
  try {
    // Not revived: a Date would go through this machine's zone.
    const tags: unknown = await exifr.parse(path, { pick: ['DateTimeOriginal', 'CreateDate'], reviveValues: false });
    const { DateTimeOriginal, CreateDate } = (tags ?? {}) as Record<string, unknown>;
    return { takenOn: dayOfTag(DateTimeOriginal) ?? dayOfTag(CreateDate) };
  } catch {
    return {};
  }
}

/** `2023:04:20 09:15:00` */
function dayOfTag(tag: unknown): Day | undefined {
  const day = typeof tag === 'string' ? tag.slice(0, 10).replaceAll(':', '-') : '';
  return isDay(day) ? day : undefined;
}
