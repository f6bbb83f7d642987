import { sql, type Selectable } from 'kysely';
import type { Burst } from '../domain/evidence.ts';
import type { Database, Tables } from './tables.ts';

// Written into the SQL, not bound: only so is the index over these rows used.
const OPEN = sql.lit(0 as const);

/** Who sends files where: bursts (同一批) are kept apart by it. */
export type BurstPlace = Pick<Burst, 'memberId' | 'channel' | 'roomId'>;

export async function insertBurst(db: Database, burst: Burst): Promise<void> {
  await db.insertInto('bursts').values(toRow(burst)).execute();
}

export async function updateBurst(db: Database, { id, ...burst }: Burst): Promise<void> {
  await db
    .updateTable('bursts')
    .set(toRow({ id, ...burst }))
    .where('id', '=', id)
    .execute();
}

export async function getBurst(db: Database, id: string): Promise<Burst> {
  return toBurst(await db.selectFrom('bursts').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
}

/** The running one of a person in a conversation. */
export async function findOpenBurst(db: Database, place: BurstPlace): Promise<Burst | undefined> {
  const row = await at(db, place).where('ended', '=', OPEN).executeTakeFirst();
  return row && toBurst(row);
}

/** The last one whose files still wait for their item, running or ended. */
export async function findUnclearBurst(db: Database, place: BurstPlace): Promise<Burst | undefined> {
  const row = await at(db, place)
    .where('deliverableId', 'is', null)
    .where((e) =>
      e.exists(
        e
          .selectFrom('evidence')
          .select('evidence.id')
          .whereRef('evidence.burstId', '=', 'bursts.id')
          .where('evidence.state', 'in', ['pending', 'stored'])
          .where('evidence.submissionId', 'is', null),
      ),
    )
    .orderBy('endsAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && toBurst(row);
}

/** The last one of a conversation, running or ended. */
export async function findLastBurst(db: Database, place: BurstPlace): Promise<Burst | undefined> {
  const row = await at(db, place).orderBy('ended').orderBy('endsAt', 'desc').limit(1).executeTakeFirst();
  return row && toBurst(row);
}

/** Running ones whose quiet minutes are over. */
export async function listBurstsToEnd(db: Database, now: string): Promise<Burst[]> {
  const rows = await db.selectFrom('bursts').selectAll().where('ended', '=', OPEN).where('endsAt', '<=', now).orderBy('endsAt').execute();
  return rows.map(toBurst);
}

/** Those of a deliverable (应报事项) that are running, or whose files are still on their way. */
export async function listUnfinishedBursts(db: Database, deliverableId: string): Promise<Burst[]> {
  const rows = await db
    .selectFrom('bursts')
    .selectAll()
    .where('deliverableId', '=', deliverableId)
    .where((e) =>
      e.or([
        e('ended', '=', 0),
        e.exists(
          e
            .selectFrom('evidence')
            .select('evidence.id')
            .whereRef('evidence.burstId', '=', 'bursts.id')
            .where('evidence.state', '=', 'pending'),
        ),
      ]),
    )
    .execute();
  return rows.map(toBurst);
}

/** False when it had ended before. */
export async function endBurst(db: Database, id: string): Promise<boolean> {
  const result = await db.updateTable('bursts').set({ ended: 1 }).where('id', '=', id).where('ended', '=', 0).executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** A reviewer acted: what is sent from now on is another burst. */
export async function endBurstsOf(db: Database, deliverableId: string): Promise<void> {
  await db.updateTable('bursts').set({ ended: 1 }).where('deliverableId', '=', deliverableId).where('ended', '=', OPEN).execute();
}

function at(db: Database, { memberId, channel, roomId }: BurstPlace) {
  return db
    .selectFrom('bursts')
    .selectAll('bursts')
    .where('memberId', '=', memberId)
    .where('channel', '=', channel)
    .where('roomId', '=', roomId);
}

function toBurst({ candidates, problem, ...row }: Selectable<Tables['bursts']>): Burst {
  return { ...row, candidates: JSON.parse(candidates), problem: problem === null ? null : JSON.parse(problem) };
}

function toRow({ candidates, problem, ...burst }: Burst): Tables['bursts'] {
  return { ...burst, candidates: JSON.stringify(candidates), problem: problem === null ? null : JSON.stringify(problem) };
}

/** The year was closed: nothing is handed in for it any more, and what waits for its item is for the current one. */
export async function endBurstsOfPlan(db: Database, planId: string): Promise<void> {
  const ofPlan = db.selectFrom('deliverables').select('id').where('planId', '=', planId);
  await db.updateTable('bursts').set({ ended: 1 }).where('ended', '=', OPEN).where('deliverableId', 'in', ofPlan).execute();
  const year = db.selectFrom('plans').select('year').where('id', '=', planId);
  await db.updateTable('bursts').set({ year: null }).where('deliverableId', 'is', null).where('year', '=', year).execute();
}
