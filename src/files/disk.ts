import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, open, opendir, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileTypeFromFile } from 'file-type';
import { StoreFullError, type FileStore } from '../ports/file-store.ts';
import { Meter } from './meter.ts';

/**
 * Evidence bytes in a folder: `staging/<random>` until they are whole, then `<first two of the key>/<key>`. Names that people
 * gave never become paths.
 */
export async function createDiskStore(dir: string): Promise<FileStore> {
  const staging = join(dir, 'staging');
  await mkdir(staging, { recursive: true, mode: PRIVATE_FOLDER });
  await removeLeftovers(staging);
  const durableShards = new Map<string, Promise<void>>();

  /** A folder that was just made can vanish with the power, and the file in it: fsync its parent, once per process. */
  async function makeShard(shard: string): Promise<void> {
    const made = durableShards.get(shard) ?? mkdir(shard, { recursive: true, mode: PRIVATE_FOLDER }).then(() => fsync(dir));
    durableShards.set(shard, made);
    try {
      await made;
    } catch (error) {
      durableShards.delete(shard);
      throw error;
    }
  }

  return {
    async stage(stream, limit) {
      const token = randomUUID();
      const path = join(staging, token);
      const meter = new Meter(limit, await roomIn(staging));
      const file = createWriteStream(path, { flags: 'wx', mode: PRIVATE_FILE, highWaterMark: 256 * 1024 });
      try {
        await pipeline(stream, meter, file);
        return { token, ...meter.result(), type: await sniff(path) };
      } catch (error) {
        // The file may come into being after the failure, and only closing ends that.
        if (!file.closed) await once(file, 'close');
        await rm(path, { force: true });
        throw isFull(error) ? new StoreFullError('the disk is full', { cause: error }) : error;
      }
    },

    async commit({ token }, key) {
      const { shard, path } = place(dir, key);
      const staged = join(staging, token);
      await fsync(staged);
      await makeShard(shard);
      await rename(staged, path);
      await fsync(shard);
    },

    async discard({ token }) {
      await rm(join(staging, token), { force: true });
    },

    async open(key) {
      const file = await open(place(dir, key).path);
      return file.createReadStream();
    },

    async size(key) {
      try {
        return (await stat(place(dir, key).path)).size;
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },

    async remove(key) {
      await rm(place(dir, key).path, { force: true });
    },

    room: () => roomIn(staging),
    async *list() {
      for (const shard of await readdir(dir)) {
        if (!/^[0-9a-f]{2}$/.test(shard)) continue;
        for await (const { name } of await opendir(join(dir, shard))) {
          if (isKey(name)) yield name;
        }
      }
    },
  };
}

function place(dir: string, key: string): { shard: string; path: string } {
  if (!isKey(key)) throw new TypeError(`not a file key: ${JSON.stringify(key)}`);
  const shard = join(dir, key.slice(0, 2));
  return { shard, path: join(shard, key) };
}

function isKey(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}

/** Bytes evidence may still take. The last of the disk is the database's: without it no message can be written down. */
async function roomIn(folder: string): Promise<number> {
  const { bsize, blocks, bavail } = await statfs(folder);
  return Math.max(0, bavail * bsize - Math.min(blocks * bsize * RESERVED_SHARE, RESERVED_BYTES));
}

const RESERVED_SHARE = 0.05;
const RESERVED_BYTES = 128 * 1024 * 1024;

function isFull(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOSPC';
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

/** Of the whole file: where a .docx says what it is, is not always at its beginning. */
async function sniff(path: string): Promise<{ ext: string; mime: string } | undefined> {
  try {
    return await fileTypeFromFile(path);
  } catch {
    // Bytes made to confuse: nothing is known about them.
    return undefined;
  }
}

async function fsync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Of a process that died while receiving. Young ones may belong to another process at work, server or command line. */
async function removeLeftovers(staging: string): Promise<void> {
  for (const name of await readdir(staging)) {
    const path = join(staging, name);
    try {
      const { mtimeMs } = await stat(path);
      if (Date.now() - mtimeMs > LEFTOVER_AGE_MS) await rm(path, { force: true });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
}

const PRIVATE_FOLDER = 0o700;
const PRIVATE_FILE = 0o600;
const LEFTOVER_AGE_MS = 24 * 60 * 60 * 1000;
