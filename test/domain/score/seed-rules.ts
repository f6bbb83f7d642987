import { fileURLToPath } from 'node:url';
import { readFileSync } from 'node:fs';
import type { AdjustmentDraft } from '../../../src/domain/plan-draft.ts';
import { readPlanHere } from '../../../src/importer/read-plan-here.ts';

/** The nine rules of the notice of 2023, as they are imported. */
export async function seedRules(): Promise<(AdjustmentDraft & { id: string; cancelled: 0 })[]> {
  const path = fileURLToPath(new URL('../../data/task-table-2023.docx', import.meta.url));
  const { adjustments } = await readPlanHere({ kind: 'file', name: '', bytes: readFileSync(path) });
  return adjustments.map((rule, index) => ({ ...rule, id: `${rule.kind}-${index}`, cancelled: 0 }));
}
