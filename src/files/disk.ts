import { mkdir, open, opendir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileStore } from '../ports/file-store.ts';
import { isMissing } from './error-codes.ts';
import { PRIVATE_FOLDER } from './folder.ts';
import { checkKey, isKey } from './keys.ts';
import { createStaging } from './staging.ts';
import { createUploads } from './uploads.ts';

/**
 * Evidence bytes in a folder: `staging/<random>` until they are whole, or `uploads/` while they come in pieces, then
 * `<first two of the key>/<key>`. Names that people gave never become paths.
 */
export async function createDiskStore(dir: string): Promise<FileStore> {
  const { stage, local, discard, room, ...staging } = await createStaging(join(dir, 'staging'));
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
    stage,
    local,
    discard,
    room,
    ...uploads,

    async commit(file, key) {
      const { shard, path } = place(dir, key);
      const staged = local(file);
      await fsync(staged);
      await makeShard(shard);
      await rename(staged, path);
      // Of two names of one file, as a finished upload gives them, it leaves both.
      await rm(staged, { force: true });
      await fsync(shard);
    },

    async open(key, from = 0) {
      const file = await open(place(dir, key).path);
      const { size } = await file.stat();
      // Room for a whole piece is taken at each reading, needed or not: of ten thousand small files that is gigabytes.
      return file.createReadStream({ start: from, highWaterMark: Math.max(1, Math.min(PIECE, size - from)) });
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

    async *list() {
      for (const shard of await readdir(dir)) {
        if (!/^[0-9a-f]{2}$/.test(shard)) continue;
        for await (const { name } of await opendir(join(dir, shard))) {
          if (isKey(name)) yield name;
        }
      }
    },

    async clearLeftovers(now) {
      await staging.clearLeftovers(now);
      await uploads.clearLeftovers(now);
    },
  };
}

/** Bytes read at a time. */
const PIECE = 256 * 1024;

function place(dir: string, key: string): { shard: string; path: string } {
  checkKey(key);
  const shard = join(dir, key.slice(0, 2));
  return { shard, path: join(shard, key) };
}

async function fsync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
