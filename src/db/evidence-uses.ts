import { sql } from 'kysely';
import type { Held } from '../domain/checklist.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Elsewhere } from '../domain/pre-check.ts';
import type { Submission } from '../domain/submission.ts';
import { KEPT } from './evidence.ts';
import { NOT_LIVE } from './submissions.ts';
import type { Database } from './tables.ts';

/** What a department has handed in for an item over the whole year, earlier versions too, alike pieces together. */
export async function listHeld(db: Database, taskId: string, departmentId: string): Promise<Held[]> {
  const rows = await db
    .selectFrom('deliverables')
    .innerJoin('submissions', 'submissions.deliverableId', 'deliverables.id')
    .innerJoin('evidence', 'evidence.submissionId', 'submissions.id')
    .select((e) => [
      'evidence.kind',
      'evidence.madeOn',
      e.case().when('evidence.mime', 'like', 'image/%').then(1).else(0).end().as('picture'),
      e.fn.countAll<number>().as('count'),
      e.fn.max('evidence.chars').as('chars'),
    ])
    .where('deliverables.taskId', '=', taskId)
    .where('deliverables.departmentId', '=', departmentId)
    .where('submissions.state', 'not in', NOT_LIVE)
    .where('evidence.state', '=', 'stored')
    .groupBy(['evidence.kind', 'evidence.madeOn', 'picture'])
    .execute();
  return rows.map(({ picture, count, ...row }) => ({ ...row, picture: picture === 1, count: Number(count) }));
}

/** Where the bytes of these were handed in already: in live 报送 of any item, department and year, but not in their own. */
export async function listElsewhere(
  db: Database,
  ids: readonly string[],
): Promise<(Omit<Elsewhere, 'ofYear'> & { taskId: string; departmentId: string })[]> {
  if (ids.length === 0) return [];
  return (
    db
      .selectFrom('evidence as own')
      .innerJoin('evidence as other', 'other.sha256', 'own.sha256')
      .innerJoin('submissions', 'submissions.id', 'other.submissionId')
      .innerJoin('deliverables', 'deliverables.id', 'submissions.deliverableId')
      .innerJoin('tasks', 'tasks.id', 'deliverables.taskId')
      .innerJoin('departments', 'departments.id', 'submissions.departmentId')
      .select([
        'own.id as evidenceId',
        'submissions.number',
        'tasks.id as taskId',
        'tasks.code',
        'departments.id as departmentId',
        'departments.name as department',
      ])
      .where('own.id', 'in', [...ids])
      .whereRef('other.submissionId', '<>', 'own.submissionId')
      // 也用于 is said, not found.
      .where(sql<boolean>`coalesce(other.used_from, other.id) <> coalesce(own.used_from, own.id)`)
      .where('other.state', '=', 'stored')
      .where('other.purgedAt', 'is', null)
      .where('submissions.state', 'not in', NOT_LIVE)
      .orderBy('submissions.number')
      .execute()
  );
}

/** Which of these bring the bytes that their own 报送 was returned with (退回补正): ids. */
export async function listReturnedBytes(db: Database, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('evidence as own')
    .innerJoin('evidence as other', 'other.sha256', 'own.sha256')
    .select('own.id')
    .where('own.id', 'in', [...ids])
    .whereRef('other.submissionId', '=', 'own.submissionId')
    .whereRef('other.version', '<', 'own.version')
    .where('other.state', '=', 'stored')
    .where('other.purgedAt', 'is', null)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** A piece as it counts for another item (也用于); `number` and `state` are its 报送's. */
export interface PieceUse extends Pick<Evidence, 'id' | 'usedFrom' | 'submissionId' | 'purgedAt'>, Pick<Submission, 'number' | 'state'> {
  pieceState: Evidence['state'];
  taskId: string;
  code: string;
}

/** Pieces that share their bytes with one of these by 也用于, these not among them, each with where it counts; withdrawn ones too. */
export async function listUses(db: Database, pieces: readonly Pick<Evidence, 'id' | 'usedFrom'>[]): Promise<PieceUse[]> {
  if (pieces.length === 0) return [];
  const origins = [...new Set(pieces.map(({ id, usedFrom }) => usedFrom ?? id))];
  const rows = await db
    .selectFrom('evidence')
    .innerJoin('submissions', 'submissions.id', 'evidence.submissionId')
    .innerJoin('deliverables', 'deliverables.id', 'submissions.deliverableId')
    .innerJoin('tasks', 'tasks.id', 'deliverables.taskId')
    .select([
      'evidence.id',
      'evidence.usedFrom',
      'evidence.submissionId',
      'evidence.purgedAt',
      'evidence.state as pieceState',
      'submissions.number',
      'submissions.state',
      'tasks.id as taskId',
      'tasks.code',
    ])
    .where((e) => e.or([e('evidence.usedFrom', 'in', origins), e('evidence.id', 'in', origins)]))
    .where('evidence.state', 'in', KEPT)
    .orderBy('submissions.number')
    .execute();
  const own = new Set(pieces.map(({ id }) => id));
  return rows.filter(({ id }) => !own.has(id));
}
