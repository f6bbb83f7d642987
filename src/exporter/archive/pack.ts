import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { PassThrough, type Readable, Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';
import type { FileStore, StagedFile } from '../../ports/file-store.ts';
import type { ZipEntry } from './zip-layout.ts';

/** A file of an archive whose bytes were seen from first to last: in the store under its key, or packed beside it for this archive. */
export interface PackedFile extends ZipEntry {
  sha256: string;
  from: { key: string } | { staged: StagedFile };
}

/** What bytes are. */
export interface Measured {
  size: number;
  crc32: number;
  sha256: string;
}

type Store = Pick<FileStore, 'stage' | 'open' | 'local'>;

/** Packs what `write` writes; text is deflated, what is packed itself is stored. The caller discards what was staged. */
export async function pack(
  files: Store,
  path: string,
  method: ZipEntry['method'],
  write: (to: Writable) => Promise<void>,
): Promise<PackedFile & { from: { staged: StagedFile } }> {
  const [raw, packed, meter] = [new PassThrough(), new PassThrough(), new Meter()];
  const through = method === 'deflated' ? [meter, createDeflateRaw()] : [meter];
  const [staged] = await Promise.all([
    files.stage(packed, MAX_BYTES),
    pipeline([raw, ...through, packed]),
    write(raw).catch((error: unknown) => {
      raw.destroy(error as Error);
      throw error;
    }),
  ]);
  return { path, method, ...meter.measured(), packedSize: staged.size, from: { staged } };
}

const MAX_BYTES = 1024 ** 4;

/** What the stored bytes of a key are by now. */
export async function measureStored(files: Store, key: string, seen: (bytes: number) => Promise<void>): Promise<Measured> {
  const meter = new Gauge();
  for await (const chunk of (await files.open(key)) as AsyncIterable<Buffer>) {
    meter.take(chunk);
    await seen(chunk.length);
  }
  return meter.measured();
}

/** The packed bytes of a file of an archive. */
export async function openPacked(files: Store, { from }: Pick<PackedFile, 'from'>): Promise<Readable> {
  return 'key' in from ? files.open(from.key) : createReadStream(files.local(from.staged));
}

class Gauge {
  readonly #hash = createHash('sha256');
  #size = 0;
  #crc = 0;

  take(chunk: Buffer): void {
    this.#hash.update(chunk);
    this.#crc = crc32(chunk, this.#crc);
    this.#size += chunk.length;
  }

  measured(): Measured {
    return { size: this.#size, crc32: this.#crc, sha256: this.#hash.digest('hex') };
  }
}

class Meter extends Transform {
  readonly #gauge = new Gauge();

  override _transform(chunk: Buffer, _: BufferEncoding, done: (error: null, chunk: Buffer) => void): void {
    this.#gauge.take(chunk);
    done(null, chunk);
  }

  measured(): Measured {
    return this.#gauge.measured();
  }
}
