import { sql, type Insertable, type Selectable } from 'kysely';
import type { Evidence, Substance } from '../domain/evidence.ts';
import type { Held } from '../domain/checklist.ts';
import type { Elsewhere } from '../domain/pre-check.ts';
import { NOT_LIVE } from './submissions.ts';
import type { Database, Tables } from './tables.ts';

// Written into the SQL, not bound: only so is the index over these rows used.
const PENDING = sql.lit('pending' as const);

/** What is left out is not known yet. */
export async function insertEvidence(db: Database, evidence: Insertable<Tables['evidence']>): Promise<void> {
  await db.insertInto('evidence').values(evidence).execute();
}

export async function findEvidence(db: Database, id: string): Promise<Evidence | undefined> {
  const row = await db.selectFrom('evidence').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toEvidence(row);
}

function toEvidence({ findings, ...row }: Selectable<Tables['evidence']>): Evidence {
  return { ...row, findings: JSON.parse(findings) };
}

/** One caller wins: true for the one that found it pending. */
export async function settlePending(
  db: Database,
  id: string,
  {
    findings = [],
    ...outcome
  }: Pick<Evidence, 'state' | 'originalName' | 'safeName' | 'size' | 'sha256' | 'mime' | 'remark'> & Partial<Substance>,
): Promise<boolean> {
  const row = { ...outcome, findings: JSON.stringify(findings) };
  const result = await db.updateTable('evidence').set(row).where('id', '=', id).where('state', '=', 'pending').executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** What is known of it by now. */
export async function updateSubstance(
  db: Database,
  id: string,
  known: Partial<Omit<Substance, 'findings'> & Pick<Evidence, 'originalName' | 'safeName'>>,
): Promise<void> {
  await db.updateTable('evidence').set(known).where('id', '=', id).execute();
}

/** What was read from the pieces of the version that stands is right (无误). Returns of how many that had not been said. */
export async function confirmSubstance(db: Database, { id, version }: { id: string; version: number }): Promise<number> {
  const result = await db
    .updateTable('evidence')
    .set({
      madeOnConfirmed: sql<0 | 1>`case when made_on is null then 0 else 1 end`,
      docNumberConfirmed: sql<0 | 1>`case when doc_number is null then 0 else 1 end`,
    })
    .where('submissionId', '=', id)
    .where('version', '=', version)
    .where('state', '=', 'stored')
    .where((e) =>
      e.or([
        e.and([e('madeOn', 'is not', null), e('madeOnConfirmed', '=', 0)]),
        e.and([e('docNumber', 'is not', null), e('docNumberConfirmed', '=', 0)]),
      ]),
    )
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Its place in the list of its 报送, from 1, as `listEvidenceOfSubmission` has it. */
export async function positionOf(db: Database, { id, submissionId, version, receivedAt, position }: Evidence): Promise<number> {
  const row = await db
    .selectFrom('evidence')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('submissionId', '=', submissionId)
    .where('state', '=', 'stored')
    .where(sql<boolean>`(version, received_at, position, id) <= (${version}, ${receivedAt}, ${position}, ${id})`)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Counts a failed try to fetch it, returns how many there were, and has the next one wait until then. */
export async function recordEvidenceFailure(db: Database, id: string, nextAttemptAt: string): Promise<number> {
  const row = await db
    .updateTable('evidence')
    .set((e) => ({ attempts: e('attempts', '+', 1), nextAttemptAt }))
    .where('id', '=', id)
    .returning('attempts')
    .executeTakeFirstOrThrow();
  return row.attempts;
}

/** What would wait beyond `latest` is fetched now. */
export async function hurryEvidence(db: Database, realNow: string, latest: string): Promise<void> {
  await db
    .updateTable('evidence')
    .set({ nextAttemptAt: realNow })
    .where('state', '=', PENDING)
    .where('nextAttemptAt', '>', latest)
    .execute();
}

/** What came with one message, in the order it was sent. */
export async function listEvidenceOfMessage(db: Database, inboundId: string): Promise<Evidence[]> {
  const rows = await db.selectFrom('evidence').selectAll().where('inboundId', '=', inboundId).orderBy('position').execute();
  return rows.map(toEvidence);
}

/** In the order they came. */
export async function listEvidenceOfBurst(db: Database, burstId: string): Promise<Evidence[]> {
  const rows = await db
    .selectFrom('evidence')
    .selectAll()
    .where('burstId', '=', burstId)
    .orderBy('receivedAt')
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map(toEvidence);
}

/** All that is stored of a submission (报送), every version, in the order it came. */
export async function listEvidenceOfSubmission(db: Database, submissionId: string): Promise<Evidence[]> {
  const rows = await db
    .selectFrom('evidence')
    .selectAll()
    .where('submissionId', '=', submissionId)
    .where('state', '=', 'stored')
    .orderBy('version')
    .orderBy('receivedAt')
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map(toEvidence);
}

/** Files on their way into a deliverable (应报事项). */
export async function countPendingFor(db: Database, deliverableId: string): Promise<number> {
  return Number((await pendingIn(db).where('deliverables.id', '=', deliverableId).executeTakeFirstOrThrow()).count);
}

/** Files on their way into anything of a plan. */
export async function countPendingOfPlan(db: Database, planId: string): Promise<number> {
  return Number((await pendingIn(db).where('deliverables.planId', '=', planId).executeTakeFirstOrThrow()).count);
}

function pendingIn(db: Database) {
  return db
    .selectFrom('evidence')
    .innerJoin('bursts', 'bursts.id', 'evidence.burstId')
    .innerJoin('deliverables', 'deliverables.id', 'bursts.deliverableId')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('evidence.state', '=', PENDING);
}

/** What a department has handed in for an item over the whole year, earlier versions too, alike pieces together. */
export async function listHeld(db: Database, taskId: string, departmentId: string): Promise<Held[]> {
  const rows = await db
    .selectFrom('deliverables')
    .innerJoin('submissions', 'submissions.deliverableId', 'deliverables.id')
    .innerJoin('evidence', 'evidence.submissionId', 'submissions.id')
    .select((e) => [
      'evidence.kind',
      'evidence.madeOn',
      e.case().when('evidence.mime', 'like', 'image/%').then(1).else(0).end().as('picture'),
      e.fn.countAll<number>().as('count'),
      e.fn.max('evidence.chars').as('chars'),
    ])
    .where('deliverables.taskId', '=', taskId)
    .where('deliverables.departmentId', '=', departmentId)
    .where('submissions.state', 'not in', NOT_LIVE)
    .where('evidence.state', '=', 'stored')
    .groupBy(['evidence.kind', 'evidence.madeOn', 'picture'])
    .execute();
  return rows.map(({ picture, count, ...row }) => ({ ...row, picture: picture === 1, count: Number(count) }));
}

/** Where the bytes of these were handed in already: in live 报送 of any item, department and year, but not in their own. */
export async function listElsewhere(db: Database, ids: readonly string[]): Promise<(Elsewhere & { departmentId: string })[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('evidence as own')
    .innerJoin('evidence as other', 'other.sha256', 'own.sha256')
    .innerJoin('submissions', 'submissions.id', 'other.submissionId')
    .innerJoin('deliverables', 'deliverables.id', 'submissions.deliverableId')
    .innerJoin('tasks', 'tasks.id', 'deliverables.taskId')
    .innerJoin('departments', 'departments.id', 'submissions.departmentId')
    .select([
      'own.id as evidenceId',
      'submissions.number',
      'tasks.code',
      'departments.id as departmentId',
      'departments.name as department',
    ])
    .where('own.id', 'in', [...ids])
    .whereRef('other.submissionId', '<>', 'own.submissionId')
    .where('other.state', '=', 'stored')
    .where('other.purgedAt', 'is', null)
    .where('submissions.state', 'not in', NOT_LIVE)
    .orderBy('submissions.number')
    .execute();
}

/** Into a submission, or back to waiting for its item. */
export async function assignEvidence(db: Database, ids: readonly string[], to: Pick<Evidence, 'submissionId' | 'version'>): Promise<void> {
  await db
    .updateTable('evidence')
    .set({ submissionId: to.submissionId, version: to.version })
    .where('id', 'in', [...ids])
    .execute();
}

/** Stored, but the same bytes are there already: one of them is enough. */
export async function markDuplicate(db: Database, id: string): Promise<void> {
  await db.updateTable('evidence').set({ state: 'refused', remark: 'duplicate' }).where('id', '=', id).execute();
}

/** Files whose bytes are not settled yet and may be fetched now. */
export async function listPendingEvidence(db: Database, realNow: string, limit: number): Promise<{ id: string }[]> {
  return db
    .selectFrom('evidence')
    .select('id')
    .where('state', '=', PENDING)
    .where((e) => e.or([e('nextAttemptAt', 'is', null), e('nextAttemptAt', '<=', realNow)]))
    .limit(limit)
    .execute();
}

/** The bytes of these are destroyed (清除); the store is cleared afterwards. */
export async function markPurged(
  db: Database,
  ids: readonly string[],
  about: Pick<Evidence, 'purgedAt' | 'purgedBy' | 'purgeReason'>,
): Promise<void> {
  await db
    .updateTable('evidence')
    .set({ ...about, bytesToRemove: 1 })
    .where('id', 'in', [...ids])
    .execute();
}

/** Says which bytes a file is, before they are put away: from then on nobody removes them (清除). */
export async function claimHash(db: Database, id: string, sha256: string): Promise<void> {
  await db.updateTable('evidence').set({ sha256 }).where('id', '=', id).where('state', '=', 'pending').execute();
}

/** Whether another piece of evidence is the same bytes, or has them as its preview: kept, or being put away now. */
export async function findHashUse(db: Database, sha256: string): Promise<'stored' | 'pending' | undefined> {
  const row = await db
    .selectFrom('evidence')
    .select('state')
    .where((e) => e.or([e('sha256', '=', sha256), e('previewSha256', '=', sha256)]))
    .where('state', 'in', ['stored', 'pending'])
    .where('purgedAt', 'is', null)
    .orderBy('state', 'desc') // stored before pending
    .limit(1)
    .executeTakeFirst();
  return row?.state as 'stored' | 'pending' | undefined;
}

export async function noteBytesRemoved(db: Database, id: string): Promise<void> {
  await db.updateTable('evidence').set({ bytesToRemove: 0 }).where('id', '=', id).execute();
}

/** Destroyed ones whose bytes are still in the store. */
export async function listBytesToRemove(db: Database, limit: number): Promise<{ id: string }[]> {
  return db.selectFrom('evidence').select('id').where('bytesToRemove', '=', sql.lit(1)).limit(limit).execute();
}
