import type { PlanDraft } from '../domain/plan-draft.ts';
import { interpret } from './interpret/interpret.ts';
import { readDocument } from './readers/read-document.ts';

/** What is to be read: a file with the name it came under, or text pasted into the chat. */
export type PlanSource = { kind: 'file'; name: string; bytes: Uint8Array } | { kind: 'text'; text: string };

export interface ReadPlanOptions {
  /** Assumed when neither the document nor its name says which year it is for. */
  year?: number;
}

/** Reads a 任务分解表 in this process, without limits of time and memory: what `readPlan` runs apart. */
export async function readPlanHere(source: PlanSource, options: ReadPlanOptions = {}): Promise<PlanDraft> {
  const document = await readDocument(source.kind === 'file' ? source.bytes : source.text);
  return interpret(document, source.kind === 'file' ? source.name : '', options.year ?? null);
}
