import type { UploadLink } from '../domain/upload.ts';
import type { Database } from './tables.ts';

export async function insertUploadLink(db: Database, link: UploadLink): Promise<void> {
  await db.insertInto('uploadLinks').values(link).execute();
}

export async function findUploadLink(db: Database, tokenHash: string): Promise<UploadLink | undefined> {
  return db.selectFrom('uploadLinks').selectAll().where('tokenHash', '=', tokenHash).executeTakeFirst();
}

/** Those of a person that still open. */
export async function listOpenLinks(db: Database, memberId: string, realNow: string): Promise<UploadLink[]> {
  return db
    .selectFrom('uploadLinks')
    .selectAll()
    .where('memberId', '=', memberId)
    .where('state', '=', 'open')
    .where('expiresAt', '>', realNow)
    .execute();
}

/** False when it had ended before. */
export async function endLink(db: Database, id: string, state: 'used' | 'revoked'): Promise<boolean> {
  const result = await db.updateTable('uploadLinks').set({ state }).where('id', '=', id).where('state', '=', 'open').executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function getUploadLink(db: Database, id: string): Promise<UploadLink> {
  return db.selectFrom('uploadLinks').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

/** Binds a link to the first browser that says so. */
export async function claimLink(db: Database, id: string, claimHash: string): Promise<boolean> {
  const result = await db
    .updateTable('uploadLinks')
    .set({ claimHash })
    .where('id', '=', id)
    .where('claimHash', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
