import { changeImport, listImportsOf, nextRevision, updatePreview } from '../db/imports.ts';
import { getPlan } from '../db/plans.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { Actor } from './audit.ts';
import type { Deps } from './deps.ts';
import { publishPlan, type PublishOutcome } from './publish-plan.ts';

/** 确认导入: puts the sender's last preview into force. `year` is needed only when the table names none. */
export async function confirmImport(
  deps: Deps,
  { sender, year, actor }: { sender: Member; year: number | undefined; actor: Actor },
): Promise<PublishOutcome> {
  const row = (await listImportsOf(deps.db, sender.id, ['preview'])).at(-1);
  if (row?.draft == null) return refuseWithoutPreview(deps, sender);
  const outcome = await publishPlan(deps, { draft: JSON.parse(row.draft), year, shown: row.shown, actor });
  if (outcome.kind === 'outdated') {
    await updatePreview(deps.db, row.id, { draft: row.draft, shown: JSON.stringify(outcome.difference) });
    return outcome;
  }
  const settled =
    outcome.kind === 'unchanged'
      ? ({ state: 'cancelled' } as const)
      : ({ state: 'confirmed', planId: outcome.planId, revision: await nextRevision(deps.db, outcome.planId) } as const);
  if (!(await changeImport(deps.db, row.id, 'preview', settled))) throw new Error(`import ${row.id} was settled by somebody else`);
  return outcome;
}

async function refuseWithoutPreview(deps: Deps, sender: Member): Promise<never> {
  const reading = await listImportsOf(deps.db, sender.id, ['reading']);
  if (reading.length > 0) throw new DomainError('import-still-reading', { name: reading.at(-1)!.name });
  const planId = (await listImportsOf(deps.db, sender.id, ['confirmed'])).at(-1)?.planId;
  throw new DomainError('nothing-to-confirm', { year: planId == null ? null : (await getPlan(deps.db, planId)).year });
}
