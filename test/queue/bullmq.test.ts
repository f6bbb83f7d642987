import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { JobQueue } from '../../src/ports/job-queue.ts';
import { createBullmqQueue } from '../../src/queue/bullmq.ts';
import { createTestLog } from '../helpers/log.ts';
import { startRedis, type RedisServer } from '../helpers/redis.ts';
import { handlersWith } from './handlers.ts';
import { describeJobQueue } from './job-queue-contract.ts';
import { until, untilPasses } from '../helpers/until.ts';

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

describeJobQueue('the BullMQ queue', (options) => createBullmqQueue({ url: redis.url, prefix: newPrefix(), ...options }));

describe('two processes on one Redis', () => {
  it('share the work, each job done once', async () => {
    const prefix = newPrefix();
    const both = [1, 2].map(() => createBullmqQueue({ url: redis.url, prefix, log: createTestLog().log, concurrency: 1 }));
    const meeting = Promise.withResolvers<void>();
    const seen: string[] = [];
    let here = 0;
    for (const queue of both) {
      await queue.process(
        handlersWith({
          'store-evidence': async ({ evidenceId }) => {
            // One job at a time each: two jobs meet only when both processes run one.
            if (++here === 2) meeting.resolve();
            await meeting.promise;
            seen.push(evidenceId);
          },
        }),
      );
    }
    const ids = Array.from({ length: 10 }, (_, i) => `e${i}`);
    for (const evidenceId of ids) await both[0]?.add('store-evidence', { evidenceId }, { id: evidenceId });
    await both[1]?.idle();
    expect(seen.toSorted()).toEqual(ids);
    await Promise.all(both.map((queue) => queue.close()));
  });

  it('do not see each other under different prefixes', async () => {
    const [mine, other] = [newPrefix(), newPrefix()].map((prefix) =>
      createBullmqQueue({ url: redis.url, prefix, log: createTestLog().log }),
    );
    const seen: string[] = [];
    await other?.process(handlersWith({ 'read-import': async ({ importId }) => void seen.push(`other ${importId}`) }));
    await mine?.add('read-import', { importId: 'i' }, { id: 'a' });
    await mine?.process(handlersWith({ 'read-import': async ({ importId }) => void seen.push(`mine ${importId}`) }));
    await mine?.idle();
    expect(seen).toEqual(['mine i']);
    await Promise.all([mine?.close(), other?.close()]);
  });
});

/** Keys of the queue itself, one of each however many jobs there were. */
const BOOKKEEPING = /:jobs:(events|id|marker|meta|stalled-check)$/;

it('leaves nothing in Redis of jobs that ended, well or not, however many there were', async () => {
  const prefix = newPrefix();
  const { log } = createTestLog();
  const queue = createBullmqQueue({ url: redis.url, prefix, log, retryPausesMs: [1] });
  await queue.process(
    handlersWith({
      'store-evidence': async ({ evidenceId }) => {
        if (evidenceId.endsWith('7')) throw new Error('no');
      },
    }),
  );
  const looking = new Redis(redis.url);
  for (let n = 0; n < 400; n++) await queue.add('store-evidence', { evidenceId: `${n}` }, { id: `e${n}` });
  const left = async (): Promise<string[]> => (await looking.keys(`${prefix}*`)).filter((key) => !BOOKKEEPING.test(key));
  await untilPasses(async () => expect(await left()).toEqual([]));
  looking.disconnect();
  await queue.close();
});

