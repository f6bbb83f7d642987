import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { ConfigError } from '../domain/errors.ts';

/** A file that appears when it is whole and on the disk, for its owner only; what is there already is not written over. */
export async function writeNewFile<T>(path: string, write: (to: Writable) => Promise<T>): Promise<T> {
  if (existsSync(path)) throw new ConfigError([`${path}: is there already; choose another name`]);
  const part = `${path}.part`;
  const file = await open(part, 'w', 0o600);
  const to = file.createWriteStream({ flush: true });
  try {
    const written = await write(to);
    await rename(part, path);
    await flushFolder(dirname(path));
    return written;
  } finally {
    to.destroy();
    await rm(part, { force: true });
  }
}

/** Only then is the name there after a power cut. */
async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
