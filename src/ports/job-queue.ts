/** What the queue may carry. A job holds ids only: whoever runs it reads the rows again and is content to find nothing to do. */
export interface Jobs {
  /** Answer the waiting messages of one sender, in row order. */
  'handle-messages': { channel: string; senderId: string };
  /** Fetch, check and keep one piece of evidence (佐证资料). */
  'store-evidence': { evidenceId: string };
  /** Take the bytes of a destroyed file (清除) out of the store. */
  'remove-bytes': { evidenceId: string };
  /** Read a 任务分解表 an admin sent. */
  'read-import': { importId: string };
  /** Make a paper an admin asked for (导出). */
  'build-export': { exportId: string };
  /** Send what waits for one recipient, in order. */
  'deliver-messages': { channel: string; recipient: { kind: 'person' | 'room'; id: string } };
}

export type JobName = keyof Jobs;

/**
 * One function per job. Thrown means try again later; returned means done. Of a ChannelError thrown the platform's own waiting time is
 * kept, and one that is permanent is not tried again.
 */
export type JobHandlers = { [N in JobName]: (data: Jobs[N]) => Promise<void> };

export interface JobOptions {
  /**
   * One job with this id at a time: adding it while one waits changes nothing, while one runs it runs once more afterwards, since
   * that one may have looked already. Neither an integer nor with `:` in it.
   */
  id: string;
  /** Real milliseconds until it may run. */
  delayMs?: number;
  /** Runs only when nothing else waits: what is left over may be much, and somebody is waiting for an answer now. */
  leftover?: true;
}

/**
 * An alarm clock, never the truth: it may be emptied at any time, and the sweep fills it again from the database.
 * A failing job is tried again with growing pauses, then dropped and logged.
 */
export interface JobQueue {
  /**
   * Called after the row is committed, so it rejects for a wrong id only: what cannot be added because the queue is away or
   * closed is logged, and the sweep adds it again.
   */
  add<N extends JobName>(name: N, data: Jobs[N], options: JobOptions): Promise<void>;
  /** Start running jobs, also when the queue cannot be reached yet. Without it this process only adds. */
  process(handlers: JobHandlers): Promise<void>;
  /**
   * Resolves when no job waits to run now and none runs, in any process. Delayed ones whose time has not come do not count, nor
   * does the pause before a retry. Rejects when the queue cannot be reached.
   */
  idle(): Promise<void>;
  /** Stop taking jobs, wait for the running ones (8 s at most), let go of connections. May be called again. */
  close(): Promise<void>;
}
