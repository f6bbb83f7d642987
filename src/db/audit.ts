import { nextNumber } from './counters.ts';
import type { AuditRow, Database } from './tables.ts';

/** Adds one line to 操作留痕. Inside the transaction that makes the change, so that neither stands without the other. */
export async function insertAudit(db: Database, entry: Omit<AuditRow, 'n'>): Promise<void> {
  await db
    .insertInto('auditEntries')
    .values({ ...entry, n: await nextNumber(db, 'audit') })
    .execute();
}

/** The last entries about an item (第 N 项), of one kind when it is given, newest first. */
export async function listTaskAudit(db: Database, taskId: string, limit: number, action?: string): Promise<AuditRow[]> {
  let query = db.selectFrom('auditEntries').selectAll().where('taskId', '=', taskId);
  if (action !== undefined) query = query.where('action', '=', action);
  return query.orderBy('n', 'desc').limit(limit).execute();
}

/** The last entries about a submission (报送), newest first. */
export async function listSubmissionAudit(db: Database, submissionId: string, limit: number): Promise<AuditRow[]> {
  return db.selectFrom('auditEntries').selectAll().where('submissionId', '=', submissionId).orderBy('n', 'desc').limit(limit).execute();
}

/** The last entries about anything, newest first. */
export async function listAudit(db: Database, limit: number): Promise<AuditRow[]> {
  return db.selectFrom('auditEntries').selectAll().orderBy('n', 'desc').limit(limit).execute();
}
