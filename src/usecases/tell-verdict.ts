import { findMember } from '../db/directory.ts';
import { listAway } from '../db/leaves.ts';
import { listNamedDeliverables } from '../db/named-deliverables.ts';
import { can } from '../domain/access.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Member } from '../domain/directory.ts';
import { nextOfEachDepartment, type NamedDeliverable } from '../domain/named-deliverable.ts';
import type { ReturnReason } from '../domain/return-reason.ts';
import type { Submission } from '../domain/submission.ts';
import { listContacts, withStoodInFor } from './contacts.ts';
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
  /** 评分, of an approval that says one. */
  awarded?: number | null;
}

/**
 * Tells the senders privately what the reviewer (审核人) decided, and after a return how to repair it. Where none of them answers for
 * the department any more, whoever speaks for it today hears it, too. Returns the names of those told.
 */
export async function tellVerdict(deps: Deps, verdict: Verdict): Promise<string[]> {
  const { submission, deliverable, reason, reviewer, comment } = verdict;
  const view = {
    ...itemView(deliverable),
    number: submission.number,
    awarded: verdict.awarded ?? null,
    points: deliverable.points,
    reviewer: reviewer.name,
    reason: reason?.text ?? null,
    example: reason?.example ?? null,
    comment,
  };
  const { people, repairing } = await findListeners(deps, verdict);
  const words = await wordsToRepair(deps, deliverable);
  const told = await tellEach(deps, people, {
    purpose: 'verdict',
    key: `verdict-${verdict.reviewId}`,
    messageFor: (member) =>
      deps.render(verdict.template, { ...view, words: repairing(member) ? words : wordsOfOthers(member, deliverable, words) }),
  });
  return told.map(({ name }) => name);
}

async function findListeners(
  deps: Deps,
  { senders: ids, deliverable }: Verdict,
): Promise<{ people: Member[]; repairing(member: Member): boolean }> {
  const { departmentId } = deliverable;
  const found = await Promise.all(ids.map((id) => findMember(deps.db, id)));
  const senders = await Promise.all(found.flatMap((member) => (member === undefined ? [] : withStoodInFor(deps, member))));
  const away = await listAway(deps.db, dayOf(deps.clock.now()));
  const there = senders.filter(
    ({ id, departments }) => departments.includes(departmentId) && !away.some(({ memberId }) => memberId === id),
  );
  const contacts = there.length > 0 ? [] : (await listContacts(deps)).filter(({ departments }) => departments.includes(departmentId));
  const able = new Set(
    [...senders.filter(({ departments }) => departments.includes(departmentId)), ...contacts.map(({ member }) => member)].map(
      ({ id }) => id,
    ),
  );
  const people = new Map([...senders, ...contacts.map(({ member }) => member)].map((member) => [member.id, member]));
  return { people: [...people.values()], repairing: ({ id }) => able.has(id) };
}

/** The office hands in for others (代); somebody who answers for the department no more cannot. */
function wordsOfOthers(member: Member, { departmentName }: NamedDeliverable, words: string): string | null {
  return can(member, 'hand-in-for') ? `代 ${departmentName} ${words}` : null;
}

/** 「提交 3」, with the checkpoint's name where that would mean another one of the item. */
export async function wordsToRepair(
  deps: Deps,
  { id, planId, taskId, departmentId, code, milestoneName }: NamedDeliverable,
): Promise<string> {
  const ofDepartment = await listNamedDeliverables(deps.db, planId, [departmentId]);
  const [meant] = nextOfEachDepartment(ofDepartment.filter((one) => one.taskId === taskId));
  return meant === undefined || meant.id === id || milestoneName === null ? `提交 ${code}` : `提交 ${code} ${milestoneName}`;
}
