import { insertImport } from '../db/imports.ts';
import type { DirectoryFile } from '../domain/directory.ts';
import type { PlanDraft } from '../domain/plan-draft.ts';
import { readPlan } from '../importer/read-plan.ts';
import type { Deps } from './deps.ts';
import { inTransaction } from './in-transaction.ts';
import { describeDraft, unknownDepartments, type ImportPreviewView } from './preview-import.ts';
import { publishPlan, type PublishOutcome } from './publish-plan.ts';

/** Reads a table from a file, with a warning for each name the directory does not know. Needs no database. */
export async function readPlanFile(
  file: { name: string; bytes: Uint8Array },
  { year, directory }: { year: number | undefined; directory: DirectoryFile | undefined },
): Promise<{ draft: PlanDraft; shown: PlanDraft }> {
  const draft = await readPlan({ kind: 'file', ...file }, year === undefined ? {} : { year });
  const unknown = directory === undefined ? [] : unknownDepartments(draft, directory.departments);
  return { draft, shown: { ...draft, warnings: [...draft.warnings, ...unknown] } };
}

/** The preview of the command line, after the directory as its file states it. */
export function previewPlanFile(draft: PlanDraft, directory: DirectoryFile): ImportPreviewView {
  const liaisons = directory.members.filter(({ roles }) => roles.includes('liaison'));
  return { ...describeDraft(draft, { departments: directory.departments, liaisons }), standing: null, commandLine: true };
}

/** Puts a table into force from the command line (命令行). */
export async function publishPlanFile(deps: Deps, name: string, draft: PlanDraft): Promise<PublishOutcome> {
  return inTransaction(deps, async (tx) => {
    const outcome = await publishPlan(tx, draft, undefined, { id: 'cli', source: 'cli' });
    if (!outcome.unchanged) {
      const { planId } = outcome;
      const from = { inboundId: null, memberId: null, channel: 'cli', roomId: '', attachmentId: null, text: null };
      const createdAt = tx.clock.now().toISOString();
      await insertImport(tx.db, {
        id: tx.newId(),
        ...from,
        name,
        state: 'confirmed',
        explicit: 1,
        draft: JSON.stringify(draft),
        planId,
        createdAt,
      });
    }
    return outcome;
  });
}
