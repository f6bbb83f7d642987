import { listDepartments, listMembersWithRole } from '../db/directory.ts';
import { findPlan } from '../db/plans.ts';
import { createDepartmentResolver, type Department, type Member } from '../domain/directory.ts';
import { previewDraft, type DraftPreview } from '../domain/draft-preview.ts';
import type { PlanDraft } from '../domain/plan-draft.ts';
import { planRows } from '../domain/plan-rows.ts';
import { carryOver, type CarriedView } from './carry-over.ts';
import { compareWithPublished, type DraftDifference } from './compare-with-published.ts';
import type { Deps } from './deps.ts';
import { listQuestions } from './import-questions.ts';

/** The preview before 确认导入: what was read, what an admin should look at, and what it would change. */
export interface ImportPreviewView extends DraftPreview {
  questions: string[];
  moreQuestions: number;
  /** The year is in force already: how this table differs from it. */
  standing: DraftDifference | null;
  /** That year can only be read. */
  closed: boolean;
  /** What a new year takes over from the one before. */
  carried: CarriedView | null;
  /** Confirmed by an option of the command line instead of a word. */
  commandLine: boolean;
}

/** The part of 通讯录 a preview needs: as stored, or as its file says. */
export interface PreviewDirectory {
  departments: readonly Department[];
  liaisons: readonly Pick<Member, 'departments'>[];
}

export async function previewImport(deps: Deps, draft: PlanDraft): Promise<ImportPreviewView> {
  const departments = await listDepartments(deps.db);
  const liaisons = await listMembersWithRole(deps.db, 'liaison');
  const effects = draft.year === null ? { standing: null, closed: false, carried: null } : await previewEffects(deps, draft, draft.year);
  const described = describeDraft(draft, { departments, liaisons });
  const stay = new Set(effects.standing?.ownDates);
  return { ...described, dated: described.dated.filter(({ code }) => !stay.has(code)), ...effects, commandLine: false };
}

async function previewEffects(
  deps: Deps,
  draft: PlanDraft,
  year: number,
): Promise<Pick<ImportPreviewView, 'standing' | 'closed' | 'carried'>> {
  const plan = await findPlan(deps.db, year);
  if (plan !== undefined) {
    const { view } = await compareWithPublished(deps, plan, draft);
    return { standing: view, closed: plan.state === 'closed', carried: null };
  }
  const departments = await listDepartments(deps.db);
  const resolve = createDepartmentResolver(departments);
  const rows = planRows({ planId: '', year, draft, departments, resolve, newId: deps.newId });
  return { standing: null, closed: false, carried: await carryOver(deps, { year, draft, rows, departments }) };
}

/** The same without knowing what is in force. A message has room for some questions, a terminal for all. */
export function describeDraft(
  draft: PlanDraft,
  { departments, liaisons }: PreviewDirectory,
  limit = QUESTIONS_SHOWN,
): Omit<ImportPreviewView, 'standing' | 'closed' | 'carried' | 'commandLine'> {
  const resolve = createDepartmentResolver(departments);
  const departmentsWithLiaison = new Set(liaisons.flatMap((liaison) => liaison.departments));
  const questions = listQuestions(draft, departments);
  return {
    ...previewDraft({ draft, departments, resolve, departmentsWithLiaison }),
    questions: questions.slice(0, limit),
    moreQuestions: Math.max(0, questions.length - limit),
  };
}

export const QUESTIONS_SHOWN = 10;

/** What 确认导入 has to find unchanged, as it is kept with the preview. */
export function shownOf({ standing }: Pick<ImportPreviewView, 'standing'>): string | null {
  return standing === null ? null : JSON.stringify(standing);
}
