import { endBurstsOf } from '../db/bursts.ts';
import { updateDeliverable } from '../db/deliverables.ts';
import { listEvidenceOfSubmission } from '../db/evidence.ts';
import { insertReview } from '../db/reviews.ts';
import { closeSubmission, countSubmitted } from '../db/submissions.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { NamedDeliverable } from '../domain/named-deliverable.ts';
import { repairDueOn } from '../domain/repair.ts';
import type { ReturnReason } from '../domain/return-reason.ts';
import { toHundredths } from '../domain/score/sum-score.ts';
import { sendersOf, type Review, type Submission } from '../domain/submission.ts';
import { audit, type Actor } from './audit.ts';
import type { Deps } from './deps.ts';
import { itemView, type ItemView } from './item-view.ts';
import { getOpenNumbered } from './numbered-submission.ts';
import { settleAny } from './settle-waivers.ts';
import { tellVerdict } from './tell-verdict.ts';

export interface Reviewing {
  reviewer: Member;
  actor: Actor;
  number: number;
}

export interface ReviewedView extends ItemView {
  number: number;
  /** Who was told: the senders. */
  told: string[];
  sameDepartment: boolean;
  /** How many more wait. */
  waiting: number;
}

export interface ApprovedView extends ReviewedView {
  /** 评分, where the reviewer said one, and the item's points it is given of. */
  awarded: number | null;
  points: number | null;
}

/** 「通过 B12」, 「通过 B12 4.5分 写得好」; `full` is 满分, all of the item's points. */
export async function approveSubmission(
  deps: Deps,
  input: Reviewing & { points: number | 'full' | null; comment: string },
): Promise<ApprovedView> {
  const { reviewer, number, comment } = input;
  const { submission, deliverable, senders } = await getReviewable(deps, input);
  const points = input.points === null ? null : awardedOf(input.points, number, deliverable);
  const reviewId = await close(deps, input, submission, { verdict: 'approve', reason: null, comment, points });
  await updateDeliverable(deps.db, deliverable.id, { state: 'approved', awarded: points, nextReminderAt: null });
  await settleAny(deps, deliverable.taskId);
  const given = points === null ? '' : `，评 ${points} 分${comment === '' ? '' : `（${comment}）`}`;
  await keepTrail(deps, input, submission, deliverable, 'approve', `${reviewer.name}通过 B${number}${given}`);
  const about = { reviewId, submission, deliverable, senders, reviewer, reason: null, comment, awarded: points };
  const told = await tellVerdict(deps, { ...about, template: 'verdict-approved' });
  return { ...(await reviewedView(deps, input, deliverable, told)), awarded: points, points: deliverable.points };
}

/** Points are the item's, whoever shares it: at most all of them, in hundredths. */
function awardedOf(said: number | 'full', number: number, { code, points }: NamedDeliverable): number {
  if (points === null) throw new DomainError('item-without-points', { number, code });
  const given = said === 'full' ? points : said;
  if (given < 0 || given > points || given !== toHundredths(given))
    throw new DomainError('points-out-of-range', { number, code, points, given });
  return given;
}

/** 「退回 B12 R2 说明」 (退回补正): the deliverable is owed again, with time to repair it. */
export async function returnSubmission(deps: Deps, input: Reviewing & { reason: ReturnReason; comment: string }): Promise<ReviewedView> {
  const { reason, comment } = input;
  const { submission, deliverable, senders } = await getReviewable(deps, input);
  if (deliverable.cancelled === 1) throw new DomainError('no-repair-needed', { number: input.number, code: deliverable.code });
  const reviewId = await close(deps, input, submission, { verdict: 'return', reason: reason.code, comment, points: null });
  const now = deps.clock.now();
  const dueOn = repairDueOn(deliverable.dueOn, dayOf(now), deps.calendar, deps.config.reminders.repairWithinWorkdays);
  const change = { state: 'returned', dueOn, ladderFrom: now.toISOString(), nextReminderAt: now.toISOString() } as const;
  await updateDeliverable(deps.db, deliverable.id, change);
  const why = [reason.text, comment].filter((text) => text !== '').join('：');
  await keepTrail(deps, input, submission, deliverable, 'return', `${input.reviewer.name}退回 B${input.number}（${reason.code} ${why}）`);
  const told = await tellVerdict(deps, {
    template: 'verdict-returned',
    reviewId,
    submission,
    deliverable: { ...deliverable, ...change },
    senders,
    reviewer: input.reviewer,
    reason,
    comment,
  });
  return reviewedView(deps, input, { ...deliverable, ...change }, told);
}

