import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Uploads, WrongPlaceError } from '../ports/file-store.ts';
import { isMissing } from './error-codes.ts';
import { PRIVATE_FILE, PRIVATE_FOLDER, removeLeftovers, roomIn } from './folder.ts';
import { checkUploadToken, missing } from './keys.ts';
import { Measure, measureFile, Meter } from './meter.ts';
import { receive, sniff } from './receive.ts';
import type { Staging } from './staging.ts';
import { createTurns } from './turns.ts';

/**
 * Files that come in pieces, in `<dir>/<token>/<name of the process that writes>`, then `<dir>/<token>/whole`. The name tells a process
 * that another has gone on with it: then what it measured counts no more.
 */
export async function createUploads(dir: string, staging: Pick<Staging, 'newPath'>): Promise<Uploads> {
  await mkdir(dir, { recursive: true, mode: PRIVATE_FOLDER });
  const clearLeftovers = (now: Date): Promise<void> => removeLeftovers(dir, now.getTime() - LEFTOVER_AGE_MS);
  await clearLeftovers(new Date());
  const own = randomUUID();
  /** Of uploads that this process alone has written, the latest ones: another process may finish them. Others are read once more. */
  const measures = new Map<string, Measure>();
  const oneAtATime = createTurns();

  /** Runs with the path of an upload, again when another process has renamed it meanwhile. Rejects with ENOENT when there is none. */
  async function withPath<T>(token: string, run: (path: string, name: string) => Promise<T>): Promise<T> {
    const folder = folderOf(dir, token);
    for (;;) {
      const [name] = await readdir(folder);
      if (name === undefined) throw notTaken(token);
      try {
        return await run(join(folder, name), name);
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    }
  }

  /** Gives it another name, unless it is whole. Returns the one it had. */
  async function claim(token: string, as: string): Promise<string> {
    return withPath(token, async (path, name) => {
      if (name !== WHOLE && name !== as) await rename(path, join(dir, token, as));
      return name;
    });
  }

  function keepMeasure(token: string, measure: Measure): void {
    measures.set(token, measure);
    const [oldest] = measures.keys();
    if (measures.size > MEASURES_KEPT) measures.delete(oldest!);
  }

  return {
    async begin() {
      const token = randomUUID();
      await mkdir(join(dir, token), { mode: PRIVATE_FOLDER });
      await writeFile(join(dir, token, own), '', { mode: PRIVATE_FILE });
      keepMeasure(token, new Measure());
      return token;
    },

    async received(token) {
      try {
        return await withPath(token, sizeOf);
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },

    append: (token, at, stream, limit) =>
      oneAtATime(token, async (signal) => {
        signal.throwIfAborted();
        const name = await claim(token, own);
        if (name === WHOLE) throw notTaken(token);
        if (name !== own) measures.delete(token);
        const path = join(dir, token, own);
        const size = await sizeOf(path);
        if (size !== at) throw new WrongPlaceError(size);
        const known = measures.get(token);
        measures.delete(token);
        const measure = known?.size === at ? known : new Measure(at);
        await receive(stream, new Meter(limit, await roomIn(dir), measure), path, { flags: 'r+', start: at, flush: true, signal });
        const held = await sizeOf(path);
        if (measure === known) keepMeasure(token, measure);
        return held;
      }),

    finish: (token) =>
      oneAtATime(token, async () => {
        const name = await claim(token, WHOLE);
        const whole = join(dir, token, WHOLE);
        const known = name === own ? measures.get(token) : undefined;
        measures.delete(token);
        const measure = known ?? (await measureFile(whole));
        const staged = staging.newPath();
        await link(whole, staged.path);
        return { token: staged.token, ...measure.result(), type: await sniff(whole) };
      }),

    forget: (token) =>
      oneAtATime(token, async () => {
        measures.delete(token);
        await rm(folderOf(dir, token), { recursive: true, force: true });
      }),

    clearLeftovers,
  };
}

const WHOLE = 'whole';
const MEASURES_KEPT = 1_000;
/** An upload link lives a day; what came over it is looked at by then. */
const LEFTOVER_AGE_MS = 8 * 24 * 60 * 60 * 1000;

function folderOf(dir: string, token: string): string {
  checkUploadToken(token);
  return join(dir, token);
}

function notTaken(token: string): Error {
  return missing(`an upload ${token} that takes more`);
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path)).size;
}
