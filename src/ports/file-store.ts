import type { Readable } from 'node:stream';

/** Bytes that were received whole but are not kept yet. */
export interface StagedFile {
  /** Opaque to everybody but the store that made it. */
  token: string;
  size: number;
  /** Lower-case hex. */
  sha256: string;
  /** Sniffed from the bytes, e.g. `pdf` / `application/pdf`; undefined when the bytes do not tell (text, html, svg). */
  type: { ext: string; mime: string } | undefined;
  /** The first bytes (at most 4,100), for checks the sniffing does not make. */
  head: Uint8Array;
}

export class FileTooLargeError extends Error {
  override name = 'FileTooLargeError';
  readonly limit: number;

  constructor(limit: number) {
    super(`more than ${limit} bytes`);
    this.limit = limit;
  }
}

/** The store has no room now: the bytes are fetched again when it has. */
export class StoreFullError extends Error {
  override name = 'StoreFullError';
}

/**
 * Where evidence bytes live. Keys are content addresses (sha256 in hex), so the same bytes are kept once and a retry
 * lands on the same key. Nothing half-written is ever visible under a key. Anything else as a key throws: names are never paths.
 */
export interface FileStore {
  /** Counts, hashes and sniffs on the way. Throws FileTooLargeError past `limit` bytes, or StoreFullError; whatever it throws, nothing is left. */
  stage(stream: Readable, limit: number): Promise<StagedFile>;
  /** Durable when it resolves: written, fsynced, renamed, folder fsynced. */
  commit(staged: StagedFile, key: string): Promise<void>;
  /** Give up what was staged; content to find it gone. */
  discard(staged: StagedFile): Promise<void>;
  /** Rejects with ENOENT when the key is not there. */
  open(key: string): Promise<Readable>;
  /** In bytes; undefined when the key is not there. */
  size(key: string): Promise<number | undefined>;
  /** Content to find it gone. */
  remove(key: string): Promise<void>;
  list(): AsyncIterable<string>;
  /** Bytes it may still take. */
  room(): Promise<number>;
}
