import { afterEach, describe, expect, it, vi } from 'vitest';
import { createInProcessQueue } from '../../src/queue/in-process.ts';
import { createTestLog } from '../helpers/log.ts';
import { handlersWith } from './handlers.ts';
import { describeJobQueue } from './job-queue-contract.ts';

describeJobQueue('the in-process queue', createInProcessQueue);

describe('the in-process queue under a fast clock', () => {
  afterEach(() => void vi.useRealTimers());

  it('does not let a job that never ends hold up the stop', async () => {
    vi.useFakeTimers();
    const { log, lines } = createTestLog();
    const queue = createInProcessQueue({ log });
    await queue.process(handlersWith({ 'read-import': () => new Promise(() => {}) }));
    await queue.add('read-import', { importId: 'i' }, { id: 'a' });
    await vi.advanceTimersByTimeAsync(0);
    const closing = queue.close();
    await vi.advanceTimersByTimeAsync(8_000);
    await closing;
    expect(lines.join('')).toContain('read-import');
  });

  it('waits longer before each try, and gives up after five', async () => {
    vi.useFakeTimers();
    const { log, lines } = createTestLog();
    const queue = createInProcessQueue({ log });
    const tries: number[] = [];
    async function handle(): Promise<void> {
      tries.push(Date.now());
      throw new Error('no');
    }
    await queue.process(handlersWith({ 'read-import': handle }));
    await queue.add('read-import', { importId: 'i' }, { id: 'a' });
    await vi.advanceTimersByTimeAsync(200_000);
    const pauses = tries.slice(1).map((at, i) => at - (tries[i] ?? 0));
    expect(pauses).toHaveLength(4);
    for (const [i, pause] of pauses.entries()) {
      const planned = [1_000, 4_000, 15_000, 60_000][i] ?? 0;
      expect(pause).toBeGreaterThanOrEqual(planned * 0.75);
      expect(pause).toBeLessThanOrEqual(planned * 1.25 + 1);
    }
    expect(lines.at(-1)).toContain('dropped');
  });
});
