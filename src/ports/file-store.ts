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

/** The store cannot be reached, or does not let us in: nothing is wrong with the file, and it is asked for again later. */
export class StoreAwayError extends Error {
  override name = 'StoreAwayError';
  /** What it or the system said, e.g. SlowDown or ECONNREFUSED. */
  readonly code: string;

  constructor(what: string, code: string, options?: ErrorOptions) {
    super(`the file store ${what} (${code})`, options);
    this.code = code;
  }
}

/** The upload holds fewer or more bytes than the piece begins at. */
export class WrongPlaceError extends Error {
  override name = 'WrongPlaceError';
  /** Where the next piece has to begin. */
  readonly place: number;

  constructor(place: number) {
    super(`the next piece begins at ${place}`);
    this.place = place;
  }
}

/**
 * Files that come in pieces (断点续传): whoever sends one goes on where the line broke, also after a restart and at another process.
 */
export interface Uploads {
  /** Returns its token, known to every process. */
  begin(): Promise<string>;
  /** Bytes held; undefined when there is no such upload, or no more. */
  received(token: string): Promise<number | undefined>;
  /**
   * Returns the bytes held, durably. Of a stream that breaks what came is kept, as far as `received` says. A later piece breaks off the one
   * under way: a line may be dead and not known to be. Throws WrongPlaceError when `at` is not what is held, FileTooLargeError past
   * `limit` bytes in all, StoreFullError, or ENOENT when it is finished or not there.
   */
  append(token: string, at: number, stream: Readable, limit: number): Promise<number>;
  /** It takes no more. May be repeated until it is forgotten, whatever becomes of the staged file; rejects with ENOENT then. */
  finish(token: string): Promise<StagedFile>;
  /** Content to find it gone. */
  forget(token: string): Promise<void>;
  /** What nobody has gone on with for 8 days goes. */
  clearLeftovers(now: Date): Promise<void>;
}

/**
 * Where evidence bytes live. Keys are content addresses (sha256 in hex), so the same bytes are kept once and a retry
 * lands on the same key. Nothing half-written is ever visible under a key. Anything else as a key throws: names are never paths.
 * Every promise may reject with StoreAwayError; then what was asked for may have been done or not, and is asked for again.
 */
export interface FileStore extends Uploads {
  /** Counts, hashes and sniffs on the way. Throws FileTooLargeError past `limit` bytes, or StoreFullError; whatever it throws, nothing is left. */
  stage(stream: Readable, limit: number): Promise<StagedFile>;
  /** Where it may be read on this machine, until it is committed or discarded. */
  local(staged: StagedFile): string;
  /** Durable when it resolves. On a disk: written, fsynced, renamed, folder fsynced. */
  commit(staged: StagedFile, key: string): Promise<void>;
  /** Give up what was staged; content to find it gone. */
  discard(staged: StagedFile): Promise<void>;
  /** Its bytes, from the one at `from` on. Rejects with ENOENT when the key is not there. */
  open(key: string, from?: number): Promise<Readable>;
  /** In bytes; undefined when the key is not there. */
  size(key: string): Promise<number | undefined>;
  /** Content to find it gone. */
  remove(key: string): Promise<void>;
  list(): AsyncIterable<string>;
  /** What nobody finished goes: staged a day ago, or come in pieces and not gone on with for 8 days. */
  clearLeftovers(now: Date): Promise<void>;
  /** Bytes it may still take. */
  room(): Promise<number>;
}
