import { sql } from 'kysely';
import type { Day } from '../domain/calendar.ts';
import { isQuarterRung, isReviewRung } from '../domain/ladder.ts';
import { inSlices } from './insert-rows.ts';
import type { Database, ReminderRow } from './tables.ts';

/** What a person was last told in one message; empty when they never were. */
export async function listLastTold(db: Database, memberId: string): Promise<ReminderRow[]> {
  const last = await messagesTo(db, [memberId])
    .select('outboundMessages.id')
    .where((e) => e.exists(carried(db).select('reminders.id').where('outboundId', '=', sql.ref<string>('outboundMessages.id'))))
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last === undefined) return [];
  return carried(db).selectAll().where('outboundId', '=', last.id).orderBy('id').execute();
}

/** When a message left; undefined: not yet. */
export async function findSentAt(db: Database, outboundId: string): Promise<string | undefined> {
  const row = await db.selectFrom('outboundMessages').select('sentAt').where('id', '=', outboundId).executeTakeFirst();
  return row?.sentAt ?? undefined;
}

/** Reminders (催办 included) queued for them. Written into the SQL, not bound: only so is an index over some rows used. */
function messagesTo(db: Database, memberIds: readonly string[]) {
  return db.selectFrom('outboundMessages').where('purpose', '=', sql.lit('reminder')).where('memberId', 'in', memberIds);
}

/** What went into a message that was not given up. */
function carried(db: Database) {
  return db.selectFrom('reminders').where('reminders.state', 'in', ['planned', 'sent']);
}

export async function setAcknowledged(db: Database, ids: readonly number[], acknowledged: 0 | 1): Promise<void> {
  for (const slice of inSlices(ids)) await db.updateTable('reminders').set({ acknowledged }).where('id', 'in', slice).execute();
}

/** What a person said 「收到」 to. */
export async function listAcknowledgedBy(db: Database, memberId: string): Promise<ReminderRow[]> {
  return db
    .selectFrom('reminders')
    .selectAll()
    .where('memberId', '=', memberId)
    .where('acknowledged', '=', sql.lit(1 as const))
    .orderBy('id')
    .execute();
}

/** The deadline people were last told of each, where they were told one. */
export async function listToldDays(db: Database, deliverableIds: readonly string[]): Promise<Map<string, Day>> {
  const told = new Map<string, Day>();
  for (const slice of inSlices(deliverableIds)) {
    const rows = await carried(db)
      .select(['deliverableId', 'rung', 'dueOn', 'outboundId'])
      .where('deliverableId', 'in', slice)
      .where('dueOn', '<>', '')
      .orderBy('decidedAt')
      .execute();
    for (const { deliverableId, rung, dueOn, outboundId } of rows) {
      // Not asked of the database: PostgreSQL would take the index over those, and go through all that was ever told.
      if (outboundId !== null && !isReviewRung(rung) && !isQuarterRung(rung)) told.set(deliverableId, dueOn);
    }
  }
  return told;
}

/** Ids of the 应报事项 a person was told of by these messages. */
export async function listToldBy(db: Database, outboundIds: readonly string[]): Promise<Set<string>> {
  const rows = await db.selectFrom('reminders').select('deliverableId').where('outboundId', 'in', outboundIds).distinct().execute();
  return new Set(rows.map(({ deliverableId }) => deliverableId));
}

/** Those of the messages that carry nothing but what an admin ordered (催办). */
export async function listOrdered(db: Database, outboundIds: readonly string[]): Promise<Set<string>> {
  const others = db.selectFrom('reminders').select('reminders.id').where('rung', 'not like', 'urge-%');
  const rows = await db
    .selectFrom('outboundMessages')
    .select('id')
    .where('id', 'in', outboundIds)
    .where((e) => e.not(e.exists(others.where('outboundId', '=', sql.ref<string>('outboundMessages.id')))))
    .execute();
  return new Set(rows.map(({ id }) => id));
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
    // Written into the SQL, not bound: only so is an index over some rows used.
    .where('reminders.state', '=', sql.lit('failed' as const))
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
  const rows = await messagesTo(db, memberIds)
    .where((e) =>
      e.exists(
        carried(db)
          .select('reminders.id')
          .where('outboundId', '=', sql.ref<string>('outboundMessages.id'))
          .where('rung', 'not like', UNREVIEWED),
      ),
    )
    .select((e) => ['memberId', e.fn.max<string>('createdAt').as('at')])
    .groupBy('memberId')
    .execute();
  return new Map(rows.map(({ memberId, at }) => [memberId!, at]));
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
