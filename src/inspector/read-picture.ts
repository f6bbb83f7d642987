import exifr from 'exifr';
import { isDay, type Day } from '../domain/calendar.ts';
import { endsAsArchive, holdsPage } from './disguise.ts';
import type { Paper } from './paper.ts';

/** When a picture was taken, as the camera's own clock said, and whether it is one to its end. */
export async function readPicture(bytes: Buffer): Promise<Paper> {
  return { takenOn: await readDayTaken(bytes), disguised: holdsPage(bytes) || endsAsArchive(bytes) };
}

/** A broken EXIF block is no reason to doubt the picture. */
async function readDayTaken(bytes: Buffer): Promise<Day | undefined> {
  try {
    // Not revived: a Date would go through this machine's zone.
    const tags: unknown = await exifr.parse(bytes, { pick: ['DateTimeOriginal', 'CreateDate'], reviveValues: false });
    const { DateTimeOriginal, CreateDate } = (tags ?? {}) as Record<string, unknown>;
    return dayOfTag(DateTimeOriginal) ?? dayOfTag(CreateDate);
  } catch {
    return undefined;
  }
}

/** `2023:04:20 09:15:00` */
function dayOfTag(tag: unknown): Day | undefined {
  const day = typeof tag === 'string' ? tag.slice(0, 10).replaceAll(':', '-') : '';
  return isDay(day) ? day : undefined;
}
