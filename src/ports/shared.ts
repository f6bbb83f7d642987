/**
 * What all processes have to agree on from one moment to the next. It may be emptied or be away at any time: then undefined is
 * returned within a second, and callers go on without it. Values, questions and answers never reach a log.
 */
export interface Shared {
  /**
   * Takes one of `max` in any `windowMs` (a sliding window). 0: taken; else the milliseconds until one is free, and none was
   * taken.
   */
  take(name: string, max: number, windowMs: number): Promise<number | undefined>;
  /** Undefined also when its time is over. */
  get(name: string): Promise<string | undefined>;
  /** Kept for `ttlMs`, in place of what was there. */
  set(name: string, value: string, ttlMs: number): Promise<void>;
  /** Only while it is still `ifValue`: what somebody has put there since stays. */
  forget(name: string, ifValue: string): Promise<void>;
  /** The one holder of `name` until released, or for `ttlMs` after the last renewal. Undefined: somebody else holds it. Names of locks and of values do not meet. */
  lock(name: string, ttlMs: number): Promise<Lock | undefined>;
  /**
   * Answers what any process asks under `name`, until the returned function is called. One process at a time should serve a
   * name; when two do, each question goes to either. Goes on by itself after Redis was away.
   */
  serve(name: string, handler: (data: unknown) => Promise<unknown>): Promise<() => Promise<void>>;
  /**
   * What the handler of `name` says; `data` and answer travel as JSON, no answer as null. Undefined: it was surely not asked,
   * because nobody serves the name or took the question in time. Throws NoAnswerError when the handler may have begun.
   */
  ask(name: string, data: unknown, waitMs: number): Promise<unknown>;
  close(): Promise<void>;
}

export interface Lock {
  /** Holds it for another `ttlMs`. False: it is lost, and somebody else may hold it. Undefined: nobody knows now. */
  renew(): Promise<boolean | undefined>;
  release(): Promise<void>;
}

/** Whoever serves `name` was asked and did not answer in time, or threw: what was asked for may have been done. */
export class NoAnswerError extends Error {
  override name = 'NoAnswerError';

  constructor(name: string, options?: { cause: unknown }) {
    super(`no answer from whoever serves ${name}`, options);
  }
}
