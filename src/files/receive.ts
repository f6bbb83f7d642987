import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileTypeFromFile } from 'file-type';
import { StoreFullError } from '../ports/file-store.ts';
import { isFull } from './error-codes.ts';
import { PRIVATE_FILE } from './folder.ts';
import type { Meter } from './meter.ts';

/** Writes what comes into a file, through the meter. When it rejects, nothing more is written; what was stays. */
export async function receive(
  stream: Readable,
  meter: Meter,
  path: string,
  how: { flags: 'wx'; signal?: AbortSignal } | { flags: 'r+'; start: number; flush: true; signal: AbortSignal },
): Promise<void> {
  const { signal, ...options } = { signal: undefined, ...how };
  const file = createWriteStream(path, { ...options, mode: PRIVATE_FILE, highWaterMark: 64 * 1024 });
  try {
    await pipeline(stream, meter, file, { signal });
  } catch (error) {
    // The file may come into being after the failure, and only closing ends that.
    if (!file.closed) await once(file, 'close');
    throw isFull(error) ? new StoreFullError('the disk is full', { cause: error }) : error;
  }
}

/** Its type by its bytes. Of the whole file: where a .docx says what it is, is not always at its beginning. */
export async function sniff(path: string): Promise<{ ext: string; mime: string } | undefined> {
  try {
    return await fileTypeFromFile(path);
  } catch {
    // Bytes made to confuse: nothing is known about them.
    return undefined;
  }
}
