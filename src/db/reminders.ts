import { sql } from 'kysely';
import type { Day } from '../domain/calendar.ts';
import { inSlices } from './insert-rows.ts';
import type { Database, NewReminder, ReminderRow } from './tables.ts';

/** Records decisions (提醒); one that was recorded before changes nothing. */
export async function insertReminders(db: Database, rows: readonly NewReminder[]): Promise<void> {
  for (const slice of inSlices(rows)) {
    await db
      .insertInto('reminders')
      .values(slice)
      .onConflict((c) => c.columns(['deliverableId', 'rung', 'dueOn', 'memberId']).doNothing())
      .execute();
  }
}

/** People for whom something is planned and not yet in a message, or was held back on another day. */
export async function listMembersToRemind(db: Database, today: Day): Promise<string[]> {
  const planned = await listPlannedMembers(db);
  const before = await held(db).select('memberId').where('day', '<>', today).distinct().execute();
  return [...new Set([...planned, ...before.map(({ memberId }) => memberId)])].toSorted();
}

/** From one person to the next by the index: a worst morning plans a million rows for a few people. */
async function listPlannedMembers(db: Database): Promise<string[]> {
  const planned = sql`from reminders where state = 'planned' and outbound_id is null`;
  const { rows } = await sql<{ memberId: string }>`
    with recursive member (id) as (
      select min(member_id) ${planned} union all
      select (select min(member_id) ${planned} and member_id > member.id) from member where member.id is not null
    ) select id as member_id from member where id is not null`.execute(db);
  return rows.map(({ memberId }) => memberId);
}

/** What waits for one person's message: what is planned, and what the quota (减负) held back so far; the oldest first. */
export async function listWaitingReminders(db: Database, memberId: string): Promise<ReminderRow[]> {
  const planned: ReminderRow[] = [];
  const next = (after: number) => pageOf(waiting(db), after).selectAll().where('memberId', '=', memberId).execute();
  for await (const page of inPages(next)) planned.push(...page);
  return [...(await listHeldReminders(db, memberId)), ...planned];
}

/** One statement for a worst morning's tens of thousands would keep everybody else waiting. */
async function* inPages<R extends { id: number }>(next: (after: number) => Promise<R[]>): AsyncGenerator<R[]> {
  let page = await next(0);
  while (page.length > 0) {
    yield page;
    page = page.length < PAGE ? [] : await next(page.at(-1)!.id);
  }
}

function pageOf(those: ReturnType<typeof waiting>, after: number) {
  return those.where('reminders.id', '>', after).orderBy('reminders.id').limit(PAGE);
}

const PAGE = 1000;

/** What the quota held back from one person. */
export async function listHeldReminders(db: Database, memberId: string): Promise<ReminderRow[]> {
  return held(db).selectAll().where('memberId', '=', memberId).orderBy('decidedAt').orderBy('id').execute();
}

/** One that waits, and whose duty it is about. */
export interface WaitingReminder {
  row: ReminderRow;
  departmentId: string;
}

/** What kinds of reminders wait for one person: about whose duty, and by which rung. */
export async function listWaitingKinds(db: Database, memberId: string): Promise<{ departmentId: string; rung: string }[]> {
  const kinds = await ofDepartments(held(db), memberId).select('rung').distinct().execute();
  const next = (after: number) =>
    ofDepartments(pageOf(waiting(db), after), memberId)
      .select(['reminders.id', 'rung'])
      .execute();
  for await (const page of inPages(next)) kinds.push(...page);
  return [...new Map(kinds.map((kind) => [`${kind.departmentId} ${kind.rung}`, kind])).values()];
}

/** What waits for one person by these rungs, each with the department whose duty it is about. */
export async function listWaitingDuties(db: Database, memberId: string, rungs: readonly string[]): Promise<WaitingReminder[]> {
  const read = (those: ReturnType<typeof waiting>) =>
    ofDepartments(those, memberId).selectAll('reminders').where('rung', 'in', rungs).orderBy('reminders.id').execute();
  const rows = [...(await read(waiting(db))), ...(await read(held(db)))];
  return rows.map(({ departmentId, ...row }) => ({ row, departmentId }));
}

function ofDepartments(those: ReturnType<typeof waiting>, memberId: string) {
  return those
    .innerJoin('deliverables', 'deliverables.id', 'reminders.deliverableId')
    .select('deliverables.departmentId')
    .where('memberId', '=', memberId);
}

/** How many decisions the quota holds back. */
export async function countHeldReminders(db: Database): Promise<{ reminders: number; members: number }> {
  return held(db)
    .select((e) => [e.fn.countAll<number>().as('reminders'), e.fn.count<number>('memberId').distinct().as('members')])
    .executeTakeFirstOrThrow();
}

// Written into the SQL, not bound: only so is an index over some rows used.
const word = <W extends string>(value: W) => sql.lit(value);

function waiting(db: Database) {
  return db.selectFrom('reminders').where('reminders.state', '=', word('planned')).where('outboundId', 'is', null);
}

function held(db: Database) {
  return db.selectFrom('reminders').where('reminders.state', '=', word('skipped')).where('reason', '=', word('quota'));
}

/** What became of waiting ones, and the message they went into. One that another process put into its message stays there. */
export async function changeReminders(
  db: Database,
  ids: readonly number[],
  change: Partial<Pick<ReminderRow, 'state' | 'reason' | 'decidedAt' | 'outboundId' | 'day'>>,
): Promise<void> {
  for (const slice of inSlices(ids)) {
    await db.updateTable('reminders').set(change).where('id', 'in', slice).where('outboundId', 'is', null).execute();
  }
}

/** What was passed on and not told yet is told to these after all. */
export async function takeBackReminder(
  db: Database,
  { deliverableId, rung, dueOn }: Pick<ReminderRow, 'deliverableId' | 'rung' | 'dueOn'>,
  memberIds: readonly string[],
): Promise<void> {
  await db
    .updateTable('reminders')
    .set({ state: 'planned', reason: null })
    .where('deliverableId', '=', deliverableId)
    .where('rung', '=', rung)
    .where('dueOn', '=', dueOn)
    .where('memberId', 'in', memberIds)
    .where('reason', '=', 'passed-on')
    .execute();
}

/** The message that was to carry them never left: they wait for another one. */
export async function unqueueReminders(db: Database, outboundId: string): Promise<void> {
  await db.updateTable('reminders').set({ outboundId: null }).where('outboundId', '=', outboundId).where('state', '=', 'planned').execute();
}

/** What became of the message that carried these reminders. */
export async function markReminders(db: Database, outboundId: string, state: 'sent' | 'failed', reason: string | null): Promise<void> {
  await db.updateTable('reminders').set({ state, reason }).where('outboundId', '=', outboundId).where('state', '=', 'planned').execute();
}
