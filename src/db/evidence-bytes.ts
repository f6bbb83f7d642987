import { sql } from 'kysely';
import { PURGED_WORDS, type Evidence } from '../domain/evidence.ts';
import { KEPT, PENDING, toEvidence } from './evidence.ts';
import type { Database } from './tables.ts';

/** The last of its pieces that was destroyed (清除). */
export async function findLastPurged(db: Database, submissionId: string): Promise<Evidence | undefined> {
  const row = await db
    .selectFrom('evidence')
    .selectAll()
    .where('submissionId', '=', submissionId)
    .where('purgedAt', 'is not', null)
    .orderBy('purgedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && toEvidence(row);
}

/** The bytes of these are destroyed (清除); the store is cleared afterwards. */
export async function markPurged(
  db: Database,
  ids: readonly string[],
  about: Pick<Evidence, 'purgedAt' | 'purgedBy' | 'purgeReason'>,
): Promise<void> {
  await db
    .updateTable('evidence')
    .set({
      ...about,
      bytesToRemove: 1,
      // What came as words is nothing but these.
      body: null,
      url: null,
      keptAt: null,
      title: sql<string | null>`case when form = 'file' then title end`,
      docNumber: sql<string | null>`case when form = 'file' then doc_number end`,
      originalName: calledAfterwards('original_name'),
      safeName: calledAfterwards('safe_name'),
    })
    .where('id', 'in', [...ids])
    .execute();
}

function calledAfterwards(column: 'original_name' | 'safe_name') {
  const words = PURGED_WORDS;
  return sql<string>`case form when 'text' then ${words.text} when 'link' then ${words.link} when 'register' then ${words.register} else ${sql.ref(column)} end`;
}

/** Says which bytes a file and its preview are, before they are put away: from then on nobody removes them (清除). */
export async function claimBytes(db: Database, id: string, keys: Pick<Evidence, 'sha256' | 'previewSha256'>): Promise<void> {
  await db.updateTable('evidence').set(keys).where('id', '=', id).where('state', '=', 'pending').execute();
}

/** Whether another piece of evidence is the same bytes, or has them as its preview: kept, or being put away now. */
export async function findHashUse(db: Database, sha256: string): Promise<'kept' | 'pending' | undefined> {
  const row = await db
    .selectFrom('evidence')
    .select('state')
    .where((e) => e.or([e('sha256', '=', sha256), e('previewSha256', '=', sha256)]))
    .where('state', 'in', [...KEPT, PENDING])
    .where('purgedAt', 'is', null)
    .orderBy('state', 'desc') // pending last
    .limit(1)
    .executeTakeFirst();
  return row && (row.state === 'pending' ? 'pending' : 'kept');
}

export async function noteBytesRemoved(db: Database, id: string): Promise<void> {
  await db.updateTable('evidence').set({ bytesToRemove: 0 }).where('id', '=', id).execute();
}

/** Destroyed ones whose bytes are still in the store. */
export async function listBytesToRemove(db: Database, limit: number): Promise<{ id: string }[]> {
  return db.selectFrom('evidence').select('id').where('bytesToRemove', '=', sql.lit(1)).limit(limit).execute();
}
