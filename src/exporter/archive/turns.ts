import { setImmediate as nextTurn } from 'node:timers/promises';

/** Work on thousands takes longer than others may be kept waiting: between one and the next it asks, and they have their turn in time. */
export function createTurns(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < AT_ONCE_MS) return;
    await nextTurn();
    since = performance.now();
  };
}

const AT_ONCE_MS = 5;
