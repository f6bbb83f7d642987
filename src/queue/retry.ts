/** Pauses between the tries of a failing job; after the last one it is dropped, and the next sweep may add it again. */
export const RETRY_PAUSES_MS: readonly number[] = [1_000, 4_000, 15_000, 60_000];

/** Shifted by up to a quarter either way, so that what failed together does not come back together. */
export function jittered(pauseMs: number): number {
  return Math.round(pauseMs * (0.75 + Math.random() / 2));
}
