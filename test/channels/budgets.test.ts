import { expect, it } from 'vitest';
import { keepBudgets, MINUTE_MS } from '../../src/channel-kit/budgets.ts';
import type { ChannelError } from '../../src/ports/channel.ts';
import { createMemoryShared } from '../../src/shared/memory.ts';

const MOST = 20;
const MINUTES = 10;

it('sends no more than the platform takes in any minute, however long each is on its way, and hardly less', async () => {
  let now = 0;
  const shared = createMemoryShared(() => now);
  const arrivals: number[] = [];
  while (now < MINUTES * MINUTE_MS) {
    try {
      await keepBudgets('wecom', shared, [{ name: 'a room', max: MOST, windowMs: MINUTE_MS }]);
      // The platform is slow at first.
      arrivals.push(now + (arrivals.length < MOST ? 1_500 : 20));
    } catch (error) {
      now += Math.ceil((error as ChannelError).retryAfterMs!);
    }
  }
  const inTheMinuteFrom = (from: number) => arrivals.filter((at) => at >= from && at < from + MINUTE_MS).length;
  expect(Math.max(...arrivals.map(inTheMinuteFrom))).toBe(MOST);
  expect(arrivals.length).toBeGreaterThanOrEqual(0.95 * MOST * MINUTES);
});
