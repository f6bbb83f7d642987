import { sql, type Insertable } from 'kysely';
import type { Database, ExportRow, Tables } from './tables.ts';

export async function insertExport(db: Database, row: Insertable<Tables['exports']>): Promise<void> {
  await db.insertInto('exports').values(row).execute();
}

export async function findExport(db: Database, id: string): Promise<ExportRow | undefined> {
  return db.selectFrom('exports').selectAll().where('id', '=', id).executeTakeFirst();
}

/** A person's last exports, the newest first. */
export async function listExportsOf(db: Database, memberId: string, limit: number): Promise<ExportRow[]> {
  return db
    .selectFrom('exports')
    .selectAll()
    .where('memberId', '=', memberId)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** Those nobody builds at this moment, for whoever makes up for a crash. */
export async function listUnbuiltExports(db: Database, now: string): Promise<{ id: string }[]> {
  return unclaimed(db, now).select('id').execute();
}

function unclaimed(db: Database, now: string) {
  return db
    .selectFrom('exports')
    .where('state', '=', BUILDING)
    .where((e) => e.or([e('claimedUntil', 'is', null), e('claimedUntil', '<=', now)]));
}

// Written into the SQL, not bound: only so is the index over these rows used.
const BUILDING = sql.lit('building' as const);

/** One process wins: true for the one that may build it until then. */
export async function claimExport(db: Database, id: string, { now, until }: { now: string; until: string }): Promise<boolean> {
  const result = await db
    .updateTable('exports')
    .set({ claimedUntil: until })
    .where('id', 'in', unclaimed(db, now).select('id').where('id', '=', id))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Nobody builds anything: claims are from before. */
export async function releaseExports(db: Database): Promise<void> {
  await db.updateTable('exports').set({ claimedUntil: null }).where('state', '=', BUILDING).execute();
}

/** Changes a row for the process that holds it: false when another has taken it up meanwhile. */
export async function changeClaimed(
  db: Database,
  { id, claimedUntil }: { id: string; claimedUntil: string },
  change: Partial<ExportRow>,
): Promise<boolean> {
  const result = await db
    .updateTable('exports')
    .set(change)
    .where('id', '=', id)
    .where('state', '=', BUILDING)
    .where('claimedUntil', '=', claimedUntil)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** True for who opens it first. */
export async function markOpened(db: Database, id: string, openedAt: string): Promise<boolean> {
  const result = await db.updateTable('exports').set({ openedAt }).where('id', '=', id).where('openedAt', 'is', null).executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Evidence was destroyed (清除): archives that hold it go (`realNow`), those under way are begun anew. */
export async function retireArchives(db: Database, realNow: string): Promise<void> {
  const archives = db.updateTable('exports').where('kind', '=', 'archive');
  await archives.set({ expiresAt: realNow }).where('sha256', 'is not', null).where('expiresAt', '>', realNow).execute();
  await archives.set({ claimedUntil: null }).where('state', '=', BUILDING).execute();
}

/** Those whose file is to go. */
export async function listExpiredExports(db: Database, now: string): Promise<ExportRow[]> {
  return db
    .selectFrom('exports')
    .selectAll()
    .where('sha256', 'is not', null)
    .where('state', '<>', BUILDING)
    .where('expiresAt', '<=', now)
    .execute();
}

/** Lets go of an export's file; true when no other has the same bytes. */
export async function forgetExportFile(db: Database, { id, sha256 }: Pick<ExportRow, 'id' | 'sha256'>): Promise<boolean> {
  await db.updateTable('exports').set({ sha256: null }).where('id', '=', id).execute();
  const other = await db.selectFrom('exports').select('id').where('sha256', '=', sha256).limit(1).executeTakeFirst();
  return other === undefined;
}
