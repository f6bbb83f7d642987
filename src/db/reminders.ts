import { sql } from 'kysely';
import type { Day } from '../domain/calendar.ts';
import type { Deliverable } from '../domain/deliverable.ts';
import { inSlices } from './insert-rows.ts';
import type { Database, ReminderRow } from './tables.ts';

/** 应报事项 whose next reminder may be due, the longest waiting first. */
export async function listDueIds(db: Database, now: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('deliverables')
    .select('id')
    .where('nextReminderAt', '<=', now)
    .orderBy('nextReminderAt')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Those of them that are still due: another process may have decided meanwhile. */
export async function listStillDue(db: Database, ids: readonly string[], now: string): Promise<Deliverable[]> {
  return db.selectFrom('deliverables').selectAll().where('id', 'in', ids).where('nextReminderAt', '<=', now).execute();
}

/** A 报送 that waits for review. */
export interface Waiting {
  /** When it was handed in, or opened again. */
  since: string;
  /** Members who handed in a file of it: nobody reviews their own. */
  senders: Set<string>;
}

/** What waits for review there. */
export async function listWaiting(db: Database, deliverableIds: readonly string[]): Promise<Map<string, Waiting>> {
  const waiting = new Map<string, Waiting>();
  for (const slice of inSlices(deliverableIds)) {
    const submitted = db
      .selectFrom('submissions')
      .where('submissions.deliverableId', 'in', slice)
      .where('submissions.state', '=', sql.lit('submitted' as const));
    const since = await submitted
      .leftJoin('reviews', (join) => join.onRef('reviews.submissionId', '=', 'submissions.id').on('reviews.verdict', '=', 'reopen'))
      .select((e) => ['deliverableId', 'memberId', 'submittedAt', e.fn.max<string | null>('reviewedAt').as('reopenedAt')])
      .groupBy(['deliverableId', 'memberId', 'submittedAt'])
      .execute();
    for (const { deliverableId, memberId, submittedAt, reopenedAt } of since) {
      const [, latest] = [submittedAt ?? '', reopenedAt ?? ''].toSorted();
      waiting.set(deliverableId, { since: latest!, senders: new Set([memberId]) });
    }
    const files = await submitted
      .innerJoin('evidence', 'evidence.submissionId', 'submissions.id')
      .select(['submissions.deliverableId', 'evidence.memberId'])
      .distinct()
      .execute();
    for (const { deliverableId, memberId } of files) waiting.get(deliverableId)?.senders.add(memberId);
  }
  return waiting;
}

/** When to look at them again; null: not until something changes. */
export async function setNextReminder(db: Database, ids: readonly string[], nextReminderAt: string | null): Promise<void> {
  await db.updateTable('deliverables').set({ nextReminderAt }).where('id', 'in', ids).execute();
}

/** Rungs decided before, whatever became of them. */
export async function listDecided(
  db: Database,
  deliverableIds: readonly string[],
): Promise<Pick<ReminderRow, 'deliverableId' | 'rung' | 'dueOn'>[]> {
  return db
    .selectFrom('reminders')
    .select(['deliverableId', 'rung', 'dueOn'])
    .where('deliverableId', 'in', deliverableIds)
    .distinct()
    .execute();
}

/** Records decisions (提醒); one that was recorded before changes nothing. */
export async function insertReminders(db: Database, rows: readonly ReminderRow[]): Promise<void> {
  for (const slice of inSlices(rows)) {
    await db
      .insertInto('reminders')
      .values(slice)
      .onConflict((c) => c.columns(['deliverableId', 'rung', 'dueOn', 'memberId']).doNothing())
      .execute();
  }
}

/** Repetitions nobody wants to hear again: 「收到」 was said to one of that due day. */
export async function listAcknowledged(
  db: Database,
  deliverableIds: readonly string[],
): Promise<Pick<ReminderRow, 'deliverableId' | 'rung' | 'dueOn' | 'memberId'>[]> {
  return db
    .selectFrom('reminders')
    .select(['deliverableId', 'rung', 'dueOn', 'memberId'])
    .where('deliverableId', 'in', deliverableIds)
    .where('acknowledged', '=', 1)
    .execute();
}

/** What a person was last told in one message; empty when they never were. */
export async function listLastTold(db: Database, memberId: string): Promise<ReminderRow[]> {
  const last = await toldTo(db, memberId)
    .select('outboundId')
    .orderBy('day', 'desc')
    .orderBy('decidedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last === undefined) return [];
  return toldTo(db, memberId).selectAll().where('outboundId', '=', last.outboundId).orderBy('id').execute();
}

function toldTo(db: Database, memberId: string) {
  return db
    .selectFrom('reminders')
    .where('memberId', '=', memberId)
    .where('outboundId', 'is not', null)
    .where('state', 'in', ['planned', 'sent']);
}

export async function setAcknowledged(db: Database, ids: readonly string[], acknowledged: 0 | 1): Promise<void> {
  for (const slice of inSlices(ids)) await db.updateTable('reminders').set({ acknowledged }).where('id', 'in', slice).execute();
}

/** What a person said 「收到」 to. */
export async function listAcknowledgedBy(db: Database, memberId: string): Promise<ReminderRow[]> {
  return db.selectFrom('reminders').selectAll().where('memberId', '=', memberId).where('acknowledged', '=', 1).orderBy('id').execute();
}

/** People for whom something is planned and not yet in a message, or was held back on another day. */
export async function listMembersToRemind(db: Database, today: Day): Promise<string[]> {
  const planned = await waiting(db).select('memberId').distinct().execute();
  const before = await held(db).select('memberId').where('day', '<>', today).distinct().execute();
  return [...new Set([...planned, ...before].map(({ memberId }) => memberId))].toSorted();
}

/** What waits for one person's message: what is planned, and what the quota (减负) held back so far; the oldest first. */
export async function listWaitingReminders(db: Database, memberId: string): Promise<ReminderRow[]> {
  const planned = await waiting(db).selectAll().where('memberId', '=', memberId).orderBy('decidedAt').orderBy('id').execute();
  return [...(await listHeldReminders(db, memberId)), ...planned];
}

/** What the quota held back from one person. */
export async function listHeldReminders(db: Database, memberId: string): Promise<ReminderRow[]> {
  return held(db).selectAll().where('memberId', '=', memberId).orderBy('decidedAt').orderBy('id').execute();
}

/** One that waits, and whose duty it is about. */
export interface WaitingReminder {
  row: ReminderRow;
  departmentId: string;
}

/** The same, each with the department whose duty it is about. */
export async function listWaitingDuties(db: Database, memberId: string): Promise<WaitingReminder[]> {
  const read = (those: ReturnType<typeof waiting>) =>
    those
      .innerJoin('deliverables', 'deliverables.id', 'reminders.deliverableId')
      .selectAll('reminders')
      .select('deliverables.departmentId')
      .where('memberId', '=', memberId)
      .orderBy('reminders.id')
      .execute();
  const rows = [...(await read(waiting(db))), ...(await read(held(db)))];
  return rows.map(({ departmentId, ...row }) => ({ row, departmentId }));
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

/** Ids of the 应报事项 a person was told of by these messages. */
export async function listToldBy(db: Database, outboundIds: readonly string[]): Promise<Set<string>> {
  const rows = await db.selectFrom('reminders').select('deliverableId').where('outboundId', 'in', outboundIds).distinct().execute();
  return new Set(rows.map(({ deliverableId }) => deliverableId));
}

/** One decision (提醒, 催办) about an item, with what the platform said of its message. */
export type TaskReminder = Pick<ReminderRow, 'rung' | 'dueOn' | 'memberId' | 'state' | 'reason' | 'outboundId' | 'decidedAt'> & {
  department: string;
  receipt: string | null;
};

/** The last decisions about an item, newest first. */
export async function listTaskReminders(db: Database, taskId: string, limit: number): Promise<TaskReminder[]> {
  return db
    .selectFrom('deliverables')
    .innerJoin('reminders', 'reminders.deliverableId', 'deliverables.id')
    .innerJoin('departments', 'departments.id', 'deliverables.departmentId')
    .leftJoin('outboundMessages', 'outboundMessages.id', 'reminders.outboundId')
    .select(['rung', 'reminders.dueOn', 'reminders.memberId', 'reminders.state', 'reason', 'outboundId', 'decidedAt'])
    .select(['departments.name as department', 'receipt'])
    .where('deliverables.taskId', '=', taskId)
    .orderBy('decidedAt', 'desc')
    .orderBy('departments.position')
    .orderBy('reminders.memberId')
    .limit(limit)
    .execute();
}

/** What became of waiting ones, and the message they went into. One that another process put into its message stays there. */
export async function changeReminders(
  db: Database,
  ids: readonly string[],
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

/** Reminders (提醒) of one day for which there was nobody, or no way to the person. */
export interface Untold {
  reason: string;
  /** '' when there is nobody. */
  memberId: string;
  /** What it was about, of one of them. */
  departmentId: string;
  day: Day;
  at: string;
}

/** Reminders decided since then that went into no message: one a person and day, or a department and day where nobody is there. */
export async function listUntold(db: Database, since: string): Promise<Untold[]> {
  const rows = await db
    .selectFrom('reminders')
    .innerJoin('deliverables', 'deliverables.id', 'reminders.deliverableId')
    .select(['reason', 'memberId', 'departmentId', 'day', 'decidedAt as at'])
    .where('reminders.state', '=', word('failed'))
    .where('outboundId', 'is', null)
    .where('decidedAt', '>=', since)
    // 催办: whoever urged was told at once.
    .where('rung', 'not like', 'urge-%')
    .orderBy('decidedAt', 'desc')
    .limit(5_000)
    .execute();
  const keyOf = ({ memberId, departmentId, day }: Pick<Untold, 'memberId' | 'departmentId' | 'day'>): string =>
    `${memberId || departmentId} ${day}`;
  return [...new Map(rows.toReversed().map((row) => [keyOf(row), { ...row, reason: row.reason ?? '' }])).values()].toReversed();
}

/** Rungs that are about the reviewers' work, not the department's. */
const UNREVIEWED = 'unreviewed%';

/** When these people were last sent a reminder of what is owed, 催办 included. */
export async function listLastReminded(db: Database, memberIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('reminders')
    .select((e) => ['memberId', e.fn.max<string>('decidedAt').as('at')])
    .where('memberId', 'in', memberIds)
    .where('state', 'in', ['planned', 'sent'])
    .where('outboundId', 'is not', null)
    .where('rung', 'not like', UNREVIEWED)
    .groupBy('memberId')
    .execute();
  return new Map(rows.map(({ memberId, at }) => [memberId, at]));
}

/** How often each department was reminded of any of these 应报事项. */
export async function countReminded(db: Database, deliverableIds: readonly string[]): Promise<Map<string, number>> {
  const moments = new Map<string, Set<string>>();
  for (const slice of inSlices(deliverableIds)) {
    const rows = await db
      .selectFrom('reminders')
      .innerJoin('deliverables', 'deliverables.id', 'reminders.deliverableId')
      .select(['deliverables.departmentId', 'reminders.decidedAt'])
      .distinct()
      .where('reminders.deliverableId', 'in', slice)
      .where('reminders.state', 'in', ['planned', 'sent'])
      .where('reminders.outboundId', 'is not', null)
      .where('reminders.rung', 'not like', UNREVIEWED)
      .execute();
    // A department's items may be in several slices, told at one moment.
    for (const { departmentId, decidedAt } of rows) moments.set(departmentId, (moments.get(departmentId) ?? new Set()).add(decidedAt));
  }
  return new Map([...moments].map(([departmentId, those]) => [departmentId, those.size]));
}
