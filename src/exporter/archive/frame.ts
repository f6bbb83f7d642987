import type { FileStore } from '../../ports/file-store.ts';
import { openPacked, type PackedFile } from './pack.ts';
import { createTurns } from './turns.ts';
import { layoutZip } from './zip-layout.ts';

/**
 * What is kept of an archive until it is fetched: all its bytes but those of stored evidence, which stay where they are, and the order of
 * both. So an archive takes hardly any room, its size is known, it can be read from any byte on, and what is destroyed (清除) is in none.
 */
export interface Frame {
  /** Key of the kept bytes. */
  key: string;
  /** Where they begin behind the list of runs. */
  start: number;
  runs: Run[];
  /** Of the archive. */
  size: number;
}

/** Kept bytes, then those of one stored file; behind the last ones there is none. */
interface Run {
  kept: number;
  file: { key: string; size: number } | null;
}

type Store = Pick<FileStore, 'stage' | 'open' | 'local'>;

/** Bytes of an archive. */
export async function archiveSize(packed: readonly PackedFile[], madeAt: Date): Promise<number> {
  return (await runsOf(packed, madeAt)).reduce((sum, { kept, file }) => sum + kept + (file?.size ?? 0), 0);
}

/** The frame of an archive as it is kept: a line for each run, an empty one, then the kept bytes. */
export async function* frameBytes(files: Store, packed: readonly PackedFile[], madeAt: Date): AsyncIterable<Buffer> {
  yield Buffer.from(`${(await runsOf(packed, madeAt)).map(runLine).join('\n')}\n\n`);
  for (const part of layoutZip(packed, madeAt)) {
    if ('own' in part) yield part.own;
    else if ('staged' in part.entry.from) yield* (await openPacked(files, part.entry)) as AsyncIterable<Buffer>;
  }
}

async function runsOf(packed: readonly PackedFile[], madeAt: Date): Promise<Run[]> {
  const runs: Run[] = [];
  let kept = 0;
  const others = createTurns();
  for (const part of layoutZip(packed, madeAt)) {
    await others();
    if ('own' in part) kept += part.own.length;
    else if ('staged' in part.entry.from) kept += part.entry.packedSize;
    else {
      runs.push({ kept, file: { key: part.entry.from.key, size: part.entry.packedSize } });
      kept = 0;
    }
  }
  return [...runs, { kept, file: null }];
}

function runLine({ kept, file }: Run): string {
  return file === null ? String(kept) : `${kept} ${file.key} ${file.size}`;
}

/** Rejects with ENOENT when it is not kept any more. */
export async function openFrame(files: Pick<FileStore, 'open'>, key: string): Promise<Frame> {
  let head = '';
  for await (const chunk of (await files.open(key)) as AsyncIterable<Buffer>) {
    const searched = Math.max(0, head.length - 1);
    head += chunk.toString('latin1');
    const end = head.indexOf('\n\n', searched);
    if (end < 0) continue;
    const runs = head.slice(0, end).split('\n').map(readRun);
    return { key, start: end + 2, runs, size: runs.reduce((sum, { kept, file }) => sum + kept + (file?.size ?? 0), 0) };
  }
  throw new Error(`${key} is no frame of an archive`);
}

function readRun(line: string): Run {
  const [kept, key, size] = line.split(' ');
  return { kept: Number(kept), file: key === undefined ? null : { key, size: Number(size) } };
}

/** The archive's bytes from `from` until before `to`. */
export async function* archiveBytes(files: Pick<FileStore, 'open'>, frame: Frame, from: number, to: number): AsyncIterable<Buffer> {
  const kept = createKeptReader(files, frame.key);
  let [at, keptAt] = [0, frame.start];
  /** What is wanted of the next `length` bytes. */
  const wanted = (length: number): { skip: number; length: number } => {
    const skip = Math.min(length, Math.max(0, from - at));
    return { skip, length: Math.max(0, Math.min(length, to - at) - skip) };
  };
  for (const run of frame.runs) {
    const own = wanted(run.kept);
    yield* kept(keptAt + own.skip, own.length);
    at += run.kept;
    keptAt += run.kept;
    if (run.file === null || at >= to) return;
    const { skip, length } = wanted(run.file.size);
    yield* storedBytes(files, run.file.key, skip, length);
    at += run.file.size;
  }
}

/** `length` bytes of a stored file. Rejects when it has fewer. */
export async function* storedBytes(files: Pick<FileStore, 'open'>, key: string, from: number, length: number): AsyncIterable<Buffer> {
  if (length === 0) return;
  let missing = length;
  for await (const chunk of (await files.open(key, from)) as AsyncIterable<Buffer>) {
    yield chunk.length > missing ? chunk.subarray(0, missing) : chunk;
    missing -= chunk.length;
    if (missing <= 0) return;
  }
  throw new Error(`${key} has ${missing} bytes fewer than it had`);
}

/** Between two stored files stand only some dozen kept bytes: they are read many at a time. */
const KEPT_AT_ONCE = 256 * 1024;

function createKeptReader(files: Pick<FileStore, 'open'>, key: string) {
  let [block, blockAt] = [Buffer.alloc(0), 0];

  async function readBlock(from: number): Promise<void> {
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of (await files.open(key, from)) as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= KEPT_AT_ONCE) break;
    }
    if (length === 0) throw new Error(`${key} has fewer bytes than it had`);
    [block, blockAt] = [Buffer.concat(chunks), from];
  }

  return async function* read(from: number, length: number): AsyncIterable<Buffer> {
    for (let at = from; at < from + length;) {
      if (at < blockAt || at >= blockAt + block.length) await readBlock(at);
      const part = block.subarray(at - blockAt, from + length - blockAt);
      at += part.length;
      yield part;
    }
  };
}
