import { listUnfinishedBursts } from '../db/bursts.ts';
import { findMember, listMembersWithRole } from '../db/directory.ts';
import { listEvidenceOfSubmission } from '../db/evidence.ts';
import { findNamedDeliverable } from '../db/named-deliverables.ts';
import { listReviews } from '../db/reviews.ts';
import { findLiveSubmission, updateSubmission } from '../db/submissions.ts';
import { formatDay } from '../domain/calendar.ts';
import type { Member } from '../domain/directory.ts';
import type { Evidence } from '../domain/evidence.ts';
import { shortFileName } from '../domain/file-name.ts';
import type { NamedDeliverable } from '../domain/named-deliverable.ts';
import { replacedEvidence } from '../domain/replaced-evidence.ts';
import { sendersOf, type Submission } from '../domain/submission.ts';
import { taskTitle } from '../domain/task-title.ts';
import type { MessageFile } from '../ports/message.ts';
import type { Deps } from './deps.ts';
import { signPreviewLink } from './file-links.ts';
import { checklistView } from './checklist-view.ts';
import { findingsView } from './findings-view.ts';
import { ofYear } from './item-view.ts';
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
  const all = await listEvidenceOfSubmission(deps.db, submission.id);
  const senders = sendersOf(submission, all);
  const others = ({ id }: Member): boolean => !senders.has(id);
  const card = await reviewCard(deps, submission, deliverable, all);
  const reviewers = (await listMembersWithRole(deps.db, 'reviewer')).filter(others);
  const shown = all.filter(isStored).filter(({ version }) => version === submission.version);
  const about = (template: string) => ({
    purpose: 'review' as const,
    key: card.key,
    messageFor: (member: Member) => deps.render(template, card, previewsFor(deps, shown, member)),
  });
  if ((await tellEach(deps, reviewers, about('review-card'))).length === 0) {
    await tellEach(deps, (await listMembersWithRole(deps.db, 'admin')).filter(others), about('review-nobody'));
  }
  await updateSubmission(deps.db, submission.id, { announcedVersion: submission.version });
}

async function reviewCard(deps: Deps, submission: Submission, deliverable: NamedDeliverable, all: Evidence[]) {
  const stored = all.filter(isStored);
  const files = stored.filter(({ version }) => version === submission.version);
  // A piece that joined it makes another card, and so does one that was withdrawn.
  const changes = files.length + 2 * (all.length - stored.length);
  // Opened again, it is announced again.
  const rounds = (await listReviews(deps.db, submission.id)).length;
  const findings = await findingsView(deps, { deliverable, files, audience: 'reviewer' });
  return {
    key: `review-${submission.id}-${submission.version}-${changes}-${rounds}`,
    number: submission.number,
    version: submission.version,
    ofYear: ofYear(deliverable),
    code: deliverable.code,
    title: taskTitle(deliverable.text),
    points: deliverable.points,
    department: deliverable.departmentName,
    milestone: deliverable.milestoneName,
    senders: await namesOf(deps, files),
    note: submission.note,
    count: files.length,
    kept: countKept(stored, submission.version),
    files: files.slice(0, FILES_SHOWN).map((one) => ({
      name: shortFileName(one.originalName),
      size: sizeOf(one),
      madeOn: one.madeOn === null ? null : formatDay(one.madeOn, deliverable.year),
      confirmed: one.madeOnConfirmed === 1,
      docNumber: one.docNumber,
    })),
    checklist: await checklistView(deps, deliverable),
    findings,
    /** What a return would say by what checks found (R1 …); null: nothing. */
    reason: findings.find(({ reason }) => reason !== null)?.reason ?? null,
  };
}

function isStored({ state }: Evidence): boolean {
  return state === 'stored';
}

/** Of earlier versions, what the 补正 did not replace. */
function countKept(all: readonly Evidence[], version: number): number {
  const replaced = replacedEvidence(all);
  return all.filter((piece) => (piece.version ?? version) < version && !replaced.has(piece.id)).length;
}

const FILES_SHOWN = 10;

/** The first small pictures (预览图) of what waits, so that it can be looked at where it is told. */
function previewsFor(deps: Deps, files: readonly Evidence[], member: Member): MessageFile[] {
  return files
    .flatMap(withPreview)
    .slice(0, PREVIEWS_SHOWN)
    .map(({ id, originalName, key, size }) => ({
      name: `${shortFileName(originalName).replace(/\.[^.]*$/, '')} 预览.jpg`,
      url: signPreviewLink(deps, id, member.id),
      key,
      size,
    }));
}

const PREVIEWS_SHOWN = 3;

function withPreview({ id, originalName, purgedAt, previewSha256: key, previewSize: size }: Evidence) {
  return purgedAt !== null || key === null || size === null ? [] : [{ id, originalName, key, size }];
}

/** Of those who sent these files. */
async function namesOf(deps: Deps, files: readonly Evidence[]): Promise<string[]> {
  const members = await Promise.all([...new Set(files.map(({ memberId }) => memberId))].map((id) => findMember(deps.db, id)));
  return members.flatMap((member) => member?.name ?? []);
}
