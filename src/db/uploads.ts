import type { Upload } from '../domain/upload.ts';
import type { Database } from './tables.ts';

export async function insertUpload(db: Database, upload: Upload): Promise<void> {
  await db.insertInto('uploads').values(upload).execute();
}

/** All that were ever begun over a link, removed ones too. */
export async function countUploads(db: Database, linkId: string): Promise<number> {
  const row = await db
    .selectFrom('uploads')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('linkId', '=', linkId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Those of a link in their order, the removed ones left out. */
export async function listUploads(db: Database, linkId: string): Promise<Upload[]> {
  return db.selectFrom('uploads').selectAll().where('linkId', '=', linkId).where('state', '!=', 'removed').orderBy('position').execute();
}

export async function findUpload(db: Database, linkId: string, id: string): Promise<Upload | undefined> {
  return db.selectFrom('uploads').selectAll().where('linkId', '=', linkId).where('id', '=', id).executeTakeFirst();
}

/** Where the bytes of a piece of evidence (佐证资料) came from that came over a page. */
export async function findUploadOf(db: Database, evidenceId: string): Promise<Upload | undefined> {
  return db.selectFrom('uploads').selectAll().where('evidenceId', '=', evidenceId).executeTakeFirst();
}

export async function updateUpload(
  db: Database,
  id: string,
  details: Partial<Pick<Upload, 'caption' | 'madeOn' | 'docNumber'>>,
): Promise<void> {
  await db.updateTable('uploads').set(details).where('id', '=', id).execute();
}

/**
 * Takes the right to write to a file: that of another process only when it was given up. `process`: the beginning of `writer`, the same for
 * all writers of one process. False when somebody else has it, or the file takes no more.
 */
export async function claimUpload(
  db: Database,
  id: string,
  claim: { process: string; writer: string; now: string; until: string; alone: boolean },
): Promise<boolean> {
  let query = db
    .updateTable('uploads')
    .set({ writer: claim.writer, writerUntil: claim.until })
    .where('id', '=', id)
    .where('state', '=', 'receiving');
  if (!claim.alone) {
    query = query.where((e) =>
      e.or([e('writer', 'is', null), e('writer', 'like', `${claim.process}%`), e('writerUntil', '<=', claim.now)]),
    );
  }
  return (await query.executeTakeFirst()).numUpdatedRows > 0n;
}

/** False when another has it by now. */
export async function prolongUpload(db: Database, id: string, writer: string, until: string): Promise<boolean> {
  const result = await db
    .updateTable('uploads')
    .set({ writerUntil: until })
    .where('id', '=', id)
    .where('writer', '=', writer)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function releaseUpload(db: Database, id: string, writer: string): Promise<void> {
  await db.updateTable('uploads').set({ writer: null, writerUntil: null }).where('id', '=', id).where('writer', '=', writer).execute();
}

/** All bytes are there. False when another writes to it by now, or it is done already. */
export async function finishUpload(db: Database, id: string, writer: string, about: Pick<Upload, 'evidenceId' | 'size'>): Promise<boolean> {
  const result = await db
    .updateTable('uploads')
    .set({ state: 'done', ...about, writer: null, writerUntil: null })
    .where('id', '=', id)
    .where('state', '=', 'receiving')
    .where('writer', '=', writer)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** False when it is evidence already, or was removed before. */
export async function removeUpload(db: Database, id: string): Promise<boolean> {
  const result = await db
    .updateTable('uploads')
    .set({ state: 'removed' })
    .where('id', '=', id)
    .where('state', '=', 'receiving')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** What its sender called it and said of it. */
export async function forgetUpload(db: Database, evidenceId: string): Promise<void> {
  await db.updateTable('uploads').set({ name: '', caption: '', docNumber: '' }).where('evidenceId', '=', evidenceId).execute();
}
