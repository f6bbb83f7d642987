import { sql, type Selectable } from 'kysely';
import { nextNumber } from './counters.ts';
import type { Database, RequestRow } from './tables.ts';

// Written into the SQL, not bound: only so is the index over these rows used.
const OPEN = sql.lit('open' as const);

/** 申请 as it is made. */
export type NewRequest = Omit<RequestRow, 'number' | 'state' | 'decidedBy' | 'decidedAt' | 'decisionReason'>;

/** What tells one matter from another: the same one has one open request at most. */
export type RequestMatter = Partial<Pick<RequestRow, 'kind' | 'channel' | 'accountId' | 'departmentId' | 'taskId' | 'deliverableId'>>;

/** The one about this that nobody has decided yet. */
export async function findOpenRequest(db: Database, matter: RequestMatter): Promise<RequestRow | undefined> {
  let query = open(db).selectAll();
  for (const [column, value] of Object.entries(matter)) query = query.where(column as keyof RequestMatter, '=', value);
  return query.orderBy('number').executeTakeFirst();
}

/** By its S number. */
export async function findRequest(db: Database, number: number): Promise<RequestRow | undefined> {
  return db.selectFrom('requests').selectAll().where('number', '=', number).executeTakeFirst();
}

/** All that wait, oldest first; those of one person when one is given. */
export async function listOpenRequests(db: Database, limit: number, memberId?: string): Promise<Selectable<RequestRow>[]> {
  let query = open(db).selectAll();
  if (memberId !== undefined) query = query.where('memberId', '=', memberId);
  return query.orderBy('number').limit(limit).execute();
}

export async function countOpenRequests(db: Database, memberId?: string): Promise<number> {
  let query = open(db).select((e) => e.fn.countAll<number>().as('count'));
  if (memberId !== undefined) query = query.where('memberId', '=', memberId);
  return Number((await query.executeTakeFirstOrThrow()).count);
}

function open(db: Database) {
  return db.selectFrom('requests').where('state', '=', OPEN);
}

/** Returns its S number. */
export async function insertRequest(db: Database, request: NewRequest): Promise<number> {
  const number = await nextNumber(db, 'request');
  await db
    .insertInto('requests')
    .values({ ...request, number, state: 'open', decidedBy: null, decidedAt: null, decisionReason: null })
    .execute();
  return number;
}

/** The asker said it again, differently. */
export async function correctRequest(db: Database, number: number, said: Partial<NewRequest>): Promise<void> {
  await db.updateTable('requests').set(said).where('number', '=', number).where('state', '=', 'open').execute();
}

/** One decides: true for the caller that did. */
export async function decideRequest(
  db: Database,
  number: number,
  decision: Pick<RequestRow, 'state' | 'decidedBy' | 'decidedAt' | 'decisionReason'>,
): Promise<boolean> {
  const result = await db.updateTable('requests').set(decision).where('number', '=', number).where('state', '=', 'open').executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
