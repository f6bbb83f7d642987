import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { FileTooLargeError, StoreFullError } from '../ports/file-store.ts';

/** Lets bytes through, measuring them on the way: how many, their hash, the first few. Fails past the limit, or past the room there is. */
export class Meter extends Transform {
  readonly #limit: number;
  readonly #room: number;
  readonly #hash = createHash('sha256');
  #size = 0;
  #head: Buffer = Buffer.alloc(0);

  constructor(limit: number, room: number) {
    super();
    this.#limit = limit;
    this.#room = room;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#size += chunk.length;
    if (this.#size > this.#limit) return done(new FileTooLargeError(this.#limit));
    if (this.#size > this.#room) return done(new StoreFullError(`no room for more than ${this.#room} bytes`));
    this.#hash.update(chunk);
    if (this.#head.length < HEAD_BYTES) this.#head = Buffer.concat([this.#head, chunk.subarray(0, HEAD_BYTES - this.#head.length)]);
    done(null, chunk);
  }

  result(): { size: number; sha256: string; head: Uint8Array } {
    return { size: this.#size, sha256: this.#hash.digest('hex'), head: this.#head };
  }
}

const HEAD_BYTES = 4_100;
