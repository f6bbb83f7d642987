import { schedule, type Logger } from 'node-cron';
import { clearOldBodies } from '../usecases/clear-old-bodies.ts';
import { clearOldExports } from '../usecases/clear-old-exports.ts';
import type { Deps } from '../usecases/deps.ts';
import { removeOrphans } from '../usecases/remove-orphans.ts';
import { sweep } from '../usecases/sweep.ts';
import { tick } from '../usecases/tick.ts';

/** The cron lines, in the institute's time. They only wake: the database says what is due, so a missed line costs nothing. */
const LINES: readonly { when: string; name: string; run(deps: Deps): Promise<void> }[] = [
  { when: '* * * * *', name: 'tick', run: tick },
  // What a killed process left is taken up by another soon.
  { when: '*/10 * * * * *', name: 'sweep', run: sweep },
  { when: '30 3 * * *', name: 'clear old bodies', run: clearOldBodies },
  { when: '40 3 * * *', name: 'clear old exports', run: clearOldExports },
  { when: '50 3 * * *', name: 'remove orphans', run: removeOrphans },
];

export function startSchedule(deps: Deps): { stop(): Promise<void> } {
  const logger = cronLogger(deps);
  const running = new Set<Promise<void>>();
  const lines = LINES.map(({ when, name, run }) => {
    const once = async (): Promise<void> => {
      const done = run(deps).catch((error: unknown) =>
        deps.log.error({ err: error, line: name }, 'a cron line failed; its next turn tries again'),
      );
      running.add(done);
      await done;
      running.delete(done);
    };
    return schedule(when, once, { timezone: 'Asia/Shanghai', name, noOverlap: true, logger });
  });
  // A line waits by a timer for the time it has reckoned with: set back an hour, the clock would leave it silent for that hour.
  const watch = watchClock(async () => {
    for (const line of lines) {
      await line.stop();
      await line.start();
    }
  });
  return {
    async stop() {
      clearInterval(watch);
      for (const line of lines) await line.stop();
      await Promise.all(running);
    },
  };
}

/** Tells that somebody has set the machine's clock. */
function watchClock(wasSet: () => Promise<void>): NodeJS.Timeout {
  const offset = (): number => Date.now() - performance.now();
  let last = offset();
  return setInterval(() => {
    const now = offset();
    if (Math.abs(now - last) > SLIGHT_MS) void wasSet();
    last = now;
  }, LOOK_EVERY_MS);
}

const LOOK_EVERY_MS = 1_000;
const SLIGHT_MS = 500;

/** What node-cron has to say goes where everything else goes. */
function cronLogger({ log }: Deps): Logger {
  return {
    info: (message) => log.info(message),
    warn: (message) => log.warn(message),
    error: (message, error) => log.error({ err: error ?? message }, String(message)),
    debug: (message) => log.debug(String(message)),
  };
}