describe('a worker that stands still in the middle of a job', () => {
  let child: ChildProcess;
  let queue: JobQueue;
  afterEach(async () => {
    child.kill('SIGKILL');
    await queue.close();
  });

  it.each([
    ['SIGSTOP', 'ended i'],
    ['SIGKILL', undefined],
  ] as const)('(%s) is taken over under the same id, once, and harms nobody when it comes back', async (signal, end) => {
    const prefix = newPrefix();
    child = spawn(process.execPath, [fileURLToPath(new URL('worker-process.ts', import.meta.url)), redis.url, prefix], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const said = createInterface(child.stdout!)[Symbol.asyncIterator]();
    const { log } = createTestLog();
    queue = createBullmqQueue({ url: redis.url, prefix, log });
    await queue.add('read-import', { importId: 'i' }, { id: 'same' });
    expect((await said.next()).value).toBe('began i');
    child.kill(signal);

    const ran: string[] = [];
    await queue.process(handlersWith({ 'read-import': async ({ importId }) => void ran.push(importId) }));
    // As the sweep does: again and again, until somebody runs it.
    await until(async () => {
      if (ran.length === 0) await queue.add('read-import', { importId: 'i' }, { id: 'same' });
      return ran.length > 0;
    }, 250);
    await queue.idle();
    expect(ran).toEqual(['i']);
    child.kill('SIGCONT');
    child.stdin!.on('error', () => {}).write('end\n');
    expect((await said.next()).value).toBe(end);
    // It would take its share of what comes next.
    const gone = once(child, 'exit');
    if (child.kill('SIGKILL')) await gone;
    await queue.add('read-import', { importId: 'next' }, { id: 'same' });
    await queue.idle();
    expect(ran).toEqual(['i', 'next']);
  });
});

describe('when Redis has trouble', () => {
  let own: RedisServer;
  let queue: JobQueue;
  const { log, lines, saw } = createTestLog();
  beforeAll(async () => {
    own = await startRedis();
    queue = createBullmqQueue({ url: own.url, prefix: '{wenming}', log });
  });
  afterEach(() => void lines.splice(0));
  afterAll(async () => {
    await queue.close();
    await own.stop();
  });

  const arrivals = new Map<string, () => void>();
  /** Adds a job and resolves when it runs. */
  async function roundTrip(importId: string): Promise<void> {
    const arrived = new Promise<void>((resolve) => arrivals.set(importId, resolve));
    await queue.add('read-import', { importId }, { id: importId });
    await arrived;
  }

  it('works before it', async () => {
    await queue.process(handlersWith({ 'read-import': async ({ importId }) => arrivals.get(importId)?.() }));
    await roundTrip('before');
    expect(lines).toEqual([]);
  });

  it('survives a restart that lost everything', async () => {
    await own.restart();
    await saw('Redis is back');
    await expect(roundTrip('after the restart')).resolves.toBeUndefined();
  });

  it('adds nothing while Redis is away, at once and without an error, says so once, and goes on when it is back', async () => {
    await own.kill();
    await saw('Redis cannot be reached');
    // A second each, were they waited for.
    const startedAt = performance.now();
    for (let i = 0; i < 100; i++) await queue.add('read-import', { importId: 'lost' }, { id: `lost-${i}` });
    expect(performance.now() - startedAt).toBeLessThan(50_000);
    await expect(queue.idle()).rejects.toThrow('no answer');
    expect(lines).toHaveLength(1);
    await own.restart();
    await saw('Redis is back');
    await roundTrip('after the outage');
  });

  it('does not keep a request waiting for a Redis that hangs', async () => {
    own.freeze();
    await queue.add('read-import', { importId: 'slow' }, { id: 'slow' });
    expect(lines.join('')).toContain('the next sweep adds it again');
    own.thaw();
    await roundTrip('after the hang');
  });
});

it('starts without Redis, and works when Redis comes', async () => {
  const late = await startRedis();
  await late.kill();
  const { log, saw } = createTestLog();
  const queue = createBullmqQueue({ url: late.url, prefix: '{wenming}', log });
  const ran = Promise.withResolvers<string>();
  await queue.process(handlersWith({ 'read-import': async ({ importId }) => ran.resolve(importId) }));
  await saw('Redis cannot be reached');
  await late.restart();
  await saw('Redis is back');
  await queue.add('read-import', { importId: 'late' }, { id: 'a' });
  expect(await ran.promise).toBe('late');
  await queue.close();
  await late.stop();
});

it('stops while Redis is away', async () => {
  const gone = await startRedis();
  const { log, saw } = createTestLog();
  const queue = createBullmqQueue({ url: gone.url, prefix: '{wenming}', log });
  await queue.process(handlersWith({}));
  await queue.idle();
  await gone.stop();
  await saw('Redis cannot be reached');
  await expect(queue.close()).resolves.toBeUndefined();
});

it('warns of a Redis that may throw jobs away', async () => {
  const forgetful = await startRedis('--maxmemory-policy', 'allkeys-lru');
  const { log, saw } = createTestLog();
  const queue = createBullmqQueue({ url: forgetful.url, prefix: '{wenming}', log });
  expect(await saw('noeviction')).toContain('allkeys-lru');
  await queue.close();
  await forgetful.stop();
});

function newPrefix(): string {
  return `{${randomUUID()}}`;
}
