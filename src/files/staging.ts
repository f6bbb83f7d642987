import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileStore } from '../ports/file-store.ts';
import { PRIVATE_FOLDER, removeLeftovers, roomIn } from './folder.ts';
import { Measure, Meter } from './meter.ts';
import { receive, sniff } from './receive.ts';

/** A folder of this machine in which bytes are received whole, each under a random name, before anything is kept. */
export interface Staging extends Pick<FileStore, 'stage' | 'local' | 'discard' | 'room' | 'clearLeftovers'> {
  /** Where something may be put together by other means. */
  newPath(): { token: string; path: string };
}

export async function createStaging(folder: string): Promise<Staging> {
  await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER });
  const clearLeftovers = (now: Date): Promise<void> => removeLeftovers(folder, now.getTime() - LEFTOVER_AGE_MS);
  await clearLeftovers(new Date());

  function newPath(): { token: string; path: string } {
    const token = randomUUID();
    return { token, path: join(folder, token) };
  }

  return {
    newPath,

    async stage(stream, limit) {
      const { token, path } = newPath();
      const measure = new Measure();
      try {
        await receive(stream, new Meter(limit, await roomIn(folder), measure), path, { flags: 'wx' });
        return { token, ...measure.result(), type: await sniff(path) };
      } catch (error) {
        await rm(path, { force: true });
        throw error;
      }
    },

    local: ({ token }) => join(folder, token),

    async discard({ token }) {
      await rm(join(folder, token), { force: true });
    },

    room: () => roomIn(folder),
    clearLeftovers,
  };
}

const LEFTOVER_AGE_MS = 24 * 60 * 60 * 1000;
