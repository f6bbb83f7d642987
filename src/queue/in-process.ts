import type { Logger } from 'pino';
import type { JobHandlers, JobName, JobQueue, Jobs } from '../ports/job-queue.ts';
import { assertJobId } from './job-id.ts';
import { pauseAfter, RETRY_PAUSES_MS } from './retry.ts';
import { within } from '../ports/within.ts';

interface Job {
  id: string;
  name: JobName;
  data: Jobs[JobName];
  failures: number;
  leftover: boolean;
  delayMs: number;
  /** Added while this one ran. */
  next: Job | undefined;
}

interface Options {
  log: Logger;
  /** How many jobs run at once. */
  concurrency?: number;
  retryPausesMs?: readonly number[];
}

/** The queue of a single process without Redis. Whatever waits in it when the process ends is found by the next start's sweep. */
export function createInProcessQueue({ log, concurrency = 8, retryPausesMs = RETRY_PAUSES_MS }: Options): JobQueue {
  const jobs = new Map<string, Job>();
  const ready: Job[] = [];
  const leftovers: Job[] = [];
  const timers = new Map<Job, { timer: NodeJS.Timeout; dueAt: number }>();
  const running = new Set<Job>();
  let handlers: JobHandlers | undefined;
  let closed: Promise<void> | undefined;
  let idleWaiters: (() => void)[] = [];

  function schedule(job: Job, pauseMs: number): void {
    if (pauseMs <= 0) return enqueue(job);
    const timer = setTimeout(
      () => {
        timers.delete(job);
        enqueue(job);
      },
      Math.min(pauseMs, LONGEST_TIMER_MS),
    );
    timers.set(job, { timer, dueAt: performance.now() + pauseMs });
  }

  function enqueue(job: Job): void {
    (job.leftover ? leftovers : ready).push(job);
    // Not in the caller's turn: it has an answer to send first.
    setImmediate(startJobs);
  }

  function startJobs(): void {
    if (!handlers || closed) return;
    while (running.size < concurrency) {
      const job = ready.shift() ?? leftovers.shift();
      if (!job) return;
      running.add(job);
      void run(job, handlers[job.name] as (data: Jobs[JobName]) => Promise<void>);
    }
  }

  async function run(job: Job, handle: (data: Jobs[JobName]) => Promise<void>): Promise<void> {
    try {
      await handle(job.data);
      finish(job);
    } catch (error) {
      tryAgainLater(job, error);
    }
    running.delete(job);
    startJobs();
    tellIdle();
  }

  function finish(job: Job): void {
    jobs.delete(job.id);
    if (job.next !== undefined && !closed) start(job.next);
  }

  function start(job: Job): void {
    jobs.set(job.id, job);
    schedule(job, job.delayMs);
  }

  function tryAgainLater(job: Job, error: unknown): void {
    const pause = pauseAfter(error, ++job.failures, retryPausesMs);
    const about = { err: error, job: job.name, id: job.id, failures: job.failures };
    if (pause === undefined) {
      finish(job);
      log.error(about, 'job dropped after its last try');
      return;
    }
    log.warn(about, 'job failed and will be tried again');
    if (!closed) schedule(job, pause);
  }

  function isIdle(): boolean {
    const now = performance.now();
    return running.size + ready.length + leftovers.length === 0 && [...timers.values()].every(({ dueAt }) => dueAt > now);
  }

  function tellIdle(): void {
    if (!isIdle()) return;
    for (const resolve of idleWaiters) resolve();
    idleWaiters = [];
  }

  async function stop(): Promise<void> {
    for (const { timer } of timers.values()) clearTimeout(timer);
    timers.clear();
    ready.length = 0;
    leftovers.length = 0;
    const done = new Promise<void>((resolve) => idleWaiters.push(resolve));
    tellIdle();
    await within(CLOSE_MS, done).catch(() => {
      log.warn({ jobs: [...running].map((job) => job.name) }, 'stopped while jobs were running');
    });
  }

  return {
    async add(name, data, { id, delayMs = 0, leftover = false }) {
      assertJobId(id);
      if (closed) return;
      const job: Job = { id, name, data, failures: 0, leftover, delayMs, next: undefined };
      const known = jobs.get(id);
      if (known === undefined) start(job);
      else if (running.has(known)) known.next = job;
    },
    async process(given) {
      handlers = given;
      startJobs();
    },
    async idle() {
      if (!isIdle()) await new Promise<void>((resolve) => idleWaiters.push(resolve));
    },
    close() {
      closed ??= stop();
      return closed;
    },
  };
}

/** Of the ten seconds for an ordered stop; the HTTP server takes up to three before. */
const CLOSE_MS = 6_000;

/** A longer timer fires at once. A job that is woken too early looks and finds nothing to do. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
