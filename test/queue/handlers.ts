import type { JobHandlers } from '../../src/ports/job-queue.ts';

/** Handlers that do nothing but what is given. */
export function handlersWith(given: Partial<JobHandlers>): JobHandlers {
  async function ignore(): Promise<void> {}
  return {
    'handle-messages': ignore,
    'store-evidence': ignore,
    'remove-bytes': ignore,
    'read-import': ignore,
    'build-export': ignore,
    'deliver-messages': ignore,
    ...given,
  };
}
