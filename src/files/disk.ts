import { randomUUID } from 'node:crypto';
import { mkdir, open, opendir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileStore } from '../ports/file-store.ts';
import { isMissing } from './error-codes.ts';
import { PRIVATE_FOLDER, removeLeftovers, roomIn } from './folder.ts';
import { Measure, Meter } from './meter.ts';
import { receive, sniff } from './receive.ts';
import { createUploads } from './uploads.ts';

/**
 * Evidence bytes in a folder: `staging/<random>` until they are whole, or `uploads/` while they come in pieces, then
 * `<first two of the key>/<key>`. Names that people gave never become paths.
 */
export async function createDiskStore(dir: string): Promise<FileStore> {
  const staging = join(dir, 'staging');
  await mkdir(staging, { recursive: true, mode: PRIVATE_FOLDER });
  await removeLeftovers(staging, LEFTOVER_AGE_MS);
  const uploads = await createUploads(join(dir, 'uploads'), staging);
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
      const measure = new Measure();
      const meter = new Meter(limit, await roomIn(staging), measure);
      try {
        await receive(stream, meter, path, { flags: 'wx' });
        return { token, ...measure.result(), type: await sniff(path) };
      } catch (error) {
        await rm(path, { force: true });
        throw error;
      }
    },

    local: ({ token }) => join(staging, token),

    async commit({ token }, key) {
      const { shard, path } = place(dir, key);
      const staged = join(staging, token);
      await fsync(staged);
      await makeShard(shard);
      await rename(staged, path);
      // Of two names of one file, as a finished upload gives them, it leaves both.
      await rm(staged, { force: true });
      await fsync(shard);
    },

    async discard({ token }) {
      await rm(join(staging, token), { force: true });
    },

    async open(key, from = 0) {
      const file = await open(place(dir, key).path);
      return file.createReadStream({ start: from });
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

    ...uploads,

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

async function fsync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const LEFTOVER_AGE_MS = 24 * 60 * 60 * 1000;
