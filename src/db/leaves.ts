import type { Day } from '../domain/calendar.ts';
import type { Leave } from '../domain/leave.ts';
import type { Database } from './tables.ts';

/** Everybody who is away on a day (请假). */
export async function listAway(db: Database, day: Day): Promise<Leave[]> {
  return db.selectFrom('leaves').selectAll().where('toDay', '>=', day).where('fromDay', '<=', day).orderBy('toDay').orderBy('id').execute();
}

/** A person's leaves that are not over, the nearest first. */
export async function listLeavesOf(db: Database, memberId: string, today: Day): Promise<Leave[]> {
  return db
    .selectFrom('leaves')
    .selectAll()
    .where('toDay', '>=', today)
    .where('memberId', '=', memberId)
    .orderBy('fromDay')
    .orderBy('id')
    .execute();
}

/** Everybody who is away on one of these days. */
export async function listLeavesBetween(db: Database, { fromDay, toDay }: Pick<Leave, 'fromDay' | 'toDay'>): Promise<Leave[]> {
  return db.selectFrom('leaves').selectAll().where('toDay', '>=', fromDay).where('fromDay', '<=', toDay).orderBy('id').execute();
}

export async function insertLeave(db: Database, leave: Leave): Promise<void> {
  await db.insertInto('leaves').values(leave).execute();
}

/** Back earlier (销假): the last day away is `toDay`. */
export async function shortenLeave(db: Database, id: string, toDay: Day): Promise<void> {
  await db.updateTable('leaves').set({ toDay }).where('id', '=', id).execute();
}

/** Never taken. */
export async function removeLeave(db: Database, id: string): Promise<void> {
  await db.deleteFrom('leaves').where('id', '=', id).execute();
}
