import type { Evidence } from '../domain/evidence.ts';
import { PENDING, STORED, toEvidence } from './evidence.ts';
import type { Database } from './tables.ts';

/** What came with one message, in the order it was sent. */
export async function listEvidenceOfMessage(db: Database, inboundId: string): Promise<Evidence[]> {
  const rows = await db.selectFrom('evidence').selectAll().where('inboundId', '=', inboundId).orderBy('position').execute();
  return rows.map(toEvidence);
}

/** In the order they came. */
export async function listEvidenceOfBurst(db: Database, burstId: string): Promise<Evidence[]> {
  return (await ofBurst(db, burstId).selectAll().execute()).map(toEvidence);
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

/** Another stored piece of a burst that is the same bytes and waits for its item as well. */
export async function findWaitingTwin(
  db: Database,
  { id, burstId }: Pick<Evidence, 'id' | 'burstId'>,
  sha256: string | null,
): Promise<Evidence | undefined> {
  const row = await db
    .selectFrom('evidence')
    .selectAll()
    .where('burstId', '=', burstId)
    .where('sha256', '=', sha256)
    .where('id', '<>', id)
    .where('state', '=', STORED)
    .where('submissionId', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row && toEvidence(row);
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
