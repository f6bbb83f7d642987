import { insertImport, nextRevision } from '../db/imports.ts';
import type { Calendar } from '../domain/calendar.ts';
import type { DirectoryFile } from '../domain/directory.ts';
import type { PlanDraft } from '../domain/plan-draft.ts';
import { onWorkingDays } from '../domain/working-days.ts';
import { checkDepartments } from '../importer/check-departments.ts';
import { readPlan } from '../importer/read-plan.ts';
import type { Deps } from './deps.ts';
import { inTransaction } from './in-transaction.ts';
import { describeDraft, previewImport, shownOf, type ImportPreviewView } from './preview-import.ts';
import { publishPlan, type PublishOutcome } from './publish-plan.ts';

/** Reads a table from a file, with a warning for each name the directory does not know. Needs no database. */
export async function readPlanFile(
  file: { name: string; bytes: Uint8Array },
  { year, directory, calendar }: { year: number | undefined; directory: DirectoryFile | undefined; calendar: Calendar },
): Promise<{ draft: PlanDraft; shown: PlanDraft }> {
  const draft = onWorkingDays(await readPlan({ kind: 'file', ...file }, year === undefined ? {} : { year }), calendar);
  const unknown = directory === undefined ? [] : checkDepartments(draft, directory.departments);
  return { draft, shown: { ...draft, warnings: [...draft.warnings, ...unknown] } };
}

/** The preview of the command line, after the directory as its file states it. */
export function previewPlanFile(draft: PlanDraft, directory: DirectoryFile): ImportPreviewView & { allShown: boolean } {
  const liaisons = directory.members.filter(({ roles }) => roles.includes('liaison'));
  const described = describeDraft(draft, { departments: directory.departments, liaisons }, Infinity);
  return { ...described, standing: null, closed: false, carried: null, commandLine: true, allShown: true };
}

/**
 * Puts a table into force from the command line (命令行). When its year is in force already, `announce` hears first how the table
 * differs from what it takes the place of.
 */
export async function publishPlanFile(
  deps: Deps,
  name: string,
  draft: PlanDraft,
  announce: (preview: ImportPreviewView) => void,
): Promise<PublishOutcome> {
  const preview = await previewImport(deps, draft);
  if (preview.standing !== null && !preview.standing.identical && !preview.closed) announce(preview);
  return inTransaction(deps, async (tx) => {
    const outcome = await publishPlan(tx, { draft, year: undefined, shown: shownOf(preview), actor: { id: 'cli', source: 'cli' } });
    if (outcome.kind === 'published' || outcome.kind === 'replaced') {
      const { planId } = outcome;
      const from = { inboundId: null, memberId: null, channel: 'cli', roomId: '', attachmentId: null, text: null };
      await insertImport(tx.db, {
        id: tx.newId(),
        ...from,
        name,
        state: 'confirmed',
        explicit: 1,
        draft: JSON.stringify(draft),
        shown: shownOf(preview),
        planId,
        revision: await nextRevision(tx.db, planId),
        createdAt: tx.clock.now().toISOString(),
      });
    }
    return outcome;
  });
}
