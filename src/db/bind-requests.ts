import { nextNumber } from './counters.ts';
import type { BindRequestRow, Database } from './tables.ts';

/** The request (绑定申请) of an account that nobody has decided yet; an account has one at most. */
export async function findOpenRequest(db: Database, account: { channel: string; accountId: string }): Promise<BindRequestRow | undefined> {
  return db
    .selectFrom('bindRequests')
    .selectAll()
    .where('channel', '=', account.channel)
    .where('accountId', '=', account.accountId)
    .where('state', '=', 'open')
    .executeTakeFirst();
}

/** By its S number. */
export async function findRequest(db: Database, number: number): Promise<BindRequestRow | undefined> {
  return db.selectFrom('bindRequests').selectAll().where('number', '=', number).executeTakeFirst();
}

/** Numbers of all that wait, oldest first. */
export async function listOpenRequests(db: Database, limit: number): Promise<Pick<BindRequestRow, 'number' | 'name'>[]> {
  return db.selectFrom('bindRequests').select(['number', 'name']).where('state', '=', 'open').orderBy('number').limit(limit).execute();
}

/** Returns its S number. */
export async function insertRequest(
  db: Database,
  request: Pick<BindRequestRow, 'channel' | 'accountId' | 'departmentId' | 'name' | 'createdAt'>,
): Promise<number> {
  const number = await nextNumber(db, 'request');
  await db
    .insertInto('bindRequests')
    .values({ ...request, number, state: 'open', decidedBy: null, decidedAt: null, reason: null })
    .execute();
  return number;
}

/** The asker said it again, differently. */
export async function correctRequest(db: Database, number: number, said: Pick<BindRequestRow, 'departmentId' | 'name'>): Promise<void> {
  await db.updateTable('bindRequests').set(said).where('number', '=', number).where('state', '=', 'open').execute();
}

/** One admin wins: true for the caller that decided it. */
export async function decideRequest(
  db: Database,
  number: number,
  decision: Pick<BindRequestRow, 'state' | 'decidedBy' | 'decidedAt' | 'reason'>,
): Promise<boolean> {
  const result = await db
    .updateTable('bindRequests')
    .set(decision)
    .where('number', '=', number)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
