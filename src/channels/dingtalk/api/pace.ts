import { setTimeout as wait } from 'node:timers/promises';
import { ChannelError } from '../../../ports/channel.ts';
import type { Shared } from '../../../ports/shared.ts';

/** Waits for its turn: all processes together call the platform ten times a second, half of what it lets through (protocol-dingtalk §3.5). */
export type Pace = () => Promise<void>;

export function createPace(shared: Shared): Pace {
  return async () => {
    const deadline = performance.now() + LONGEST_MS;
    for (;;) {
      const waitMs = (await shared.take('dingtalk:calls', PER_SECOND, 1000)) ?? 0;
      if (waitMs <= 0) return;
      if (performance.now() + waitMs > deadline) throw crowded();
      await wait(waitMs + Math.random() * JITTER_MS);
    }
  };
}

const PER_SECOND = 10;
/** Twice in a delivery with a file, which may take a minute in all. */
const LONGEST_MS = 10_000;
const JITTER_MS = 100;

function crowded(): ChannelError {
  return new ChannelError('dingtalk', 'budget', 'too many calls wait for their turn', { permanent: false });
}
