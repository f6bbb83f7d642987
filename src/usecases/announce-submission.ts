import { listUnfinishedBursts } from '../db/bursts.ts';
import { findMember, listMembersWithRole } from '../db/directory.ts';
import { countStoredForTask, listEvidenceOfSubmission } from '../db/evidence.ts';
import { findNamedDeliverable } from '../db/named-deliverables.ts';
import { listReviews } from '../db/reviews.ts';
import { findLiveSubmission, updateSubmission } from '../db/submissions.ts';
import type { Member } from '../domain/directory.ts';
import type { Evidence } from '../domain/evidence.ts';
import { shortFileName } from '../domain/file-name.ts';
import { formatSize } from '../domain/file-size.ts';
import type { NamedDeliverable } from '../domain/named-deliverable.ts';
import type { Submission } from '../domain/submission.ts';
import { taskTitle } from '../domain/task-title.ts';
import type { Deps } from './deps.ts';
import { queueMessage } from './queue-message.ts';
import { addressOf } from './reach-member.ts';

/**
 * Tells the reviewers (审核人) what waits, once nobody is sending for it any more: one notice per version, and one more when
 * files joined it afterwards. Whoever handed in a file of it is left out; without anybody to tell, the admins hear of it.
 */
export async function announceWhenQuiet(deps: Deps, deliverableId: string): Promise<void> {
  const submission = await findLiveSubmission(deps.db, deliverableId);
  if (submission?.state !== 'submitted') return;
  if ((await listUnfinishedBursts(deps.db, deliverableId)).length > 0) return;
  const deliverable = await findNamedDeliverable(deps.db, deliverableId);
  if (deliverable === undefined) return;
  const files = await listEvidenceOfSubmission(deps.db, submission.id);
  const senders = new Set([submission.memberId, ...files.map(({ memberId }) => memberId)]);
  const others = ({ id }: Member): boolean => !senders.has(id);
  const card = await reviewCard(deps, submission, deliverable, files);
  const reviewers = (await listMembersWithRole(deps.db, 'reviewer')).filter(others);
  if (!(await tellAll(deps, reviewers, 'review-card', card))) {
    await tellAll(deps, (await listMembersWithRole(deps.db, 'admin')).filter(others), 'review-nobody', card);
  }
  await updateSubmission(deps.db, submission.id, { announcedVersion: submission.version });
}

async function reviewCard(deps: Deps, submission: Submission, deliverable: NamedDeliverable, all: Evidence[]) {
  const files = all.filter(({ version }) => version === submission.version);
  // Opened again, it is announced again.
  const rounds = (await listReviews(deps.db, submission.id)).length;
  return {
    key: `review-${submission.id}-${submission.version}-${files.length}-${rounds}`,
    number: submission.number,
    version: submission.version,
    code: deliverable.code,
    title: taskTitle(deliverable.text),
    points: deliverable.points,
    department: deliverable.departmentName,
    milestone: deliverable.milestoneName,
    senders: await namesOf(deps, files),
    note: submission.note,
    count: files.length,
    files: files
      .slice(0, FILES_SHOWN)
      .map(({ originalName, size }) => ({ name: shortFileName(originalName), size: formatSize(size ?? 0) })),
    quota: deliverable.quota?.raw ?? null,
    received: await countStoredForTask(deps.db, deliverable.taskId, deliverable.departmentId),
  };
}

const FILES_SHOWN = 10;

/** Of those who sent these files. */
async function namesOf(deps: Deps, files: readonly Evidence[]): Promise<string[]> {
  const members = await Promise.all([...new Set(files.map(({ memberId }) => memberId))].map((id) => findMember(deps.db, id)));
  return members.flatMap((member) => member?.name ?? []);
}

/** False when nobody of them could be told. */
async function tellAll(deps: Deps, members: readonly Member[], template: string, card: { key: string }): Promise<boolean> {
  let told = false;
  for (const member of members) {
    const address = await addressOf(deps, member);
    if (address === undefined) continue;
    told = true;
    await queueMessage(deps, address, deps.render(template, card), { purpose: 'review', dedupeKey: `${card.key}-${member.id}` });
  }
  return told;
}
