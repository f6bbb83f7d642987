import { findPendingEvidence, findUnbuiltExport, findUnhandled, findUnreadTable, findUnsent } from '../db/unsettled.ts';
import { setTimeout as wait } from 'node:timers/promises';
import type { Deps } from './deps.ts';

/**
 * Whether nothing is left to do now: every message answered, every file and table read, every paper made, everything due sent. Retries and
 * reminders whose time has not come do not count. The rows say so for all processes.
 */
export async function isSettled(deps: Deps): Promise<boolean> {
  for (const findWork of [findUnhandled, findUnreadTable, findUnbuiltExport, findPendingEvidence, findUnsent]) {
    if ((await findWork(deps.db)) !== undefined) return false;
  }
  return true;
}

/** Looks until it is so; false when the time is over first. */
export async function untilSettled(deps: Deps, timeoutMs: number): Promise<boolean> {
  const end = Date.now() + timeoutMs;
  while (!(await isSettled(deps))) {
    if (Date.now() >= end) return false;
    await wait(LOOK_EVERY_MS);
  }
  return true;
}

const LOOK_EVERY_MS = 20;
