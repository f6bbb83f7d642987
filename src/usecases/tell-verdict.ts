import { findMember } from '../db/directory.ts';
import { listNamedDeliverables } from '../db/named-deliverables.ts';
import type { Member } from '../domain/directory.ts';
import { earliestOfEachDepartment, type NamedDeliverable } from '../domain/named-deliverable.ts';
import type { ReturnReason } from '../domain/return-reason.ts';
import type { Submission } from '../domain/submission.ts';
import { listDeputiesOf } from './contacts.ts';
import type { Deps } from './deps.ts';
import { itemView } from './item-view.ts';
import { tellEach } from './tell-each.ts';

export interface Verdict {
  template: 'verdict-approved' | 'verdict-returned' | 'verdict-rejected' | 'verdict-reopened';
  reviewId: string;
  submission: Submission;
  deliverable: NamedDeliverable;
  /** Member ids of those who sent this version. */
  senders: readonly string[];
  reviewer: Member;
  /** Of a return. */
  reason: ReturnReason | null;
  comment: string;
}

/** Tells the senders privately what the reviewer (审核人) decided, and after a return how to repair it. Returns the names of those told. */
export async function tellVerdict(deps: Deps, verdict: Verdict): Promise<string[]> {
  const { submission, deliverable, reason, reviewer, comment } = verdict;
  const message = deps.render(verdict.template, {
    ...itemView(deliverable),
    number: submission.number,
    reviewer: reviewer.name,
    reason: reason?.text ?? null,
    example: reason?.example ?? null,
    comment,
    words: await wordsToRepair(deps, deliverable),
  });
  const found = await Promise.all(verdict.senders.map((id) => findMember(deps.db, id)));
  const senders = found.filter((member) => member !== undefined);
  const people = new Map([...senders, ...(await listDeputiesOf(deps, senders))].map((member) => [member.id, member]));
  const told = await tellEach(deps, [...people.values()], {
    purpose: 'verdict',
    key: `verdict-${verdict.reviewId}`,
    messageFor: () => message,
  });
  return told.map(({ name }) => name);
}

/** 「提交 3」, with the checkpoint's name when an earlier one of the item is still unfinished. */
async function wordsToRepair(deps: Deps, { id, planId, taskId, departmentId, code, milestoneName }: NamedDeliverable): Promise<string> {
  const ofDepartment = await listNamedDeliverables(deps.db, planId, [departmentId]);
  const [meant] = earliestOfEachDepartment(ofDepartment.filter((one) => one.taskId === taskId));
  return meant === undefined || meant.id === id || milestoneName === null ? `提交 ${code}` : `提交 ${code} ${milestoneName}`;
}
