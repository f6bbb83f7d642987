import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { type Uploads, WrongPlaceError } from '../ports/file-store.ts';
import { checkUploadToken, missing } from './keys.ts';
import { Measure, measureFile, Meter } from './meter.ts';
import { receive } from './receive.ts';
import type { Content, S3Client } from './s3-client.ts';
import type { Staging } from './staging.ts';
import { createTurns } from './turns.ts';

/**
 * Files that come in pieces, each an object `uploads/<token>/<its first byte>-<random>`, beside the marks `begun` and `whole`. No piece is
 * ever written over, and the file reaches as far as pieces follow each other: what was held stays held, whoever writes at the same time.
 */
export function createS3Uploads(client: S3Client, staging: Staging): Uploads {
  const oneAtATime = createTurns();

  /** Undefined when there is no such upload, or no more. */
  async function look(token: string): Promise<(Chain & { isWhole: boolean }) | undefined> {
    const folder = folderOf(token);
    const names = new Set<string>();
    const pieces: Piece[] = [];
    for await (const { key, size } of client.list(folder)) {
      const name = key.slice(folder.length);
      names.add(name);
      const at = /^\d+(?=-)/.exec(name)?.[0];
      if (at !== undefined) pieces.push({ key, at: Number(at), end: Number(at) + size });
    }
    return names.has(BEGUN) ? { ...longestChain(pieces), isWhole: names.has(WHOLE) } : undefined;
  }

  /** How far it reaches. Rejects with ENOENT when it takes no more. */
  async function placeOf(token: string): Promise<number> {
    const held = await look(token);
    if (held === undefined || held.isWhole) throw missing(`an upload ${token} that takes more`);
    return held.end;
  }

  async function* bytesOf({ pieces }: Chain): AsyncIterable<Buffer> {
    for (const { key } of pieces) yield* (await client.read(key, 0)) as AsyncIterable<Buffer>;
  }

  async function removeAll(keys: readonly string[]): Promise<void> {
    for (const key of keys) await client.remove(key);
  }

  return {
    async begin() {
      const token = randomUUID();
      await client.put(`${folderOf(token)}${BEGUN}`, NOTHING);
      return token;
    },

    async received(token) {
      return (await look(token))?.end;
    },

    append: (token, at, stream, limit) =>
      oneAtATime(token, async (signal) => {
        const folder = folderOf(token);
        signal.throwIfAborted();
        const place = await placeOf(token);
        if (place !== at) throw new WrongPlaceError(place);
        const { path } = staging.newPath();
        try {
          const measure = new Measure(at);
          const meter = new Meter(limit, await staging.room(), measure);
          const broken = await receive(stream, meter, path, { flags: 'wx', signal }).catch((error: Error) => error);
          const { size, sha256 } = broken === undefined ? lengthOf(measure, at) : await whatCame(path);
          const name = `${String(at).padStart(PLACES, '0')}-${randomUUID()}`;
          if (size > 0) await client.put(`${folder}${name}`, { size, sha256, read: () => createReadStream(path) });
          if (broken !== undefined) throw broken;
          const held = await placeOf(token);
          if (held !== at + size) throw new WrongPlaceError(held);
          return held;
        } finally {
          await rm(path, { force: true });
        }
      }),

    finish: (token) =>
      oneAtATime(token, async () => {
        if ((await look(token)) === undefined) throw missing(`an upload ${token}`);
        await client.put(`${folderOf(token)}${WHOLE}`, NOTHING);
        // Only now: what another process puts there later, it sees to be too late.
        const whole = await look(token);
        if (whole === undefined) throw missing(`an upload ${token}`);
        return staging.stage(Readable.from(bytesOf(whole), { objectMode: false }), Number.MAX_SAFE_INTEGER);
      }),

    forget: (token) =>
      oneAtATime(token, async () => {
        const folder = folderOf(token);
        // First, so that it is gone whatever happens to the rest.
        await client.remove(`${folder}${BEGUN}`);
        const keys: string[] = [];
        for await (const { key } of client.list(folder)) keys.push(key);
        await removeAll(keys);
      }),

    async clearLeftovers(now) {
      const uploads = new Map<string, { keys: string[]; changedAt: number }>();
      for await (const { key, changedAt } of client.list(FOLDER)) {
        const token = key.slice(FOLDER.length).split('/', 1)[0]!;
        const upload = uploads.get(token) ?? { keys: [], changedAt: 0 };
        uploads.set(token, { keys: [...upload.keys, key], changedAt: Math.max(upload.changedAt, changedAt.getTime()) });
      }
      for (const { keys, changedAt } of uploads.values()) {
        if (changedAt < now.getTime() - LEFTOVER_AGE_MS) await removeAll(keys);
      }
    },
  };
}

const FOLDER = 'uploads/';
const BEGUN = 'begun';
const WHOLE = 'whole';
/** So that they are listed in their order. */
const PLACES = 16;
const NOTHING: Content = { size: 0, sha256: createHash('sha256').digest('hex'), read: () => Readable.from([]) };
const LEFTOVER_AGE_MS = 8 * 24 * 60 * 60 * 1000;

function folderOf(token: string): string {
  checkUploadToken(token);
  return `${FOLDER}${token}/`;
}

interface Piece {
  key: string;
  at: number;
  end: number;
}

interface Chain {
  pieces: Piece[];
  end: number;
}

/** Of pieces in the order of their first bytes: those that follow each other from byte 0, to the farthest end they reach. */
function longestChain(pieces: readonly Piece[]): Chain {
  const endingAt = new Map<number, Piece | undefined>([[0, undefined]]);
  for (const piece of pieces) if (endingAt.has(piece.at) && !endingAt.has(piece.end)) endingAt.set(piece.end, piece);
  const end = Math.max(...endingAt.keys());
  const chain: Piece[] = [];
  for (let piece = endingAt.get(end); piece !== undefined; piece = endingAt.get(piece.at)) chain.unshift(piece);
  return { pieces: chain, end };
}

function lengthOf(measure: Measure, at: number): Pick<Content, 'size' | 'sha256'> {
  const { size, sha256 } = measure.result();
  return { size: size - at, sha256 };
}

/** Of a stream that broke: what has reached the file, if there is one. */
async function whatCame(path: string): Promise<Pick<Content, 'size' | 'sha256'>> {
  const measure = await measureFile(path).catch(() => new Measure());
  return measure.result();
}
