import { randomUUID } from 'node:crypto';
import { NoAnswerError, type Shared } from '../ports/shared.ts';
import { within } from '../ports/within.ts';

/** For a server that is alone. `now` in real milliseconds that no correction of the machine's clock moves. */
export function createMemoryShared(now: () => number = () => performance.now()): Shared {
  const taken = new Map<string, { at: number[]; windowMs: number }>();
  const values = new Map<string, Kept>();
  const locks = new Map<string, Kept>();
  const handlers = new Map<string, (data: unknown) => Promise<unknown>>();
  let lastCleared = 0;

  /** Names come from outside, so those nobody uses any more have to go. */
  function clear(time: number): void {
    if (time - lastCleared < CLEAR_EVERY_MS) return;
    lastCleared = time;
    for (const [name, { at, windowMs }] of taken) if ((at.at(-1) ?? 0) <= time - windowMs) taken.delete(name);
    for (const kept of [values, locks]) for (const name of kept.keys()) if (read(kept, name) === undefined) kept.delete(name);
  }

  function read(kept: ReadonlyMap<string, Kept>, name: string): string | undefined {
    const found = kept.get(name);
    return found !== undefined && found.until > now() ? found.value : undefined;
  }

  function keep(kept: Map<string, Kept>, name: string, value: string, ttlMs: number): void {
    clear(now());
    kept.set(name, { value, until: now() + ttlMs });
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
    get: async (name) => read(values, name),
    set: async (name, value, ttlMs) => keep(values, name, value, ttlMs),
    async forget(name, ifValue) {
      if (read(values, name) === ifValue) values.delete(name);
    },
    async lock(name, ttlMs) {
      if (read(locks, name) !== undefined) return undefined;
      const holder = randomUUID();
      keep(locks, name, holder, ttlMs);
      return {
        async renew() {
          if (read(locks, name) !== holder) return false;
          keep(locks, name, holder, ttlMs);
          return true;
        },
        async release() {
          if (read(locks, name) === holder) locks.delete(name);
        },
      };
    },
    async serve(name, handler) {
      handlers.set(name, handler);
      return async () => {
        if (handlers.get(name) === handler) handlers.delete(name);
      };
    },
    async ask(name, data, waitMs) {
      const handler = handlers.get(name);
      if (handler === undefined) return undefined;
      try {
        return asJson((await within(waitMs, handler(asJson(data)))) ?? null);
      } catch (error) {
        throw new NoAnswerError(name, { cause: error });
      }
    },
    async close() {},
  };
}

interface Kept {
  value: string;
  until: number;
}

/** As it would come out of another process. */
function asJson(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data));
}

const CLEAR_EVERY_MS = 60_000;
