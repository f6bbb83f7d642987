import { ChannelError } from '../ports/channel.ts';

/** Pauses between the tries of a failing job; after the last one it is dropped, and the next sweep may add it again. */
export const RETRY_PAUSES_MS: readonly number[] = [1_000, 4_000, 15_000, 60_000];

/**
 * The pause before the next try of a job that failed so many times, the last time with this error: what the platform says where it
 * says something. Undefined: there is none, because these were enough or because it can never work.
 */
export function pauseAfter(error: unknown, failures: number, pausesMs: readonly number[]): number | undefined {
  const planned = pausesMs[failures - 1];
  if (planned === undefined || !(error instanceof ChannelError)) return planned === undefined ? undefined : jittered(planned);
  return error.permanent ? undefined : (error.retryAfterMs ?? jittered(planned));
}

/** Shifted by up to a quarter either way, so that what failed together does not come back together. */
function jittered(pauseMs: number): number {
  return Math.round(pauseMs * (0.75 + Math.random() / 2));
}
