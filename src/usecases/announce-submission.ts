import { listUnfinishedBursts } from '../db/bursts.ts';
import { findMember, listMembersWithRole } from '../db/directory.ts';
import { listEvidenceOfSubmission } from '../db/evidence.ts';
import { findNamedDeliverable } from '../db/named-deliverables.ts';
import { listReviews } from '../db/reviews.ts';
import { findLiveSubmission, updateSubmission } from '../db/submissions.ts';
import type { Member } from '../domain/directory.ts';
import type { Evidence } from '../domain/evidence.ts';
import { shortFileName } from '../domain/file-name.ts';
import type { NamedDeliverable } from '../domain/named-deliverable.ts';
import { replacedEvidence } from '../domain/replaced-evidence.ts';
import { sendersOf, type Submission } from '../domain/submission.ts';
import { taskTitle } from '../domain/task-title.ts';
import type { Deps } from './deps.ts';
import { checklistView } from './checklist-view.ts';
import { findingsView } from './findings-view.ts';
import { sizeOf } from './piece-view.ts';
import { tellEach } from './tell-each.ts';

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
  const senders = sendersOf(submission, files);
  const others = ({ id }: Member): boolean => !senders.has(id);
  const card = await reviewCard(deps, submission, deliverable, files);
  const reviewers = (await listMembersWithRole(deps.db, 'reviewer')).filter(others);
  const about = (template: string) => ({ purpose: 'review' as const, key: card.key, messageFor: () => deps.render(template, card) });
  if ((await tellEach(deps, reviewers, about('review-card'))).length === 0) {
    await tellEach(deps, (await listMembersWithRole(deps.db, 'admin')).filter(others), about('review-nobody'));
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
    kept: countKept(all, submission.version),
    files: files.slice(0, FILES_SHOWN).map((one) => ({ name: shortFileName(one.originalName), size: sizeOf(one) })),
    checklist: await checklistView(deps, deliverable),
    findings: await findingsView(deps, { deliverable, files, audience: 'reviewer' }),
  };
}

/** Of earlier versions, what the 补正 did not replace. */
function countKept(all: readonly Evidence[], version: number): number {
  const replaced = replacedEvidence(all);
  return all.filter((piece) => (piece.version ?? version) < version && !replaced.has(piece.id)).length;
}

const FILES_SHOWN = 10;

/** Of those who sent these files. */
async function namesOf(deps: Deps, files: readonly Evidence[]): Promise<string[]> {
  const members = await Promise.all([...new Set(files.map(({ memberId }) => memberId))].map((id) => findMember(deps.db, id)));
  return members.flatMap((member) => member?.name ?? []);
}
