import { sql } from 'kysely';
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
