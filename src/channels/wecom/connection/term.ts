import { setTimeout as wait } from 'node:timers/promises';
import type { Lock } from '../../../ports/shared.ts';

/** The time one process holds the lock: it is renewed until the term ends or the lock is somebody else's. */
export interface Term {
  readonly lost: Promise<'lock-lost'>;
  isHeld(): Promise<boolean>;
  end(): Promise<void>;
}

export function beginTerm(first: Lock, { lockMs, again }: { lockMs: number; again(): Promise<Lock | undefined> }): Term {
  let lock = first;
  const ending = new AbortController();
  const { promise: lost, resolve: lose } = Promise.withResolvers<'lock-lost'>();

  async function isHeld(): Promise<boolean> {
    // Nobody knows while Redis is away: then nobody else can get it either, and should somebody, the platform throws us out.
    if ((await lock.renew()) !== false) return true;
    // Redis came back empty, or we stood still for too long.
    const next = await again();
    lock = next ?? lock;
    return next !== undefined;
  }

  async function renew(): Promise<void> {
    for (;;) {
      await wait(lockMs / 3, undefined, { signal: ending.signal }).catch(() => {});
      if (ending.signal.aborted) return;
      if (!(await isHeld())) return lose('lock-lost');
    }
  }

  const renewing = renew();
  return {
    lost,
    isHeld,
    async end() {
      ending.abort();
      await renewing;
      await lock.release();
    },
  };
}
