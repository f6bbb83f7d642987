import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Deps } from './deps.ts';

/**
 * Whether nothing is left to do now: every message answered, every file and table read, everything due sent. Retries and
 * reminders whose time has not come do not count. The rows say so for all processes.
 */
export async function isSettled(deps: Deps): Promise<boolean> {
  for (const findWork of [findUnhandled, findUnreadTable, findPendingEvidence, findUnsent]) {
    if ((await findWork(deps)) !== undefined) return false;
  }
  return true;
}

/** Looks until it is so; false when the time is over first. */
export async function untilSettled(deps: Deps, timeoutMs: number): Promise<boolean> {
  const end = Date.now() + timeoutMs;
  while (!(await isSettled(deps))) {
    if (Date.now() >= end) return false;
    await wait(LOOK_EVERY_MS);
  }
  return true;
}

const LOOK_EVERY_MS = 20;

type FoundRow = Promise<{ id: string } | undefined>;

// Written into the SQL, not bound: SQLite uses an index over some rows only when it can read that these are the rows.
const state = <S extends string>(value: S) => sql.lit(value);

function findUnhandled({ db }: Deps): FoundRow {
  return db.selectFrom('inboundMessages').select('id').where('state', '=', state('waiting')).limit(1).executeTakeFirst();
}

function findUnreadTable({ db }: Deps): FoundRow {
  return db.selectFrom('imports').select('id').where('state', '=', 'reading').limit(1).executeTakeFirst();
}

function findPendingEvidence({ db }: Deps): FoundRow {
  return db.selectFrom('evidence').select('id').where('state', '=', state('pending')).limit(1).executeTakeFirst();
}

function findUnsent({ db }: Deps): FoundRow {
  return db
    .selectFrom('outboundMessages')
    .select('id')
    .where('state', 'in', [state('queued'), state('sending')])
    .where((e) => e.or([e('state', '=', 'sending'), e('nextAttemptAt', 'is', null), e('nextAttemptAt', '<=', new Date().toISOString())]))
    .limit(1)
    .executeTakeFirst();
}
