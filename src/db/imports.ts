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
  to: Pick<ImportRow, 'state'> & Partial<Pick<ImportRow, 'draft' | 'planId' | 'text'>>,
): Promise<boolean> {
  const result = await db.updateTable('imports').set(to).where('id', '=', id).where('state', '=', from).executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** The table a published plan was read from, as it was read. */
export async function getPublishedDraft(db: Database, planId: string): Promise<PlanDraft> {
  const row = await db.selectFrom('imports').select('draft').where('planId', '=', planId).executeTakeFirst();
  if (row?.draft == null) throw new Error(`plan ${planId} has lost the table it was read from`);
  return JSON.parse(row.draft);
}
