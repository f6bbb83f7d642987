import { listImportsOf } from '../db/imports.ts';
import { listDepartments } from '../db/directory.ts';
import { findPlan } from '../db/plans.ts';
import type { ImportRow } from '../db/tables.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { PlanDraft } from '../domain/plan-draft.ts';
import type { Deps } from './deps.ts';
import { listAllQuestions, listQuestions } from './import-questions.ts';
import { previewImport, QUESTIONS_SHOWN, type ImportPreviewView } from './preview-import.ts';

/** A table somebody sent that waits for 确认导入. */
export interface WaitingPreview {
  row: ImportRow;
  draft: PlanDraft;
}

/** The sender's own; the newest counts. */
export async function findWaitingPreview(deps: Deps, sender: Pick<Member, 'id'>): Promise<WaitingPreview | undefined> {
  const row = (await listImportsOf(deps.db, sender.id, ['preview'])).at(-1);
  return row?.draft == null ? undefined : { row, draft: JSON.parse(row.draft) };
}

/** What is still to be answered of a waiting table. */
export interface StillOpen {
  title: string;
  questions: string[];
  more: number;
}

export async function stillOpen(deps: Deps, draft: PlanDraft): Promise<StillOpen> {
  const questions = listAllQuestions(draft, await listDepartments(deps.db));
  return { title: draft.title, questions: questions.slice(0, OPEN_SHOWN), more: Math.max(0, questions.length - OPEN_SHOWN) };
}

const OPEN_SHOWN = 5;

/** Undefined when nothing waits. */
export async function findStillOpen(deps: Deps, sender: Pick<Member, 'id'>): Promise<StillOpen | undefined> {
  const waiting = await findWaitingPreview(deps, sender);
  return waiting && stillOpen(deps, waiting.draft);
}

/** 「预览」: the preview as it is now, and the questions in messages of their own; `left` more do not fit into those. */
export async function showPreview(deps: Deps, sender: Member): Promise<{ preview: ImportPreviewView; rest: string[][]; left: number }> {
  const waiting = await findWaitingPreview(deps, sender);
  if (waiting === undefined) throw new DomainError('nothing-to-confirm', { year: null });
  const questions = listQuestions(waiting.draft, await listDepartments(deps.db)).slice(QUESTIONS_SHOWN);
  const rest = Array.from({ length: Math.ceil(questions.length / QUESTIONS_A_MESSAGE) }, (_, n) =>
    questions.slice(n * QUESTIONS_A_MESSAGE, (n + 1) * QUESTIONS_A_MESSAGE),
  );
  const left = Math.max(0, questions.length - QUESTIONS_A_MESSAGE * MESSAGES);
  return { preview: await previewImport(deps, waiting.draft), rest: rest.slice(0, MESSAGES), left };
}

const QUESTIONS_A_MESSAGE = 15;
const MESSAGES = 10;

/** The waiting table a command may mean when it names an item, and whether a table of its year is in force beside it. */
export async function findDraftShown(
  deps: Deps,
  sender: Member,
  year: number | undefined,
): Promise<(WaitingPreview & { isInForce: boolean }) | undefined> {
  const waiting = await findWaitingPreview(deps, sender);
  if (waiting === undefined || (year !== undefined && waiting.draft.year !== null && year !== waiting.draft.year)) return undefined;
  const planYear = waiting.draft.year ?? year;
  const plan = planYear === undefined ? undefined : await findPlan(deps.db, planYear);
  if (plan === undefined) return { ...waiting, isInForce: false };
  // Without a year the latest one is meant.
  const meant = await findPlan(deps.db, year);
  return meant?.id === plan.id ? { ...waiting, isInForce: true } : undefined;
}
