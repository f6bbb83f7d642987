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
  const giveUpAt = Date.now() + BUSY_MS;
  for (;;) {
    const jobs: (() => Promise<void>)[] = [];
    try {
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
      for (const add of jobs) await add();
      // SQLite answers within one turn of the event loop: job after job would keep everybody else from being heard.
      await nextTurn();
      return result;
    } catch (error) {
      if (!(isBusy(error) || isOutage(error)) || Date.now() >= giveUpAt) throw error;
      await wait(BUSY_PAUSE_MS);
    }
  }
}

// A platform waits a few seconds for its answer, and delivers again.
const BUSY_MS = 1_000;
const BUSY_PAUSE_MS = 40;
