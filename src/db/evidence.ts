import { sql, type ExpressionBuilder, type Insertable, type Selectable } from 'kysely';
import type { Evidence, Substance } from '../domain/evidence.ts';
import type { Submission } from '../domain/submission.ts';
import type { Database, Tables } from './tables.ts';

// Written into the SQL, not bound: only so is the index over these rows used.
export const PENDING = sql.lit('pending' as const);
export const STORED = sql.lit('stored' as const);
/** Those whose bytes are kept: what counts, and what was withdrawn (撤回). */
export const KEPT = [STORED, sql.lit('withdrawn' as const)];

/** What is left out is not known yet. */
export async function insertEvidence(db: Database, evidence: Insertable<Tables['evidence']>): Promise<void> {
  await db.insertInto('evidence').values(evidence).execute();
}

export async function findEvidence(db: Database, id: string): Promise<Evidence | undefined> {
  const row = await db.selectFrom('evidence').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toEvidence(row);
}

/** A row as the domain has it. */
export function toEvidence({ findings, ...row }: Selectable<Tables['evidence']>): Evidence {
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
  { findings, ...known }: Partial<Substance & Pick<Evidence, 'originalName' | 'safeName'>>,
): Promise<void> {
  const found = findings === undefined ? {} : { findings: JSON.stringify(findings) };
  await db
    .updateTable('evidence')
    .set({ ...known, ...found })
    .where('id', '=', id)
    .execute();
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
    .where('state', 'in', KEPT)
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

/** All that is kept of a submission (报送), every version and what was withdrawn of it, in the order it came. */
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
    .where('state', 'in', KEPT)
    .orderBy('version')
    .orderBy('receivedAt')
    .orderBy('position')
    .orderBy('id');
}

/**
 * How much there is in a submission. `total`: all that is listed; `ofVersion`: what counts of the version that stands; `unconfirmed`: of
 * these, from which something was read that nobody confirmed; `standing`: neither withdrawn nor destroyed (清除).
 */
export async function countPieces(
  db: Database,
  { id, version }: Pick<Submission, 'id' | 'version'>,
): Promise<Record<'total' | 'ofVersion' | 'unconfirmed' | 'purged' | 'standing', number>> {
  const row = await db
    .selectFrom('evidence')
    .select((e) => [
      e.fn.countAll<number>().as('total'),
      e.fn.countAll<number>().filterWhere('version', '=', version).filterWhere('state', '=', 'stored').as('ofVersion'),
      e.fn
        .countAll<number>()
        .filterWhere('version', '=', version)
        .filterWhere('state', '=', 'stored')
        .filterWhere(unconfirmed)
        .as('unconfirmed'),
      e.fn.countAll<number>().filterWhere('purgedAt', 'is not', null).as('purged'),
      e.fn.countAll<number>().filterWhere('state', '=', 'stored').filterWhere('purgedAt', 'is', null).as('standing'),
    ])
    .where('submissionId', '=', id)
    .where('state', 'in', KEPT)
    .executeTakeFirstOrThrow();
  return {
    total: Number(row.total),
    ofVersion: Number(row.ofVersion),
    unconfirmed: Number(row.unconfirmed),
    purged: Number(row.purged),
    standing: Number(row.standing),
  };
}

/** Member ids of all who handed in a piece of it, the first one first. */
export async function listSenders(db: Database, submissionId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('evidence')
    .select((e) => ['memberId', e.fn.min('receivedAt').as('since')])
    .where('submissionId', '=', submissionId)
    .where('state', 'in', KEPT)
    .groupBy('memberId')
    .orderBy('since')
    .execute();
  return rows.map(({ memberId }) => memberId);
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
    .where('purgedAt', 'is', null)
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

/** Into a submission, or back to waiting for its item. */
export async function assignEvidence(db: Database, ids: readonly string[], to: Pick<Evidence, 'submissionId' | 'version'>): Promise<void> {
  await db
    .updateTable('evidence')
    .set({ submissionId: to.submissionId, version: to.version })
    .where('id', 'in', [...ids])
    .execute();
}

/** Stored, but the same is there already: one of them is enough. */
export async function markRepeated(db: Database, id: string, remark: 'duplicate' | 'new-name'): Promise<void> {
  await db.updateTable('evidence').set({ state: 'refused', remark }).where('id', '=', id).execute();
}

/** 撤回 of one piece. */
export async function markWithdrawn(db: Database, id: string): Promise<void> {
  await db.updateTable('evidence').set({ state: 'withdrawn' }).where('id', '=', id).execute();
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
