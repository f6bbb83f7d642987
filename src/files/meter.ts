import { createReadStream } from 'node:fs';
import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { FileTooLargeError, StoreFullError } from '../ports/file-store.ts';

/** What is known of bytes that went by: how many, their hash, the first few. */
export class Measure {
  readonly #hash = createHash('sha256');
  #size: number;
  #head: Buffer = Buffer.alloc(0);

  /** `size`: bytes that went by before, unseen; only their number is right then. */
  constructor(size = 0) {
    this.#size = size;
  }

  get size(): number {
    return this.#size;
  }

  add(chunk: Buffer): void {
    this.#size += chunk.length;
    this.#hash.update(chunk);
    if (this.#head.length < HEAD_BYTES) this.#head = Buffer.concat([this.#head, chunk.subarray(0, HEAD_BYTES - this.#head.length)]);
  }

  /** Once, at the end. */
  result(): { size: number; sha256: string; head: Uint8Array } {
    return { size: this.#size, sha256: this.#hash.digest('hex'), head: this.#head };
  }
}

const HEAD_BYTES = 4_100;

/** Of a file that is there already. */
export async function measureFile(path: string): Promise<Measure> {
  const measure = new Measure();
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) measure.add(chunk as Buffer);
  return measure;
}

/** Lets bytes through, measuring them on the way. Fails past the limit of all that went by, or past the room there is for more. */
export class Meter extends Transform {
  readonly #limit: number;
  readonly #room: number;
  readonly #measure: Measure;
  #taken = 0;

  constructor(limit: number, room: number, measure: Measure) {
    super();
    this.#limit = limit;
    this.#room = room;
    this.#measure = measure;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#taken += chunk.length;
    if (this.#measure.size + chunk.length > this.#limit) return done(new FileTooLargeError(this.#limit));
    if (this.#taken > this.#room) return done(new StoreFullError(`no room for more than ${this.#room} bytes`));
    this.#measure.add(chunk);
    done(null, chunk);
  }
}