/** 「不采用 B12 理由」: final. It counts no more and its files stay; the deliverable is owed again, and what comes gets a new number. */
export async function rejectSubmission(deps: Deps, input: Reviewing & { reason: string }): Promise<ReviewedView> {
  const { reviewer, number, reason } = input;
  const { submission, deliverable, senders } = await getReviewable(deps, input);
  const reviewId = await close(deps, input, submission, { verdict: 'reject', reason: null, comment: reason, points: null });
  const now = deps.clock.now();
  const dueOn = repairDueOn(deliverable.dueOn, dayOf(now), deps.calendar, deps.config.reminders.repairWithinWorkdays);
  // A later day than the checkpoint's stays only as one that was granted.
  const extendedOn = dueOn === deliverable.dueOn ? deliverable.extendedOn : dueOn;
  const change = { state: 'open', dueOn, extendedOn, ladderFrom: now.toISOString(), nextReminderAt: now.toISOString() } as const;
  await updateDeliverable(deps.db, deliverable.id, change);
  await settleAny(deps, deliverable.taskId);
  await keepTrail(deps, input, submission, deliverable, 'reject', `${reviewer.name}不采用 B${number}（${reason}）`);
  const owed = { ...deliverable, ...change };
  const about = { reviewId, submission, deliverable: owed, senders, reviewer, reason: null, comment: reason };
  return reviewedView(deps, input, owed, await tellVerdict(deps, { ...about, template: 'verdict-rejected' }));
}

/** What a reviewer may decide on now: four eyes, and nothing that is still coming in or already decided. */
export async function getReviewable(
  deps: Deps,
  { reviewer, number }: Pick<Reviewing, 'reviewer' | 'number'>,
): Promise<{ submission: Submission; deliverable: NamedDeliverable; senders: string[] }> {
  const { submission, deliverable } = await getOpenNumbered(deps, number);
  const files = await listEvidenceOfSubmission(deps.db, submission.id);
  const handedInBy = sendersOf(submission, files);
  if (handedInBy.has(reviewer.id)) throw new DomainError('own-submission', { number });
  if (submission.state !== 'submitted') throw new DomainError('not-in-review', { number, state: submission.state });
  const current = files.filter(({ version }) => version === submission.version);
  return { submission, deliverable, senders: [...new Set(current.map(({ memberId }) => memberId))] };
}

async function close(
  deps: Deps,
  { reviewer, number }: Reviewing,
  submission: Submission,
  review: Pick<Review, 'reason' | 'comment' | 'points'> & { verdict: 'approve' | 'return' | 'reject' },
): Promise<string> {
  const closed = await closeSubmission(deps.db, submission, STATE_AFTER[review.verdict]);
  if (!closed) throw new DomainError('not-in-review', { number, state: 'receiving' });
  const id = deps.newId();
  await insertReview(deps.db, {
    id,
    submissionId: submission.id,
    version: submission.version,
    ...review,
    reviewerId: reviewer.id,
    sameDepartment: isSameDepartment(reviewer, submission.departmentId) ? 1 : 0,
    reviewedAt: deps.clock.now().toISOString(),
  });
  await endBurstsOf(deps.db, submission.deliverableId);
  return id;
}

const STATE_AFTER = { approve: 'approved', return: 'returned', reject: 'rejected' } as const;

function isSameDepartment(reviewer: Member, departmentId: string): boolean {
  return reviewer.departments.includes(departmentId);
}

async function keepTrail(
  deps: Deps,
  { reviewer, actor }: Reviewing,
  submission: Submission,
  { taskId, code, departmentId, departmentName }: NamedDeliverable,
  action: 'approve' | 'return' | 'reject',
  what: string,
): Promise<void> {
  const same = isSameDepartment(reviewer, departmentId) ? '，审核人与报送部门相同' : '';
  await audit(deps, actor, action, `${what}，第${code}项，${departmentName}${same}`, {
    taskId,
    submissionId: submission.id,
  });
}

async function reviewedView(
  deps: Deps,
  { reviewer, number }: Reviewing,
  deliverable: NamedDeliverable,
  told: string[],
): Promise<ReviewedView> {
  return {
    ...itemView(deliverable),
    number,
    told,
    sameDepartment: isSameDepartment(reviewer, deliverable.departmentId),
    waiting: await countSubmitted(deps.db),
  };
}
