import { insertBurst } from '../db/bursts.ts';
import { listEvidenceOfBurst } from '../db/burst-evidence.ts';
import { insertEvidence, listEvidenceOfSubmission } from '../db/evidence.ts';
import { getSubmission } from '../db/submissions.ts';
import type { InboundRow } from '../db/tables.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import { isStanding, type Burst, type Evidence } from '../domain/evidence.ts';
import type { NamedDeliverable } from '../domain/named-deliverable.ts';
import { replacedEvidence } from '../domain/replaced-evidence.ts';
import { isLive, sendersOf, type Submission } from '../domain/submission.ts';
import { attachBurst } from './attach-burst.ts';
import { audit, type Actor } from './audit.ts';
import { placeOf } from './burst-steps.ts';
import { checklistView, type ChecklistView } from './checklist-view.ts';
import type { Deps } from './deps.ts';
import { itemView, type ItemView } from './item-view.ts';
import { getOpenNumbered } from './numbered-submission.ts';
import { chooseByCode, listOwnDeliverables } from './own-deliverables.ts';
import { trailNames } from './trail-name.ts';

export interface UsedForView extends ItemView {
  /** Where it comes from. */
  from: number;
  /** How many pieces are used there now; fewer than were named when some were there already. */
  count: number;
  /** The 报送 they are in now. */
  number: number;
  checklist: ChecklistView;
}

export interface UseFor {
  inbound: InboundRow;
  member: Member;
  actor: Actor;
  number: number;
  /** One piece; without it all that counts. */
  piece: number | undefined;
  code: string;
  /** A 时间节点 may stand in front. */
  words: string;
  /** The item's, where one was named. */
  year: number | undefined;
}

/**
 * 「B12 也用于 9」: one material counts for another item as well. Its bytes are kept once; both items' trails say so, and it is reviewed there
 * by itself. For items of one's own department; an admin uses it for those of the department it came from.
 */
export async function useFor(deps: Deps, input: UseFor): Promise<UsedForView> {
  const { submission, deliverable, pieces } = await getUsable(deps, input);
  // Of another year it is only when that is said.
  const target = await chooseTarget(deps, { ...input, year: input.year ?? deliverable.year }, submission);
  if (target.id === deliverable.id) throw new DomainError('used-there', { number: input.number, code: target.code });
  const burst = await oneTimeBurst(deps, input, target);
  const receivedAt = deps.clock.now().toISOString();
  for (const [position, piece] of pieces.entries()) await insertUse(deps, piece, { burst, position, receivedAt });
  await attachBurst(deps, burst);
  const used = (await listEvidenceOfBurst(deps.db, burst.id)).filter(({ submissionId }) => submissionId !== null);
  if (used[0]?.submissionId == null) throw new DomainError('used-there', { number: input.number, code: target.code });
  const { number } = await getSubmission(deps.db, used[0].submissionId);
  const what = `${input.member.name}把 B${input.number} 的${trailNames(used)}也用于第${target.code}项（B${number}）`;
  await audit(deps, input.actor, 'use-for', what, { taskId: deliverable.taskId, submissionId: submission.id });
  return { ...itemView(target), from: input.number, count: used.length, number, checklist: await checklistView(deps, target) };
}

async function getUsable(
  deps: Deps,
  { member, number, piece }: UseFor,
): Promise<{ submission: Submission; deliverable: NamedDeliverable; pieces: Evidence[] }> {
  const { submission, deliverable } = await getOpenNumbered(deps, number);
  const all = await listEvidenceOfSubmission(deps.db, submission.id);
  const isOwn = member.departments.includes(submission.departmentId) || sendersOf(submission, all).has(member.id);
  if (!isOwn && !member.roles.includes('admin')) {
    throw new DomainError('not-your-details', { number, department: deliverable.departmentName });
  }
  if (piece !== undefined && all[piece - 1] === undefined) throw new DomainError('no-such-piece', { number, piece, count: all.length });
  const replaced = replacedEvidence(all.filter(isStanding));
  const meant = piece === undefined ? all.filter(({ id }) => !replaced.has(id)) : [all[piece - 1]!];
  const pieces = meant.filter(isStanding);
  if (!isLive(submission) || pieces.length === 0) throw new DomainError('cannot-use', { number, state: submission.state });
  return { submission, deliverable, pieces };
}

async function chooseTarget(
  deps: Deps,
  { member, code, words, year }: UseFor & { year: number },
  { departmentId }: Submission,
): Promise<NamedDeliverable> {
  const departments = member.departments.includes(departmentId) ? member.departments : [departmentId];
  const all = await listOwnDeliverables(deps, departments, year);
  // Of several own departments the one it came from is meant, where it owes that item.
  const ofSource = all.filter((one) => one.departmentId === departmentId);
  const choice = await chooseByCode(deps, ofSource.some((one) => one.code === code) ? ofSource : all, code, words);
  if (choice.kind === 'chosen') return choice.deliverable;
  const names = choice.candidates.map(({ departmentName }) => departmentName);
  throw new DomainError('which-department', { code, command: `提交 ${code}`, departments: names });
}

/** It ends where it begins, and no other files join it. */
async function oneTimeBurst(deps: Deps, { inbound, member }: UseFor, { id, departmentId, year }: NamedDeliverable): Promise<Burst> {
  const burst: Burst = {
    id: deps.newId(),
    ...placeOf(inbound, member),
    forDepartmentId: member.departments.includes(departmentId) ? null : departmentId,
    year,
    deliverableId: id,
    question: null,
    candidates: [],
    problem: null,
    note: '',
    endsAt: deps.clock.now().toISOString(),
    ended: 1,
  };
  await insertBurst(deps.db, burst);
  return burst;
}

async function insertUse(
  deps: Deps,
  { findings, usedFrom, ...piece }: Evidence,
  { burst, position, receivedAt }: { burst: Burst; position: number; receivedAt: string },
): Promise<void> {
  await insertEvidence(deps.db, {
    ...piece,
    id: deps.newId(),
    burstId: burst.id,
    submissionId: null,
    version: null,
    inboundId: null,
    attachmentId: null,
    position,
    memberId: burst.memberId,
    receivedAt,
    findings: JSON.stringify(findings),
    // The use of a use is one of the same.
    usedFrom: usedFrom ?? piece.id,
  });
}
