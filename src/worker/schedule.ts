import { schedule, type Logger } from 'node-cron';
import { clearOldBodies } from '../usecases/clear-old-bodies.ts';
import { clearOldExports } from '../usecases/clear-old-exports.ts';
import type { Deps } from '../usecases/deps.ts';
import { sweep } from '../usecases/sweep.ts';
import { tick } from '../usecases/tick.ts';

/** The cron lines, in the institute's time. They only wake: the database says what is due, so a missed line costs nothing. */
const LINES: readonly { when: string; name: string; run(deps: Deps): Promise<void> }[] = [
  { when: '* * * * *', name: 'tick', run: tick },
  // What a killed process left is taken up by another soon.
  { when: '*/10 * * * * *', name: 'sweep', run: sweep },
  { when: '30 3 * * *', name: 'clear old bodies', run: clearOldBodies },
  { when: '40 3 * * *', name: 'clear old exports', run: clearOldExports },
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
  return {
    async stop() {
      for (const line of lines) await line.stop();
      await Promise.all(running);
    },
  };
}

/** What node-cron has to say goes where everything else goes. */
function cronLogger({ log }: Deps): Logger {
  return {
    info: (message) => log.info(message),
    warn: (message) => log.warn(message),
    error: (message, error) => log.error({ err: error ?? message }, String(message)),
    debug: (message) => log.debug(String(message)),
  };
}
