import type { Logger } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { ChannelError } from '../../src/ports/channel.ts';
import type { JobQueue } from '../../src/ports/job-queue.ts';
import { createTestLog } from '../helpers/log.ts';
import { handlersWith } from './handlers.ts';

export interface QueueOptions {
  log: Logger;
  concurrency?: number;
  retryPausesMs?: readonly number[];
}

/** What every `JobQueue` promises. Each queue that `create` makes starts empty. */
export function describeJobQueue(name: string, create: (options: QueueOptions) => JobQueue): void {
  describe(name, () => {
    const open: JobQueue[] = [];
    afterEach(async () => {
      await Promise.all(open.splice(0).map((queue) => queue.close()));
    });

    function start(options: Partial<QueueOptions> = {}): JobQueue {
      const queue = create({ log: createTestLog().log, ...options });
      open.push(queue);
      return queue;
    }

    it('hands a job its data', async () => {
      const queue = start();
      const seen: unknown[] = [];
      await queue.process(handlersWith({ 'handle-messages': async (data) => void seen.push(data) }));
      await queue.add('handle-messages', { channel: 'sandbox', senderId: '张三' }, { id: 'a' });
      await queue.idle();
      expect(seen).toEqual([{ channel: 'sandbox', senderId: '张三' }]);
    });

    it('keeps what was added before anybody runs jobs, and starts in that order', async () => {
      const queue = start({ concurrency: 1 });
      const seen: string[] = [];
      for (const evidenceId of ['e1', 'e2', 'e3']) await queue.add('store-evidence', { evidenceId }, { id: evidenceId });
      await queue.process(handlersWith({ 'store-evidence': async (data) => void seen.push(data.evidenceId) }));
      await queue.idle();
      expect(seen).toEqual(['e1', 'e2', 'e3']);
    });

    it('runs once what is added twice while it waits', async () => {
      const queue = start();
      let runs = 0;
      await queue.add('read-import', { importId: 'i' }, { id: 'same' });
      await queue.add('read-import', { importId: 'i' }, { id: 'same' });
      await queue.process(handlersWith({ 'read-import': async () => void runs++ }));
      await queue.idle();
      expect(runs).toBe(1);
    });

    it('runs once more what is added while it runs, however often it is added', async () => {
      const queue = start();
      const started = Promise.withResolvers<void>();
      const finish = Promise.withResolvers<void>();
      let runs = 0;
      async function handle(): Promise<void> {
        runs++;
        started.resolve();
        await finish.promise;
      }
      await queue.process(handlersWith({ 'read-import': handle }));
      await queue.add('read-import', { importId: 'i' }, { id: 'same' });
      await started.promise;
      await queue.add('read-import', { importId: 'i' }, { id: 'same' });
      await queue.add('read-import', { importId: 'i' }, { id: 'same' });
      finish.resolve();
      await queue.idle();
      expect(runs).toBe(2);

      await queue.add('read-import', { importId: 'i' }, { id: 'same' });
      await queue.idle();
      expect(runs).toBe(3);
    });

    it('runs a delayed job when its time has come', async () => {
      const queue = start();
      const ran = Promise.withResolvers<number>();
      await queue.process(handlersWith({ 'read-import': async () => ran.resolve(performance.now()) }));
      const addedAt = performance.now();
      await queue.add('read-import', { importId: 'i' }, { id: 'later', delayMs: 400 });
      // Timers count from a moment before they are set.
      expect((await ran.promise) - addedAt).toBeGreaterThanOrEqual(200);
    });

    it('is idle while a delayed job has time', async () => {
      const queue = start();
      let runs = 0;
      await queue.process(handlersWith({ 'read-import': async () => void runs++ }));
      await queue.add('read-import', { importId: 'i' }, { id: 'tomorrow', delayMs: 86_400_000 });
      await queue.idle();
      expect(runs).toBe(0);
    });

    it('runs a delayed job once, however often it is added', async () => {
      const queue = start();
      const ran = Promise.withResolvers<void>();
      let runs = 0;
      async function handle(): Promise<void> {
        runs++;
        ran.resolve();
      }
      await queue.process(handlersWith({ 'read-import': handle }));
      await queue.add('read-import', { importId: 'i' }, { id: 'later', delayMs: 50 });
      await queue.add('read-import', { importId: 'i' }, { id: 'later', delayMs: 50 });
      await queue.add('read-import', { importId: 'i' }, { id: 'later' });
      await ran.promise;
      await queue.idle();
      expect(runs).toBe(1);
    });

    it('tries a failing job again after a pause', async () => {
      const queue = start({ retryPausesMs: [200, 400] });
      const done = Promise.withResolvers<number[]>();
      const tries: number[] = [];
      async function handle(): Promise<void> {
        tries.push(performance.now());
        if (tries.length < 3) throw new Error('not yet');
        done.resolve(tries);
      }
      await queue.process(handlersWith({ 'store-evidence': handle }));
      await queue.add('store-evidence', { evidenceId: 'e' }, { id: 'e' });
      const [first = 0, second = 0, third = 0] = await done.promise;
      expect(second - first).toBeGreaterThanOrEqual(100);
      expect(third - second).toBeGreaterThanOrEqual(200);
    });

    it('waits as long as the platform says before it tries again', async () => {
      const queue = start({ retryPausesMs: [60_000] });
      const done = Promise.withResolvers<number[]>();
      const tries: number[] = [];
      async function handle(): Promise<void> {
        tries.push(performance.now());
        if (tries.length === 1) throw new ChannelError('wecom', '45009', 'over the limit', { permanent: false, retryAfterMs: 400 });
        done.resolve(tries);
      }
      await queue.process(handlersWith({ 'store-evidence': handle }));
      await queue.add('store-evidence', { evidenceId: 'e' }, { id: 'e' });
      const [first = 0, second = 0] = await done.promise;
      expect(second - first).toBeGreaterThanOrEqual(300);
    });

    it('does not try again what can never work, says so, and takes the id again', async () => {
      const { log, saw } = createTestLog();
      const queue = start({ log, retryPausesMs: [1, 1] });
      let tries = 0;
      async function handle(): Promise<void> {
        tries++;
        throw new ChannelError('wecom', 'gone', 'no longer there', { permanent: true });
      }
      await queue.process(handlersWith({ 'store-evidence': handle }));
      for (const expected of [1, 2]) {
        await queue.add('store-evidence', { evidenceId: 'e' }, { id: 'e' });
        expect(await saw('dropped')).toContain('no longer there');
        await queue.idle();
        expect(tries).toBe(expected);
      }
    });

    it('drops a job after its last try, says so, and takes the id again', async () => {
      const { log, saw } = createTestLog();
      const queue = start({ log, retryPausesMs: [1] });
      let tries = 0;
      let broken = true;
      async function handle(): Promise<void> {
        tries++;
        if (broken) throw new Error('the disk is gone');
      }
      await queue.process(handlersWith({ 'store-evidence': handle }));
      await queue.add('store-evidence', { evidenceId: 'e' }, { id: 'e' });
      expect(await saw('dropped')).toContain('the disk is gone');
      expect(tries).toBe(2);

      broken = false;
      await queue.idle();
      await queue.add('store-evidence', { evidenceId: 'e' }, { id: 'e' });
      await queue.idle();
      expect(tries).toBe(3);
    });

    it('goes on with the others when a handler fails, whatever it throws', async () => {
      const queue = start({ retryPausesMs: [] });
      const seen: string[] = [];
      async function handle({ evidenceId }: { evidenceId: string }): Promise<void> {
        if (evidenceId === 'bad') throw 'not even an Error';
        seen.push(evidenceId);
      }
      await queue.process(handlersWith({ 'store-evidence': handle }));
      for (const evidenceId of ['bad', 'good']) await queue.add('store-evidence', { evidenceId }, { id: evidenceId });
      await queue.idle();
      expect(seen).toEqual(['good']);
    });

    it('runs as many at once as allowed, and no more', async () => {
      const queue = start({ concurrency: 3 });
      const full = Promise.withResolvers<void>();
      let now = 0;
      let most = 0;
      async function handle(): Promise<void> {
        most = Math.max(most, ++now);
        if (now === 3) full.resolve();
        await full.promise;
        now--;
      }
      await queue.process(handlersWith({ 'store-evidence': handle }));
      for (let i = 0; i < 12; i++) await queue.add('store-evidence', { evidenceId: `${i}` }, { id: `e${i}` });
      await queue.idle();
      expect(most).toBe(3);
    });

    it('is idle only when the jobs that jobs added are done too', async () => {
      const queue = start();
      const seen: string[] = [];
      await queue.process(
        handlersWith({
          'handle-messages': async () => queue.add('deliver-messages', { channel: 'sandbox', recipient: zhang }, { id: 'b' }),
          'deliver-messages': async ({ recipient }) => void seen.push(recipient.id),
        }),
      );
      await queue.add('handle-messages', { channel: 'sandbox', senderId: 'zhang' }, { id: 'a' });
      await queue.idle();
      expect(seen).toEqual(['zhang']);
    });

    it('waits for running jobs when it closes, takes no more, and may be closed twice', async () => {
      const queue = start({ concurrency: 1 });
      const started = Promise.withResolvers<void>();
      const finish = Promise.withResolvers<void>();
      const seen: string[] = [];
      async function handle({ evidenceId }: { evidenceId: string }): Promise<void> {
        started.resolve();
        await finish.promise;
        seen.push(evidenceId);
      }
      await queue.process(handlersWith({ 'store-evidence': handle }));
      await queue.add('store-evidence', { evidenceId: 'running' }, { id: 'a' });
      await started.promise;
      await queue.add('store-evidence', { evidenceId: 'waiting' }, { id: 'b' });
      const closing = Promise.all([queue.close(), queue.close()]);
      await queue.add('store-evidence', { evidenceId: 'late' }, { id: 'c' });
      expect(seen).toEqual([]);
      finish.resolve();
      await closing;
      expect(seen).toEqual(['running']);
    });

    it.each(['', '42', '-7', 'a:b'])('refuses the id %j', async (id) => {
      await expect(start().add('read-import', { importId: 'i' }, { id })).rejects.toThrow('not a job id');
    });
  });
}

const zhang = { kind: 'person', id: 'zhang' } as const;
