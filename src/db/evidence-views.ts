import { inSlices } from './insert-rows.ts';
import type { Database } from './tables.ts';
import type { EvidenceView } from '../domain/evidence.ts';

/** Keeps those that are new; returns the evidence ids of these. */
export async function insertViews(db: Database, views: readonly EvidenceView[]): Promise<string[]> {
  const kept: string[] = [];
  for (const slice of inSlices(views)) {
    const rows = await db
      .insertInto('evidenceViews')
      .values([...slice])
      .onConflict((c) => c.columns(['evidenceId', 'memberId', 'day', 'how']).doNothing())
      .returning('evidenceId')
      .execute();
    kept.push(...rows.map(({ evidenceId }) => evidenceId));
  }
  return kept;
}

export async function hasView(db: Database, { evidenceId, memberId, day, how }: Omit<EvidenceView, 'firstAt'>): Promise<boolean> {
  const row = await db
    .selectFrom('evidenceViews')
    .select('evidenceId')
    .where('evidenceId', '=', evidenceId)
    .where('memberId', '=', memberId)
    .where('day', '=', day)
    .where('how', '=', how)
    .executeTakeFirst();
  return row !== undefined;
}
