import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FileStore } from '../../ports/file-store.ts';
import { openPacked, type PackedFile } from './pack.ts';
import { layoutZip } from './zip-layout.ts';

/** Writes an archive as a zip, one file after the other, and ends `to`. */
export async function writeArchive(
  files: Pick<FileStore, 'stage' | 'open' | 'local'>,
  packed: readonly PackedFile[],
  madeAt: Date,
  to: Writable,
): Promise<void> {
  await pipeline(Readable.from(bytesOf(files, packed, madeAt), { objectMode: false }), to);
}

async function* bytesOf(files: Pick<FileStore, 'stage' | 'open' | 'local'>, packed: readonly PackedFile[], madeAt: Date) {
  for (const part of layoutZip(packed, madeAt)) {
    if ('own' in part) yield part.own;
    else yield* await openPacked(files, part.entry);
  }
}
