import { vi } from 'vitest';

/**
 * As long as a test may take at all, nearly: how fast a machine is, and what else runs on it, is no part of what a test says. See
 * `testTimeout` and `expect.poll` in vitest.config.ts.
 */
const PATIENT = { timeout: 120_000 };

/** Waits until there is something, and returns it. What it throws ends the waiting. */
export async function until<T>(look: () => T | Promise<T>, everyMs = 20): ReturnType<typeof vi.waitUntil<T>> {
  return vi.waitUntil(look, { ...PATIENT, interval: everyMs });
}

/** Waits until it throws no more. */
export async function untilPasses<T>(assertion: () => T | Promise<T>, everyMs = 20): Promise<T> {
  return vi.waitFor(assertion, { ...PATIENT, interval: everyMs });
}
