import type { PlanDraft } from '../domain/plan-draft.ts';
import type { Database, ImportRow } from './tables.ts';

export async function insertImport(db: Database, row: ImportRow): Promise<void> {
  await db.insertInto('imports').values(row).execute();
}

export async function findImport(db: Database, id: string): Promise<ImportRow | undefined> {
  return db.selectFrom('imports').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Tables nobody has read yet, for whoever makes up for a crash. */
export async function listUnreadImports(db: Database): Promise<{ id: string }[]> {
  return db.selectFrom('imports').select('id').where('state', '=', 'reading').execute();
}

/** A person's imports in some states, in the order of the messages they came with: the newest last. */
export async function listImportsOf(
  db: Database,
  memberId: string,
  states: readonly ImportRow['state'][],
): Promise<(ImportRow & { n: number })[]> {
  return db
    .selectFrom('imports')
    .innerJoin('inboundMessages', 'inboundMessages.id', 'imports.inboundId')
    .selectAll('imports')
    .select('inboundMessages.n')
    .where('imports.memberId', '=', memberId)
    .where('imports.state', 'in', states)
    .orderBy('inboundMessages.n')
    .execute();
}

/** One process wins: true for the caller that changed the row. */
export async function changeImport(
  db: Database,
  id: string,
  from: ImportRow['state'],
  to: Pick<ImportRow, 'state'> & Partial<Pick<ImportRow, 'name' | 'draft' | 'shown' | 'planId' | 'revision' | 'text'>>,
): Promise<boolean> {
  const result = await db.updateTable('imports').set(to).where('id', '=', id).where('state', '=', from).executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** The tables a plan was read from, the one in force first. */
export async function listPublishedDrafts(db: Database, planId: string): Promise<{ draft: PlanDraft; name: string; revision: number }[]> {
  const rows = await db
    .selectFrom('imports')
    .select(['draft', 'name', 'revision'])
    .where('planId', '=', planId)
    .where('revision', 'is not', null)
    .orderBy('revision', 'desc')
    .execute();
  if (rows[0]?.draft == null) throw new Error(`plan ${planId} has lost the table it was read from`);
  return rows.flatMap(({ draft, name, revision }) => (draft === null ? [] : [{ draft: JSON.parse(draft), name, revision: revision! }]));
}

/** The table a plan in force was read from, as it was read. */
export async function getPublishedDraft(db: Database, planId: string): Promise<PlanDraft> {
  return (await listPublishedDrafts(db, planId))[0]!.draft;
}

/** The number of the next table of a plan. */
export async function nextRevision(db: Database, planId: string): Promise<number> {
  const row = await db
    .selectFrom('imports')
    .select((e) => e.fn.max('revision').as('last'))
    .where('planId', '=', planId)
    .executeTakeFirst();
  return (row?.last ?? 0) + 1;
}

/** What is answered before 确认导入 changes the waiting draft. */
export async function updatePreview(db: Database, id: string, change: Pick<ImportRow, 'draft' | 'shown'>): Promise<void> {
  await db.updateTable('imports').set(change).where('id', '=', id).where('state', '=', 'preview').execute();
}
