import { sql } from 'kysely';
import type { AssessmentPlan } from '../domain/plan.ts';
import type { Submission } from '../domain/submission.ts';
import type { Database } from './tables.ts';

export async function insertSubmission(db: Database, submission: Submission): Promise<void> {
  await db.insertInto('submissions').values(submission).execute();
}

export async function updateSubmission(db: Database, id: string, change: Partial<Submission>): Promise<void> {
  await db.updateTable('submissions').set(change).where('id', '=', id).execute();
}

/** A verdict on what the reviewer saw: false when it is no longer `submitted` in that version. */
export async function closeSubmission(
  db: Database,
  { id, version }: Pick<Submission, 'id' | 'version'>,
  state: 'approved' | 'returned' | 'rejected',
): Promise<boolean> {
  const result = await db
    .updateTable('submissions')
    .set({ state })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('state', '=', 'submitted')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** B12. */
export async function findSubmission(db: Database, number: number): Promise<Submission | undefined> {
  return db.selectFrom('submissions').selectAll().where('number', '=', number).executeTakeFirst();
}

export async function findSubmissionById(db: Database, id: string): Promise<Submission | undefined> {
  return db.selectFrom('submissions').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function getSubmission(db: Database, id: string): Promise<Submission> {
  return db.selectFrom('submissions').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

/** As `isLive` has it. Written into the SQL, not bound: only so is the index over the others used. */
export const NOT_LIVE = [sql.lit('withdrawn' as const), sql.lit('rejected' as const)];

/** The one that counts for a deliverable (应报事项). */
export async function findLiveSubmission(db: Database, deliverableId: string): Promise<Submission | undefined> {
  return db
    .selectFrom('submissions')
    .selectAll()
    .where('deliverableId', '=', deliverableId)
    .where('state', 'not in', NOT_LIVE)
    .executeTakeFirst();
}

export async function countSubmitted(db: Database): Promise<number> {
  const row = await db
    .selectFrom('submissions')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('state', '=', 'submitted')
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** What waits for review (待审), oldest number first. `files`: of the version that waits. */
export async function listSubmitted(
  db: Database,
  limit: number,
): Promise<
  {
    id: string;
    number: number;
    version: number;
    taskId: string;
    code: string;
    text: string;
    departmentName: string;
    planState: AssessmentPlan['state'];
    files: number;
  }[]
> {
  const rows = await db
    .selectFrom('submissions')
    .innerJoin('deliverables', 'deliverables.id', 'submissions.deliverableId')
    .innerJoin('tasks', 'tasks.id', 'deliverables.taskId')
    .innerJoin('plans', 'plans.id', 'tasks.planId')
    .innerJoin('departments', 'departments.id', 'submissions.departmentId')
    .select((e) => [
      'submissions.id',
      'submissions.number',
      'submissions.version',
      'tasks.id as taskId',
      'tasks.code',
      'tasks.text',
      'plans.state as planState',
      'departments.name as departmentName',
      e
        .selectFrom('evidence')
        .select((f) => f.fn.countAll<number>().as('files'))
        .whereRef('evidence.submissionId', '=', 'submissions.id')
        .whereRef('evidence.version', '=', 'submissions.version')
        .where('evidence.state', '=', 'stored')
        .as('files'),
    ])
    .where('submissions.state', '=', 'submitted')
    .orderBy('submissions.number')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, files: Number(row.files) }));
}

/** What was handed in for a department's share of an item, withdrawn ones too. */
export async function listOfShare(db: Database, assignmentId: string): Promise<Pick<Submission, 'number' | 'state'>[]> {
  return db
    .selectFrom('submissions')
    .innerJoin('deliverables', 'deliverables.id', 'submissions.deliverableId')
    .select(['submissions.number', 'submissions.state'])
    .where('deliverables.assignmentId', '=', assignmentId)
    .orderBy('submissions.number')
    .execute();
}
