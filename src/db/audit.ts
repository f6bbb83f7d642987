import { chain, CHAIN_START, type AuditEntry, type ChainedEntry } from '../domain/audit-chain.ts';
import { nextNumber } from './counters.ts';
import type { Database } from './tables.ts';

/** Adds one line to 操作留痕. Inside the transaction that makes the change, so that neither stands without the other. */
export async function insertAudit(db: Database, entry: Omit<AuditEntry, 'n'>): Promise<void> {
  // Its lock holds until the end of the transaction, so the entry before is there and is the last.
  const n = await nextNumber(db, 'audit');
  const before = await db
    .selectFrom('auditEntries')
    .select('hash')
    .where('n', '=', n - 1)
    .executeTakeFirst();
  await db
    .insertInto('auditEntries')
    .values(chain({ ...entry, n }, before?.hash ?? CHAIN_START))
    .execute();
}

/** The last entries about an item (第 N 项), of one kind when it is given, newest first. */
export async function listTaskAudit(db: Database, taskId: string, limit: number, action?: string): Promise<ChainedEntry[]> {
  let query = db.selectFrom('auditEntries').selectAll().where('taskId', '=', taskId);
  if (action !== undefined) query = query.where('action', '=', action);
  return query.orderBy('n', 'desc').limit(limit).execute();
}

/** The last entries about a submission (报送), newest first. */
export async function listSubmissionAudit(db: Database, submissionId: string, limit: number): Promise<ChainedEntry[]> {
  return db.selectFrom('auditEntries').selectAll().where('submissionId', '=', submissionId).orderBy('n', 'desc').limit(limit).execute();
}

/** The last entries about anything, newest first. */
export async function listAudit(db: Database, limit: number): Promise<ChainedEntry[]> {
  return db.selectFrom('auditEntries').selectAll().orderBy('n', 'desc').limit(limit).execute();
}

/** The entries after `n` in their order. */
export async function listAuditAfter(db: Database, n: number, limit: number): Promise<ChainedEntry[]> {
  return db.selectFrom('auditEntries').selectAll().where('n', '>', n).orderBy('n').limit(limit).execute();
}

/** What these entries are about: codes of items and numbers of submissions (报送), by id. */
export async function listAuditSubjects(
  db: Database,
  entries: readonly Pick<AuditEntry, 'taskId' | 'submissionId'>[],
): Promise<{ tasks: ReadonlyMap<string, string>; submissions: ReadonlyMap<string, number> }> {
  const taskIds = entries.flatMap(({ taskId }) => taskId ?? []);
  const submissionIds = entries.flatMap(({ submissionId }) => submissionId ?? []);
  const tasks = taskIds.length === 0 ? [] : await db.selectFrom('tasks').select(['id', 'code']).where('id', 'in', taskIds).execute();
  const submissions =
    submissionIds.length === 0
      ? []
      : await db.selectFrom('submissions').select(['id', 'number']).where('id', 'in', submissionIds).execute();
  return {
    tasks: new Map(tasks.map(({ id, code }) => [id, code])),
    submissions: new Map(submissions.map(({ id, number }) => [id, number])),
  };
}
