import { readBacklog, readFailures, type Backlog, type Failures } from '../db/backlog.ts';
import type { Database } from '../db/tables.ts';

/** What waits, and what went wrong for good within a day: for the operator. */
export interface Work extends Backlog {
  now: Date;
  failures: Failures;
}

export async function watchWork(db: Database, now: Date): Promise<Work> {
  const yesterday = new Date(now.getTime() - DAY_MS).toISOString();
  return { now, ...(await readBacklog(db, now.toISOString())), failures: await readFailures(db, yesterday) };
}

const DAY_MS = 24 * 60 * 60 * 1000;
