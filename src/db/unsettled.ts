import { sql } from 'kysely';
import { WAITING } from './inbound.ts';
import type { Database } from './tables.ts';

type FoundRow = Promise<{ id: string } | undefined>;

// Written into the SQL, not bound: SQLite uses an index over some rows only when it can read that these are the rows.
const state = <S extends string>(value: S) => sql.lit(value);

/** A message without an outcome; one whose turn has not come does not count. */
export async function findUnhandled(db: Database): FoundRow {
  return db
    .selectFrom('inboundMessages')
    .select('id')
    .where('state', '=', WAITING)
    .where((e) => e.or([e('waitsUntil', 'is', null), e('waitsUntil', '<=', new Date().toISOString())]))
    .limit(1)
    .executeTakeFirst();
}

/** A table an admin sent that is still being read. */
export async function findUnreadTable(db: Database): FoundRow {
  return db.selectFrom('imports').select('id').where('state', '=', 'reading').limit(1).executeTakeFirst();
}

/** A paper an admin asked for that is still being made. */
export async function findUnbuiltExport(db: Database): FoundRow {
  return db.selectFrom('exports').select('id').where('state', '=', state('building')).limit(1).executeTakeFirst();
}

/** A file that is still being stored; one that is fetched again later does not count. */
export async function findPendingEvidence(db: Database): FoundRow {
  return db
    .selectFrom('evidence')
    .select('id')
    .where('state', '=', state('pending'))
    .where((e) => e.or([e('nextAttemptAt', 'is', null), e('nextAttemptAt', '<=', new Date().toISOString())]))
    .limit(1)
    .executeTakeFirst();
}

/** A message that is due or on its way; a retry whose time has not come does not count. */
export async function findUnsent(db: Database): FoundRow {
  return db
    .selectFrom('outboundMessages')
    .select('id')
    .where('state', 'in', [state('queued'), state('sending')])
    .where((e) => e.or([e('state', '=', 'sending'), e('nextAttemptAt', 'is', null), e('nextAttemptAt', '<=', new Date().toISOString())]))
    .limit(1)
    .executeTakeFirst();
}
