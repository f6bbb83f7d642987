import type { Shared } from '../ports/shared.ts';

/** For a server that is alone. `now` in real milliseconds that no correction of the machine's clock moves. */
export function createMemoryShared(now: () => number = () => performance.now()): Shared {
  const taken = new Map<string, { at: number[]; windowMs: number }>();
  let lastCleared = 0;

  /** Names come from outside, so those nobody uses any more have to go. */
  function clear(time: number): void {
    if (time - lastCleared < CLEAR_EVERY_MS) return;
    lastCleared = time;
    for (const [name, { at, windowMs }] of taken) if ((at.at(-1) ?? 0) <= time - windowMs) taken.delete(name);
  }

  return {
    async take(name, max, windowMs) {
      const time = now();
      clear(time);
      const at = (taken.get(name)?.at ?? []).filter((earlier) => earlier > time - windowMs);
      taken.set(name, { at, windowMs });
      if (at.length >= max) return at[at.length - max]! + windowMs - time;
      at.push(time);
      return 0;
    },
    async close() {},
  };
}

const CLEAR_EVERY_MS = 60_000;
