import { sql } from 'kysely';
import { WAITING } from './inbound.ts';
import { UNSENT } from './outbound.ts';
import type { Database } from './tables.ts';

/** What waits, as the operator watches it. Each number comes from an index. */
export interface Backlog {
  /** Messages without an outcome. */
  unanswered: number;
  oldestUnansweredAt: string | null;
  /** Messages not sent yet, also those whose next try is later. */
  unsent: number;
  oldestUnsentAt: string | null;
  /** Files being fetched. */
  pendingEvidence: number;
  /** 应报事项 and deadlines whose next reminder is due and not decided. */
  dueReminders: number;
  /** 报送 that wait for a reviewer. */
  inReview: number;
}

// Written into the SQL, not bound: only so is an index over some rows used.
const state = <S extends string>(value: S) => sql.lit(value);

export async function readBacklog(db: Database, now: string): Promise<Backlog> {
  const inbound = await db
    .selectFrom('inboundMessages')
    .select((e) => [e.fn.countAll<number>().as('count'), e.fn.min<number | null>('n').as('oldest')])
    .where('state', '=', WAITING)
    .executeTakeFirstOrThrow();
  const outbound = await db
    .selectFrom('outboundMessages')
    .select((e) => [e.fn.countAll<number>().as('count'), e.fn.min<number | null>('seq').as('oldest')])
    .where('state', 'in', UNSENT)
    .executeTakeFirstOrThrow();
  return {
    unanswered: inbound.count,
    oldestUnansweredAt: await findReceivedAt(db, inbound.oldest),
    unsent: outbound.count,
    oldestUnsentAt: await findQueuedAt(db, outbound.oldest),
    pendingEvidence: await countOf(db.selectFrom('evidence').where('state', '=', state('pending')).select(COUNT)),
    dueReminders:
      (await countOf(db.selectFrom('deliverables').where('nextReminderAt', '<=', now).select(COUNT))) +
      (await countOf(db.selectFrom('deadlines').where('nextAt', '<=', now).select(COUNT))),
    inReview: await countOf(db.selectFrom('submissions').where('state', '=', state('submitted')).select(COUNT)),
  };
}

const COUNT = sql<number>`count(*)`.as('count');

async function countOf(query: { executeTakeFirstOrThrow(): Promise<{ count: number }> }): Promise<number> {
  return (await query.executeTakeFirstOrThrow()).count;
}

async function findReceivedAt(db: Database, n: number | null): Promise<string | null> {
  if (n === null) return null;
  return (await db.selectFrom('inboundMessages').select('receivedAt').where('n', '=', n).executeTakeFirst())?.receivedAt ?? null;
}

async function findQueuedAt(db: Database, seq: number | null): Promise<string | null> {
  if (seq === null) return null;
  return (await db.selectFrom('outboundMessages').select('createdAt').where('seq', '=', seq).executeTakeFirst())?.createdAt ?? null;
}

/** What went wrong for good: messages that were given up, and the codes of those that could not be sent. */
export interface Failures {
  unanswered: number;
  unsent: { code: string; count: number }[];
}

export async function readFailures(db: Database, since: string): Promise<Failures> {
  const unanswered = db.selectFrom('inboundMessages').where('state', '=', state('failed')).where('receivedAt', '>=', since);
  const unsent = await db
    .selectFrom('outboundMessages')
    .select((e) => [e.fn.coalesce('lastError', sql.lit('unknown')).as('code'), e.fn.countAll<number>().as('count')])
    .where('state', '=', state('failed'))
    .where('failedAt', '>=', since)
    .groupBy('lastError')
    .orderBy('lastError')
    .execute();
  return { unanswered: await countOf(unanswered.select(COUNT)), unsent };
}
