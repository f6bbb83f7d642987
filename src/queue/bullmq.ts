import { setTimeout as wait } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import type { Logger } from 'pino';
import type { JobHandlers, JobName, JobQueue, Jobs } from '../ports/job-queue.ts';
import { assertJobId } from './job-id.ts';
import { connectRedis } from '../redis/connection.ts';
import { pauseAfter, RETRY_PAUSES_MS } from './retry.ts';
import { within } from '../ports/within.ts';

interface Options {
  url: string;
  /** In braces, so that one queue stays in one slot of a Redis Cluster. Two deployments on one Redis differ here. */
  prefix: string;
  log: Logger;
  /** How many jobs run at once in this process. */
  concurrency?: number;
  retryPausesMs?: readonly number[];
}

/**
 * The queue that several processes share through Redis. Redis may be away at any time, also at the start: adding then costs
 * a log line, running goes on when it is back, and the sweep adds again what was missed.
 */
export function createBullmqQueue({ url, prefix, log, concurrency = 8, retryPausesMs = RETRY_PAUSES_MS }: Options): JobQueue {
  // Our own connection: one that BullMQ makes and whose first command fails stays dead for good.
  const connection = connectRedis(url, log);
  const shared = { connection: connection.redis, prefix };
  const queue = new Queue<Jobs[JobName], void, JobName>(NAME, {
    ...shared,
    defaultJobOptions: {
      attempts: retryPausesMs.length + 1,
      backoff: { type: 'custom' },
      // The database remembers what was done. A job that ended leaves nothing.
      removeOnComplete: true,
      removeOnFail: true,
    },
  });
  queue.on('error', logError);
  const running = new Set<Promise<void>>();
  let worker: Worker<Jobs[JobName], void, JobName> | undefined;
  let closed: Promise<void> | undefined;

  function startWorker(handlers: JobHandlers): Worker<Jobs[JobName], void, JobName> {
    const started = new Worker<Jobs[JobName], void, JobName>(
      NAME,
      async (job) => {
        const run = (handlers[job.name] as (data: Jobs[JobName]) => Promise<void>)(job.data);
        running.add(run);
        await run.finally(() => running.delete(run));
      },
      {
        ...shared,
        concurrency,
        // A job whose worker died is dropped, not run again: only the database knows how far it came.
        maxStalledCount: 0,
        // Its id is taken until that is noticed, so notice it in seconds.
        lockDuration: 10_000,
        stalledInterval: 5_000,
        settings: { backoffStrategy: (failures, _, error) => pauseAfter(error, failures, retryPausesMs) ?? NO_MORE },
      },
    );
    started.on('error', logError);
    started.on('failed', (job, error) => {
      const about = { err: error, job: job?.name, id: job?.deduplicationId, failures: job?.attemptsMade };
      if (job && !job.finishedOn) log.warn(about, 'job failed and will be tried again');
      else log.error(about, 'job dropped after its last try');
    });
    return started;
  }

  function logError(error: NodeJS.ErrnoException): void {
    // ECONNRESET and its kind: the connection tells of its own trouble, once.
    if (typeof error.code === 'string' || connection.isAway() || closed) return;
    log.warn({ err: error }, 'trouble with the queue in Redis');
  }

  async function isIdle(): Promise<boolean> {
    // Due ones first: a job that leaves them in between is then seen among the waiting.
    const due = await connection.redis.zcount(queue.toKey('delayed'), '-inf', (Date.now() + 1) * DELAYED_SCORES_PER_MS - 1);
    const { waiting = 0, prioritized = 0, active = 0 } = await queue.getJobCounts('waiting', 'prioritized', 'active');
    return due + waiting + prioritized + active === 0;
  }

  async function stop(): Promise<void> {
    await within(CLOSE_MS, letGo()).catch((error: unknown) => log.warn({ err: error }, 'stopped while jobs were running'));
    connection.disconnect();
  }

  async function letGo(): Promise<void> {
    // BullMQ waits for running jobs by itself, but also for Redis to hear of their end.
    const force = connection.isAway();
    if (force) await Promise.allSettled(running);
    await Promise.all([worker?.close(force), queue.close()]);
  }

  return {
    async add(name, data, { id, delayMs = 0, leftover }) {
      assertJobId(id);
      if (closed || connection.isAway()) return;
      try {
        await within(
          ANSWER_MS,
          queue.add(name, data, { deduplication: { id, keepLastIfActive: true }, delay: delayMs, ...(leftover && { priority: LAST }) }),
        );
      } catch (error) {
        if (!connection.isAway()) log.warn({ err: error, job: name, id }, 'job not added; the next sweep adds it again');
      }
    },
    async process(handlers) {
      worker ??= startWorker(handlers);
    },
    async idle() {
      while (!(await within(ANSWER_MS, isIdle()))) await wait(IDLE_POLL_MS);
    },
    close() {
      closed ??= stop();
      return closed;
    },
  };
}

const NAME = 'jobs';

/** Jobs without a priority come first. */
const LAST = 1;

/** As a back-off: the job is dropped. */
const NO_MORE = -1;

/** Callbacks have seconds to be answered, and adding a job is the last thing before. */
const ANSWER_MS = 1_000;

const IDLE_POLL_MS = 20;

/** Of the ten seconds for an ordered stop; the HTTP server takes up to three before. */
const CLOSE_MS = 6_000;

/** BullMQ keeps a delayed job at its time in milliseconds × 4096 plus a running number. */
const DELAYED_SCORES_PER_MS = 0x1000;
