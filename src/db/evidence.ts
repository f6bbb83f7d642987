import { sql, type ExpressionBuilder, type Insertable, type Selectable } from 'kysely';
import type { Evidence, Substance } from '../domain/evidence.ts';
import type { Held } from '../domain/checklist.ts';
import type { Elsewhere } from '../domain/pre-check.ts';
import type { Submission } from '../domain/submission.ts';
import { NOT_LIVE } from './submissions.ts';
import type { Database, Tables } from './tables.ts';

// Written into the SQL, not bound: only so is the index over these rows used.
const PENDING = sql.lit('pending' as const);
const STORED = sql.lit('stored' as const);

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
    .where(unconfirmed)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

function unconfirmed(e: ExpressionBuilder<Tables, 'evidence'>) {
  return e.or([
    e.and([e('madeOn', 'is not', null), e('madeOnConfirmed', '=', 0)]),
    e.and([e('docNumber', 'is not', null), e('docNumberConfirmed', '=', 0)]),
  ]);
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
  return (await ofBurst(db, burstId).selectAll().execute()).map(toEvidence);
}

/** All that is stored of a submission (报送), every version, in the order it came. */
export async function listEvidenceOfSubmission(db: Database, submissionId: string): Promise<Evidence[]> {
  return (await inSubmission(db, submissionId).selectAll().execute()).map(toEvidence);
}

/** A page of it; `offset` from 0. */
export async function listEvidencePage(db: Database, submissionId: string, offset: number, limit: number): Promise<Evidence[]> {
  const rows = await inSubmission(db, submissionId).selectAll().offset(offset).limit(limit).execute();
  return rows.map(toEvidence);
}

function inSubmission(db: Database, submissionId: string) {
  return db
    .selectFrom('evidence')
    .where('submissionId', '=', submissionId)
    .where('state', '=', 'stored')
    .orderBy('version')
    .orderBy('receivedAt')
    .orderBy('position')
    .orderBy('id');
}

/** How much there is in a submission. `unconfirmed`: pieces of the version that stands from which something was read that nobody confirmed. */
export async function countPieces(
  db: Database,
  { id, version }: Pick<Submission, 'id' | 'version'>,
): Promise<{ total: number; ofVersion: number; unconfirmed: number; purged: number }> {
  const row = await db
    .selectFrom('evidence')
    .select((e) => [
      e.fn.countAll<number>().as('total'),
      e.fn.countAll<number>().filterWhere('version', '=', version).as('ofVersion'),
      e.fn.countAll<number>().filterWhere('version', '=', version).filterWhere(unconfirmed).as('unconfirmed'),
      e.fn.countAll<number>().filterWhere('purgedAt', 'is not', null).as('purged'),
    ])
    .where('submissionId', '=', id)
    .where('state', '=', 'stored')
    .executeTakeFirstOrThrow();
  return { total: Number(row.total), ofVersion: Number(row.ofVersion), unconfirmed: Number(row.unconfirmed), purged: Number(row.purged) };
}

/** Member ids of all who handed in a piece of it, the first one first. */
export async function listSenders(db: Database, submissionId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('evidence')
    .select((e) => ['memberId', e.fn.min('receivedAt').as('since')])
    .where('submissionId', '=', submissionId)
    .where('state', '=', 'stored')
    .groupBy('memberId')
    .orderBy('since')
    .execute();
  return rows.map(({ memberId }) => memberId);
}

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

/** Of a burst: those that are stored and not in a submission yet. */
export async function listWaitingOfBurst(db: Database, burstId: string): Promise<Evidence[]> {
  const rows = await ofBurst(db, burstId).selectAll().where('state', '=', STORED).where('submissionId', 'is', null).execute();
  return rows.map(toEvidence);
}

/** How many pieces of a burst are stored, and how many on their way. */
export async function countOfBurst(db: Database, burstId: string): Promise<{ stored: number; pending: number }> {
  const row = await db
    .selectFrom('evidence')
    .select((e) => [
      e.fn.countAll<number>().filterWhere('state', '=', 'stored').as('stored'),
      e.fn.countAll<number>().filterWhere('state', '=', PENDING).as('pending'),
    ])
    .where('burstId', '=', burstId)
    .executeTakeFirstOrThrow();
  return { stored: Number(row.stored), pending: Number(row.pending) };
}

