import { updateDeliverable } from '../db/deliverables.ts';
import { listEvidenceOfSubmission } from '../db/evidence.ts';
import { insertReview } from '../db/reviews.ts';
import { findLiveSubmission, updateSubmission } from '../db/submissions.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import { sendersOf } from '../domain/submission.ts';
import { announceWhenQuiet } from './announce-submission.ts';
import { audit, type Actor } from './audit.ts';
import type { Deps } from './deps.ts';
import { itemView, type ItemView } from './item-view.ts';
import { getOpenNumbered } from './numbered-submission.ts';
import { settleAny } from './settle-waivers.ts';
import { tellVerdict } from './tell-verdict.ts';

export interface ReopenedView extends ItemView {
  number: number;
  /** What it had been. */
  was: 'approved' | 'rejected';
  told: string[];
}

/** 「重新打开 B12 理由」: what was 通过 or 不采用 waits for review again, in the same version. */
export async function reopenSubmission(
  deps: Deps,
  { member, actor, number, reason }: { member: Member; actor: Actor; number: number; reason: string },
): Promise<ReopenedView> {
  const { submission, deliverable } = await getOpenNumbered(deps, number);
  const { state } = submission;
  if (state !== 'approved' && state !== 'rejected') throw new DomainError('cannot-reopen', { number, state, other: null });
  const live = await findLiveSubmission(deps.db, deliverable.id);
  if (live !== undefined && live.id !== submission.id) throw new DomainError('cannot-reopen', { number, state, other: live.number });
  const now = deps.clock.now().toISOString();
  await updateSubmission(deps.db, submission.id, { state: 'submitted' });
  await updateDeliverable(deps.db, deliverable.id, { state: 'submitted', awarded: null, waiver: null, nextReminderAt: now });
  const reviewId = deps.newId();
  await insertReview(deps.db, {
    id: reviewId,
    submissionId: submission.id,
    version: submission.version,
    verdict: 'reopen',
    reason: null,
    comment: reason,
    points: null,
    reviewerId: member.id,
    sameDepartment: member.departments.includes(submission.departmentId) ? 1 : 0,
    reviewedAt: now,
  });
  await settleAny(deps, deliverable.taskId);
  await audit(
    deps,
    actor,
    'reopen',
    `${member.name}重新打开 B${number}：${reason}，第${deliverable.code}项，${deliverable.departmentName}`,
    {
      taskId: deliverable.taskId,
      submissionId: submission.id,
    },
  );
  const files = await listEvidenceOfSubmission(deps.db, submission.id);
  const senders = [...sendersOf(submission, files)].filter((id) => id !== member.id);
  const told = await tellVerdict(deps, {
    template: 'verdict-reopened',
    reviewId,
    submission,
    deliverable,
    senders,
    reviewer: member,
    reason: null,
    comment: reason,
  });
  await announceWhenQuiet(deps, deliverable.id);
  return { ...itemView(deliverable), number, was: state, told };
}
