import { readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing } from './error-codes.ts';

/** Evidence is nobody else's on the machine. */
export const PRIVATE_FOLDER = 0o700;
export const PRIVATE_FILE = 0o600;

/** Bytes evidence may still take. The last of the disk is the database's: without it no message can be written down. */
export async function roomIn(folder: string): Promise<number> {
  const { bsize, blocks, bavail } = await statfs(folder);
  return Math.max(0, bavail * bsize - Math.min(blocks * bsize * RESERVED_SHARE, RESERVED_BYTES));
}

const RESERVED_SHARE = 0.05;
const RESERVED_BYTES = 128 * 1024 * 1024;

/** Of a process that died while receiving. Young ones may belong to another process at work, server or command line. */
export async function removeLeftovers(folder: string, before: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    try {
      if ((await lastChange(path)) < before) await rm(path, { recursive: true, force: true });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
}

/** Of a file; of a folder also what is in it. */
async function lastChange(path: string): Promise<number> {
  const found = await stat(path);
  if (!found.isDirectory()) return found.mtimeMs;
  const within = await Promise.all((await readdir(path)).map(async (name) => lastChange(join(path, name))));
  return Math.max(found.mtimeMs, ...within);
}
