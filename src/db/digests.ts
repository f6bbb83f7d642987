import type { Database, DigestRow } from './tables.ts';

/** Rooms (群) whose digest (群周报) of a week nobody has decided about. */
export async function listUndecidedRooms(db: Database, week: string): Promise<string[]> {
  const rows = await db
    .selectFrom('rooms')
    .leftJoin('digests', (join) => join.onRef('digests.roomId', '=', 'rooms.id').on('digests.week', '=', week))
    .select('rooms.id')
    .where('digests.roomId', 'is', null)
    .orderBy('rooms.id')
    .execute();
  return rows.map(({ id }) => id);
}

/** False when somebody else has decided, or does right now. */
export async function claimDigest(db: Database, row: Pick<DigestRow, 'roomId' | 'week' | 'decidedAt'>): Promise<boolean> {
  const result = await db
    .insertInto('digests')
    .values({ ...row, outboundId: null, reason: null })
    .onConflict((c) => c.columns(['roomId', 'week']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function noteDigest(
  db: Database,
  { roomId, week }: Pick<DigestRow, 'roomId' | 'week'>,
  outcome: Pick<DigestRow, 'outboundId' | 'reason'>,
): Promise<void> {
  await db.updateTable('digests').set(outcome).where('roomId', '=', roomId).where('week', '=', week).execute();
}

/** Rooms that had something to hear since then and into which no channel leads. */
export async function listUnreachedRooms(db: Database, since: string): Promise<{ name: string; at: string }[]> {
  return db
    .selectFrom('digests')
    .innerJoin('rooms', 'rooms.id', 'digests.roomId')
    .select(['rooms.name', 'decidedAt as at'])
    .where('reason', '=', 'no-address')
    .where('decidedAt', '>=', since)
    .orderBy('decidedAt', 'desc')
    .execute();
}

/** The room's digest of that week is put together anew. */
export async function dropDigest(db: Database, outboundId: string): Promise<void> {
  await db.deleteFrom('digests').where('outboundId', '=', outboundId).execute();
}
