import { readFile } from 'node:fs/promises';
import exifr from 'exifr';
import { isDay, type Day } from '../domain/calendar.ts';
import type { FileContents } from '../domain/file-contents.ts';
import { endsAsArchive, holdsPage } from './disguise.ts';
import { MAX_PIXELS } from './max-pixels.ts';
import { countPixels } from './open-picture.ts';
import type { Paper } from './paper.ts';

/** When a picture was taken, as the camera's own clock said, and whether it is one to its end, of a size that can be shown. */
export async function readPicture(path: string, ext: string): Promise<Paper> {
  const bytes = await readFile(path);
  return {
    takenOn: await readDayTaken(bytes),
    disguised: holdsPage(bytes) || endsAsArchive(bytes),
    unread: await whyNotShown(path, ext),
  };
}

async function whyNotShown(path: string, ext: string): Promise<FileContents['unread']> {
  try {
    return (await countPixels(path)) > MAX_PIXELS ? 'too-large' : null;
  } catch {
    // Not every phone's is known here.
    return ext === 'heic' ? null : 'broken';
  }
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
