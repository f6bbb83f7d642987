import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { isBusy, isOutage, standInLine, type Line } from '../db/database.ts';
import { refreshClock } from '../ports/clock.ts';
import type { JobName, JobOptions, Jobs } from '../ports/job-queue.ts';
import type { Deps } from './deps.ts';

const bound = new WeakSet<Deps>();

/**
 * The one door for writes: `run` gets the same Deps with `db` in the transaction and `queue.add` held back until commit.
 * Inside another one it joins the outer. Transactions of one `line` wait for each other, in all processes. `run` may be run again
 * when the database was busy or away for a moment, so it touches nothing but `db` and `queue`: no network, no files, no threads.
 */
export async function inTransaction<T>(deps: Deps, run: (deps: Deps) => Promise<T>, line: Line = 'office'): Promise<T> {
  if (bound.has(deps)) return run(deps);
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      const result = await tryTransaction(deps, run, line);
      // SQLite answers within one turn of the event loop: job after job would keep everybody else from being heard.
      await nextTurn();
      return result;
    } catch (error) {
      if (!mayPass(error) || Date.now() >= giveUpAt) throw error;
      await wait(PAUSE_MS);
    }
  }
}

/** The same, once: for who decides himself how long to go on. */
export async function tryTransaction<T>(deps: Deps, run: (deps: Deps) => Promise<T>, line: Line): Promise<T> {
  const jobs: (() => Promise<void>)[] = [];
  await refreshClock(deps.clock);
  const result = await deps.db.transaction().execute(async (db) => {
    await standInLine(db, line);
    const inner: Deps = {
      ...deps,
      db,
      queue: {
        add: async <N extends JobName>(name: N, data: Jobs[N], options: JobOptions) => {
          jobs.push(() => deps.queue.add(name, data, options));
        },
      },
    };
    bound.add(inner);
    return run(inner);
  });
  await Promise.all(jobs.map((add) => add()));
  return result;
}

/** The database is busy or away: a moment later it may work. */
export function mayPass(error: unknown): boolean {
  return isBusy(error) || isOutage(error);
}

/** A platform waits a few seconds for its answer, and delivers again. */
export const PATIENCE_MS = 1_000;
export const PAUSE_MS = 40;
