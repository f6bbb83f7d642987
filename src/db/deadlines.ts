import { sql } from 'kysely';
import type { Day } from '../domain/calendar.ts';
import { isRepeated } from '../domain/ladder.ts';
import { insertNew } from './insert-new.ts';
import { inSlices } from './insert-rows.ts';
import type { Database, DeadlineRow, ReminderRow } from './tables.ts';

/** Deadlines (截止日) whose ladder may have come to its next step, the longest waiting first. */
export async function listDueDeadlines(db: Database, now: string): Promise<Day[]> {
  const rows = await db.selectFrom('deadlines').select('dueOn').where('nextAt', '<=', now).orderBy('nextAt').orderBy('dueOn').execute();
  return rows.map(({ dueOn }) => dueOn);
}

export async function listDeadlines(db: Database): Promise<DeadlineRow[]> {
  return db.selectFrom('deadlines').selectAll().orderBy('dueOn').execute();
}

/** Those of them that are still due, in the same order: another process may have decided meanwhile. */
export async function listStillDueDeadlines(db: Database, dueOns: readonly Day[], now: string): Promise<DeadlineRow[]> {
  return db
    .selectFrom('deadlines')
    .selectAll()
    .where('dueOn', 'in', dueOns)
    .where('nextAt', '<=', now)
    .orderBy('nextAt')
    .orderBy('dueOn')
    .execute();
}

/**
 * Something that was decided by itself until `decidedUntil` goes on with its deadline, whose ladder comes to its next step at `nextAt`.
 * A clock ahead of ours may have passed that step for the others: then it is gone through again.
 */
export async function joinDeadline(db: Database, { dueOn, decidedUntil, nextAt }: DeadlineRow): Promise<void> {
  await sql`
    insert into deadlines (due_on, decided_until, next_at) values (${dueOn}, ${decidedUntil}, ${nextAt})
    on conflict (due_on) do update set next_at = excluded.next_at, decided_until =
      case when deadlines.next_at is null or deadlines.decided_until > excluded.decided_until then excluded.decided_until
      else deadlines.decided_until end
    where excluded.next_at is not null and (deadlines.next_at is null or deadlines.next_at > excluded.next_at)`.execute(db);
}

export async function updateDeadline(db: Database, { dueOn, ...change }: DeadlineRow): Promise<void> {
  await db.updateTable('deadlines').set(change).where('dueOn', '=', dueOn).execute();
}

/** Some of what one department owes by a deadline: all between two ids. */
export interface DeadlineShare {
  dueOn: Day;
  departmentId: string;
  firstId: string;
  lastId: string;
  count: number;
}

/** Where the last share ended. */
export type SharePlace = Pick<DeadlineShare, 'dueOn' | 'departmentId' | 'lastId'>;

/** The next so many 应报事项 that go with a deadline, by department. */
export async function listShares(db: Database, { dueOn, departmentId, lastId }: SharePlace, limit: number): Promise<DeadlineShare[]> {
  const { rows } = await sql<DeadlineShare>`
    select ${dueOn} as due_on, department_id, min(id) as first_id, max(id) as last_id, count(*) as count from (
      select department_id, id from deliverables d
      where due_on = ${dueOn} and ${GOES_WITH_DEADLINE} and plan_id in (${OPEN_PLANS})
        and (department_id, id) > (${departmentId}, ${lastId})
      order by department_id, id limit ${sql.lit(limit)}
    ) as next group by department_id order by department_id`.execute(db);
  return rows;
}

/** One rung for one person and all of a share. */
export type SharedReminder = DeadlineShare & Pick<ReminderRow, 'rung' | 'memberId' | 'state' | 'reason'> & { at: string };

/**
 * Records a decision for each 应报事項 of the shares; one that was recorded before changes nothing, nor does a rung from before its day
 * was set.
 */
export async function insertShared(
  db: Database,
  shared: readonly SharedReminder[],
  row: Pick<ReminderRow, 'day' | 'decidedAt'>,
): Promise<void> {
  for (const slice of inSlices(shared).flatMap(inStatements)) {
    const lines = slice.map(
      (one) =>
        sql`(${one.dueOn}, ${one.departmentId}, ${one.firstId}, ${one.lastId}, ${one.memberId}, ${one.rung}, ${one.at}, ${one.state}, ${one.reason})`,
    );
    const isHeard = slice.some(({ state, rung }) => state === 'planned' && isRepeated(rung)) ? HEARD : sql`1 = 0`;
    const insert = sql`
      with told (due_on, department_id, first_id, last_id, member_id, rung, at, state, reason) as (values ${sql.join(lines)})
      insert into reminders (deliverable_id, rung, due_on, member_id, state, reason, day, outbound_id, decided_at, acknowledged)
      select d.id, told.rung, d.due_on, told.member_id,
        case when ${isHeard} then 'skipped' else told.state end, case when ${isHeard} then 'acknowledged' else told.reason end,
        ${row.day}, null, ${row.decidedAt}, 0
      from told cross join deliverables d
      where d.due_on = told.due_on and ${GOES_WITH_DEADLINE} and d.department_id = told.department_id
        and d.id >= told.first_id and d.id <= told.last_id and d.plan_id in (${OPEN_PLANS}) and d.ladder_from <= told.at`;
    await insertNew(db, insert, ['deliverableId', 'rung', 'dueOn', 'memberId']);
  }
}

/** Each with no more rows than one statement is to write. */
function inStatements(shared: readonly SharedReminder[]): SharedReminder[][] {
  const statements: SharedReminder[][] = [];
  let room = 0;
  for (const one of shared) {
    if (one.count > room) {
      statements.push([]);
      room = ROWS_AT_ONCE;
    }
    statements.at(-1)!.push(one);
    room -= one.count;
  }
  return statements;
}

/** One statement for so many: SQLite keeps everybody else waiting meanwhile. No share is larger. */
export const ROWS_AT_ONCE = 4_000;

/** Owed by its deadline, and without a moment of its own. The index over those knows them by these words. */
export const GOES_WITH_DEADLINE = sql`d.due_on is not null and d.starts_on is null and d.state in ('open', 'returned') and d.detached = 0 and d.supplementary = 0 and d.next_reminder_at is null`;

/** Years that are not closed (关闭年度). */
export const OPEN_PLANS = sql`select id from plans where closed_at is null`;

/** 「收到」 was said to the same repetition. Not always asked: SQLite keeps the rows apart before it writes where it reads the same table. */
const HEARD = sql`(told.state = 'planned' and told.rung like 'weekly-%' and exists (
  select 1 from reminders before where before.deliverable_id = d.id and before.due_on = d.due_on
    and before.member_id = told.member_id and before.acknowledged = 1 and before.rung like 'weekly-%'))`;
