import { listDepartments, listMembersWithRole } from '../db/directory.ts';
import { findPlan } from '../db/plans.ts';
import { createDepartmentResolver, type Department, type Member } from '../domain/directory.ts';
import { previewDraft, type DraftPreview } from '../domain/draft-preview.ts';
import type { DraftWarning, PlanDraft } from '../domain/plan-draft.ts';
import { checkDepartments } from '../importer/check-departments.ts';
import { compareWithPublished, type DraftDifference } from './compare-with-published.ts';
import type { Deps } from './deps.ts';

/** The preview before 确认导入: what was read, and what an admin should look at. */
export interface ImportPreviewView extends DraftPreview {
  questions: string[];
  moreQuestions: number;
  /** The year is in force already: how this table differs from it. */
  standing: DraftDifference | null;
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
  const plan = draft.year === null ? undefined : await findPlan(deps.db, draft.year);
  const standing = plan === undefined ? null : await compareWithPublished(deps, plan, draft);
  return { ...describeDraft(draft, { departments, liaisons }), standing, commandLine: false };
}

/** The same without knowing what is in force. */
export function describeDraft(
  draft: PlanDraft,
  { departments, liaisons }: PreviewDirectory,
): Omit<ImportPreviewView, 'standing' | 'commandLine'> {
  const resolve = createDepartmentResolver(departments);
  const departmentsWithLiaison = new Set(liaisons.flatMap((liaison) => liaison.departments));
  const questions = [...draft.warnings, ...unknownDepartments(draft, departments)].map(({ message }) => message);
  return {
    ...previewDraft({ draft, departments, resolve, departmentsWithLiaison }),
    questions: questions.slice(0, QUESTIONS_SHOWN),
    moreQuestions: Math.max(0, questions.length - QUESTIONS_SHOWN),
  };
}

const QUESTIONS_SHOWN = 10;

/** Names in the table that the directory does not know. */
export function unknownDepartments(draft: PlanDraft, departments: readonly Department[]): DraftWarning[] {
  const resolve = createDepartmentResolver(departments);
  return checkDepartments(draft, (label) => {
    const department = resolve(label);
    if (department === undefined) return undefined;
    return department.kind === 'collective' ? 'collective' : 'known';
  });
}
