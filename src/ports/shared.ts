/**
 * What all processes have to agree on from one moment to the next. It may be emptied or be away at any time: then undefined is
 * returned within a second, and callers go on without it.
 */
export interface Shared {
  /**
   * Takes one of `max` in any `windowMs` (a sliding window). 0: taken; else the milliseconds until one is free, and none was
   * taken.
   */
  take(name: string, max: number, windowMs: number): Promise<number | undefined>;
  close(): Promise<void>;
}
