import type { UrgePreview } from '../domain/urge.ts';
import type { Database } from './tables.ts';

/** Whose question it is, and where it was asked. */
export type UrgePlace = Pick<UrgePreview, 'memberId' | 'channel' | 'roomId'>;

/** In place of the one that waited there. */
export async function saveUrgePreview(db: Database, { memberId, channel, roomId, ...preview }: UrgePreview): Promise<void> {
  const said = { request: JSON.stringify(preview.request), shown: JSON.stringify(preview.shown), askedAt: preview.askedAt };
  await db
    .insertInto('urgePreviews')
    .values({ memberId, channel, roomId, ...said })
    .onConflict((c) => c.columns(['memberId', 'channel', 'roomId']).doUpdateSet(said))
    .execute();
}

export async function findUrgePreview(db: Database, { memberId, channel, roomId }: UrgePlace): Promise<UrgePreview | undefined> {
  const row = await db
    .selectFrom('urgePreviews')
    .selectAll()
    .where('memberId', '=', memberId)
    .where('channel', '=', channel)
    .where('roomId', '=', roomId)
    .executeTakeFirst();
  return row && { ...row, request: JSON.parse(row.request), shown: JSON.parse(row.shown) };
}

export async function removeUrgePreview(db: Database, { memberId, channel, roomId }: UrgePlace): Promise<void> {
  await db
    .deleteFrom('urgePreviews')
    .where('memberId', '=', memberId)
    .where('channel', '=', channel)
    .where('roomId', '=', roomId)
    .execute();
}