/** Whether a piece of a burst is in a submission. */
export async function isBurstIn(db: Database, burstId: string, submissionId: string): Promise<boolean> {
  const row = await db
    .selectFrom('evidence')
    .select('id')
    .where('burstId', '=', burstId)
    .where('submissionId', '=', submissionId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether a file of a message is on its way. */
export async function isMessagePending(db: Database, inboundId: string): Promise<boolean> {
  const row = await db
    .selectFrom('evidence')
    .select('id')
    .where('inboundId', '=', inboundId)
    .where('state', '=', PENDING)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether other stored pieces of a burst are the same bytes and wait for their item as well. */
export async function isWaitingTwice(
  db: Database,
  { id, burstId }: Pick<Evidence, 'id' | 'burstId'>,
  sha256: string | null,
): Promise<boolean> {
  const row = await db
    .selectFrom('evidence')
    .select('id')
    .where('burstId', '=', burstId)
    .where('sha256', '=', sha256)
    .where('id', '<>', id)
    .where('state', '=', STORED)
    .where('submissionId', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Pieces of a version that are the same bytes as one of these. Looked for by hash: there are few, and may be thousands in the version. */
export async function listSameBytes(
  db: Database,
  { id, version }: Pick<Submission, 'id' | 'version'>,
  hashes: readonly string[],
): Promise<Evidence[]> {
  if (hashes.length === 0) return [];
  const rows = await db
    .selectFrom('evidence')
    .selectAll()
    .where('sha256', 'in', [...hashes])
    .where('state', '=', STORED)
    .execute();
  return rows.map(toEvidence).filter((one) => one.submissionId === id && one.version === version);
}

/** Pieces of a version that came as words. */
export async function listTyped(db: Database, { id, version }: Pick<Submission, 'id' | 'version'>): Promise<Evidence[]> {
  const rows = await db
    .selectFrom('evidence')
    .selectAll()
    .where('submissionId', '=', id)
    .where('version', '=', version)
    .where('state', '=', STORED)
    .where('form', '<>', 'file')
    .execute();
  return rows.map(toEvidence);
}

function ofBurst(db: Database, burstId: string) {
  return db.selectFrom('evidence').where('burstId', '=', burstId).orderBy('receivedAt').orderBy('position').orderBy('id');
}

/** Whether files are on their way into a deliverable (应报事项). */
export async function isPendingFor(db: Database, deliverableId: string): Promise<boolean> {
  const row = await db
    .selectFrom('evidence')
    .innerJoin('bursts', 'bursts.id', 'evidence.burstId')
    .select('evidence.id')
    .where('bursts.deliverableId', '=', deliverableId)
    .where('evidence.state', '=', PENDING)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Files on their way into anything of a plan. */
export async function countPendingOfPlan(db: Database, planId: string): Promise<number> {
  const row = await db
    .selectFrom('evidence')
    .innerJoin('bursts', 'bursts.id', 'evidence.burstId')
    .innerJoin('deliverables', 'deliverables.id', 'bursts.deliverableId')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('evidence.state', '=', PENDING)
    .where('deliverables.planId', '=', planId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
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
  return (
    db
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
      // 也用于 is said, not found.
      .where(sql<boolean>`coalesce(other.used_from, other.id) <> coalesce(own.used_from, own.id)`)
      .where('other.state', '=', 'stored')
      .where('other.purgedAt', 'is', null)
      .where('submissions.state', 'not in', NOT_LIVE)
      .orderBy('submissions.number')
      .execute()
  );
}

/** A piece as it counts for another item (也用于); `number` and `state` are its 报送's. */
export interface PieceUse extends Pick<Evidence, 'id' | 'usedFrom' | 'submissionId' | 'purgedAt'>, Pick<Submission, 'number' | 'state'> {
  code: string;
}

/** Pieces that share their bytes with one of these by 也用于, these not among them, each with where it counts; withdrawn ones too. */
export async function listUses(db: Database, pieces: readonly Pick<Evidence, 'id' | 'usedFrom'>[]): Promise<PieceUse[]> {
  if (pieces.length === 0) return [];
  const origins = [...new Set(pieces.map(({ id, usedFrom }) => usedFrom ?? id))];
  const rows = await db
    .selectFrom('evidence')
    .innerJoin('submissions', 'submissions.id', 'evidence.submissionId')
    .innerJoin('deliverables', 'deliverables.id', 'submissions.deliverableId')
    .innerJoin('tasks', 'tasks.id', 'deliverables.taskId')
    .select([
      'evidence.id',
      'evidence.usedFrom',
      'evidence.submissionId',
      'evidence.purgedAt',
      'submissions.number',
      'submissions.state',
      'tasks.code',
    ])
    .where((e) => e.or([e('evidence.usedFrom', 'in', origins), e('evidence.id', 'in', origins)]))
    .where('evidence.state', '=', 'stored')
    .orderBy('submissions.number')
    .execute();
  const own = new Set(pieces.map(({ id }) => id));
  return rows.filter(({ id }) => !own.has(id));
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
    .set({
      ...about,
      bytesToRemove: 1,
      // The words of a text are its bytes, and what it was called by begins them.
      body: null,
      title: sql<string | null>`case when form = 'text' then null else title end`,
      originalName: sql<string>`case when form = 'text' then '文字' else original_name end`,
      safeName: sql<string>`case when form = 'text' then '文字' else safe_name end`,
    })
    .where('id', 'in', [...ids])
    .execute();
}

/** Says which bytes a file and its preview are, before they are put away: from then on nobody removes them (清除). */
export async function claimBytes(db: Database, id: string, keys: Pick<Evidence, 'sha256' | 'previewSha256'>): Promise<void> {
  await db.updateTable('evidence').set(keys).where('id', '=', id).where('state', '=', 'pending').execute();
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
