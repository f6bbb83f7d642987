import type { Deliverable } from '../domain/deliverable.ts';
import type { Category, Section, Task } from '../domain/plan.ts';
import type { Review } from '../domain/submission.ts';
import { inSlices } from './insert-rows.ts';
import { NOT_LIVE } from './submissions.ts';
import type { Database } from './tables.ts';

/** Items of a plan as the ledger (台账) has them: those in force in table order, then cancelled ones something was handed in for. */
export async function listLedgerTaskIds(db: Database, planId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('tasks')
    .select('tasks.id')
    .where('planId', '=', planId)
    .where(({ eb, or, exists, selectFrom }) => {
      const handedIn = selectFrom('deliverables')
        .innerJoin('submissions', 'submissions.deliverableId', 'deliverables.id')
        .select('submissions.id')
        .whereRef('deliverables.taskId', '=', 'tasks.id')
        .where('submissions.state', 'not in', NOT_LIVE);
      return or([eb('cancelled', '=', 0), exists(handedIn)]);
    })
    .orderBy('cancelled')
    .orderBy('position')
    .orderBy('tasks.id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Whether the headings of a plan's table have a second level (考评内容). A category without has one section of its name. */
export async function hasSections(db: Database, planId: string): Promise<boolean> {
  const row = await db
    .selectFrom('sections')
    .innerJoin('categories', 'categories.id', 'sections.categoryId')
    .select('sections.id')
    .where('planId', '=', planId)
    .whereRef('sections.name', '<>', 'categories.name')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** What the cells of a plan's table are called beside headings and text, in table order. */
export async function listSourceLabels(db: Database, planId: string): Promise<string[]> {
  const labels = new Set<string>();
  const rows = db.selectFrom('tasks').select('source').where('planId', '=', planId).where('cancelled', '=', 0).orderBy('position');
  for (const { source } of await rows.execute()) for (const { label } of JSON.parse(source) as Task['source']) labels.add(label);
  return [...labels];
}

/** An item with its headings. */
export interface LedgerTaskRow extends Pick<Task, 'id' | 'code' | 'text' | 'points' | 'completion' | 'quotas' | 'source' | 'cancelled'> {
  category: Pick<Category, 'id' | 'name' | 'points' | 'position'>;
  section: Pick<Section, 'id' | 'name' | 'points'>;
}

export async function listLedgerTasks(db: Database, ids: readonly string[]): Promise<LedgerTaskRow[]> {
  const rows = await db
    .selectFrom('tasks')
    .innerJoin('categories', 'categories.id', 'tasks.categoryId')
    .innerJoin('sections', 'sections.id', 'tasks.sectionId')
    .select(['tasks.id', 'code', 'text', 'tasks.points', 'completion', 'quotas', 'source', 'cancelled', 'tasks.categoryId', 'sectionId'])
    .select(['categories.name as categoryName', 'categories.points as categoryPoints', 'categories.position as categoryPosition'])
    .select(['sections.name as sectionName', 'sections.points as sectionPoints'])
    .where('tasks.id', 'in', [...ids])
    .execute();
  return rows.map((row) => ({
    ...row,
    quotas: JSON.parse(row.quotas) as Task['quotas'],
    source: JSON.parse(row.source) as Task['source'],
    category: { id: row.categoryId, name: row.categoryName, points: row.categoryPoints, position: row.categoryPosition },
    section: { id: row.sectionId, name: row.sectionName, points: row.sectionPoints },
  }));
}

/** A department's share of an item with one 应报事项 of it and what counts for it; without a department (待认领) it has none. */
export interface LedgerShareRow extends Pick<Deliverable, 'taskId'> {
  assignmentId: string;
  name: string;
  deliverable:
    | (Pick<Deliverable, 'state' | 'awarded' | 'dueOn' | 'milestoneId' | 'supplementary' | 'detached' | 'waiver'> & {
        milestoneName: string | null;
      })
    | null;
  submission: { id: string; number: number; version: number } | null;
}

/** In the order of the cell, then of the checkpoints. */
export async function listLedgerShares(db: Database, taskIds: readonly string[]): Promise<LedgerShareRow[]> {
  const rows = await db
    .selectFrom('assignments')
    .leftJoin('deliverables', 'deliverables.assignmentId', 'assignments.id')
    .leftJoin('departments', 'departments.id', 'deliverables.departmentId')
    .leftJoin('milestones', 'milestones.id', 'deliverables.milestoneId')
    .leftJoin('submissions', (join) =>
      join.onRef('submissions.deliverableId', '=', 'deliverables.id').on('submissions.state', 'not in', NOT_LIVE),
    )
    .select(['assignments.id as assignmentId', 'assignments.taskId', 'assignments.label', 'departments.name as departmentName'])
    .select(['deliverables.state', 'awarded', 'deliverables.dueOn', 'deliverables.milestoneId', 'supplementary', 'detached', 'waiver'])
    .select(['milestones.name as milestoneName', 'submissions.id as submissionId', 'number', 'version'])
    .where('assignments.taskId', 'in', [...taskIds])
    // Given up before anything was owed for it: nobody's any more.
    .where((e) => e.or([e('deliverables.id', 'is not', null), e('givenUp', '=', 0)]))
    .orderBy('assignments.position')
    .orderBy('assignments.id')
    .orderBy('milestones.dueOn', (o) => o.asc().nullsLast())
    .orderBy('deliverables.id')
    .execute();
  return rows.map(({ assignmentId, taskId, label, departmentName, submissionId, number, version, ...rest }) => {
    const { state, awarded, dueOn, milestoneId, supplementary, detached, waiver, milestoneName } = rest;
    return {
      assignmentId,
      taskId,
      name: departmentName ?? label,
      deliverable:
        state === null
          ? null
          : { state, awarded, dueOn, milestoneId, supplementary: supplementary!, detached: detached!, waiver, milestoneName },
      submission: submissionId === null ? null : { id: submissionId, number: number!, version: version! },
    };
  });
}

/** What is stored of all that counts for these items, every version, in the order it came. */
export async function listLedgerEvidence(db: Database, taskIds: readonly string[]) {
  const rows = [];
  for (const ids of inSlices(await listLedgerEvidenceIds(db, taskIds))) {
    const some = await db
      .selectFrom('evidence')
      .select(['id', 'submissionId', 'version', 'form', 'originalName', 'safeName', 'size', 'sha256'])
      .select(['title', 'url', 'body', 'keptAt', 'caption', 'docNumber', 'place', 'sourceDepartment', 'pages'])
      .select(['madeOn', 'madeOnFrom', 'madeOnConfirmed'])
      .select(['kind', 'mime', 'chars', 'purgedAt', 'purgeReason'])
      .where('id', 'in', ids)
      .execute();
    const byId = new Map(some.map((row) => [row.id, row]));
    rows.push(...ids.flatMap((id) => byId.get(id) ?? []));
  }
  return rows;
}

/** An item may have thousands of pieces: all they say is not read at once. */
async function listLedgerEvidenceIds(db: Database, taskIds: readonly string[]): Promise<string[]> {
  const rows = await liveSubmissions(db, taskIds)
    .innerJoin('evidence', 'evidence.submissionId', 'submissions.id')
    .select('evidence.id')
    .where('evidence.state', '=', 'stored')
    .orderBy('evidence.version')
    .orderBy('receivedAt')
    .orderBy('evidence.position')
    .orderBy('evidence.id')
    .execute();
  return rows.map(({ id }) => id);
}

/** The returns (退回补正) of all that counts for these items, the first one first. */
export async function listLedgerReturns(
  db: Database,
  taskIds: readonly string[],
): Promise<Pick<Review, 'submissionId' | 'reason' | 'comment'>[]> {
  return liveSubmissions(db, taskIds)
    .innerJoin('reviews', 'reviews.submissionId', 'submissions.id')
    .select(['reviews.submissionId', 'reason', 'comment'])
    .where('verdict', '=', 'return')
    .orderBy('reviewedAt')
    .execute();
}

/** Who approved (审核通过) what counts for these items, the first verdict first. */
export async function listLedgerApprovals(
  db: Database,
  taskIds: readonly string[],
): Promise<{ submissionId: string; by: string; at: string }[]> {
  return liveSubmissions(db, taskIds)
    .innerJoin('reviews', 'reviews.submissionId', 'submissions.id')
    .innerJoin('members', 'members.id', 'reviews.reviewerId')
    .select(['reviews.submissionId', 'members.name as by', 'reviewedAt as at'])
    .where('submissions.state', '=', 'approved')
    .where('verdict', '=', 'approve')
    .orderBy('reviewedAt')
    .execute();
}

function liveSubmissions(db: Database, taskIds: readonly string[]) {
  return db
    .selectFrom('deliverables')
    .innerJoin('submissions', 'submissions.deliverableId', 'deliverables.id')
    .where('deliverables.taskId', 'in', [...taskIds])
    .where('submissions.state', 'not in', NOT_LIVE);
}
