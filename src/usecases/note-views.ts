import { findMember } from '../db/directory.ts';
import { hasView, insertViews } from '../db/evidence-views.ts';
import { findEvidence } from '../db/evidence.ts';
import { findNamedDeliverable } from '../db/named-deliverables.ts';
import { findSubmissionById } from '../db/submissions.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Evidence, EvidenceView } from '../domain/evidence.ts';
import type { Submission } from '../domain/submission.ts';
import { audit, type Actor } from './audit.ts';
import type { Deps } from './deps.ts';
import { inTransaction } from './in-transaction.ts';
import { trailNames } from './trail-name.ts';

/** What somebody got to see of a submission (报送). */
interface Viewing {
  viewer: Actor;
  how: EvidenceView['how'];
  submission: Pick<Submission, 'id' | 'number' | 'deliverableId'>;
  files: readonly Pick<Evidence, 'id' | 'form' | 'originalName'>[];
}

/** Writes down who saw which files (查阅), in 操作留痕 too: each person, file and day once. */
export async function noteViews(deps: Deps, { viewer, how, submission, files }: Viewing): Promise<void> {
  const now = deps.clock.now();
  const about = { memberId: viewer.id, day: dayOf(now), how, firstAt: now.toISOString() };
  const added = new Set(
    await insertViews(
      deps.db,
      files.map(({ id }) => ({ evidenceId: id, ...about })),
    ),
  );
  if (added.size === 0) return;
  const names = trailNames(files.filter(({ id }) => added.has(id)));
  const who = (await findMember(deps.db, viewer.id))?.name ?? viewer.id;
  const deliverable = await findNamedDeliverable(deps.db, submission.deliverableId);
  await audit(deps, viewer, 'view', `${who}${how === 'shown' ? '查看' : '打开'} B${submission.number} 的${names}`, {
    ...(deliverable !== undefined && { taskId: deliverable.taskId }),
    submissionId: submission.id,
  });
}

/** Somebody opened a file over the link they were given. */
export async function noteOpened(deps: Deps, evidenceId: string, memberId: string): Promise<void> {
  // Asked before standing in line: most come back to what they saw already.
  if (await hasView(deps.db, { evidenceId, memberId, day: dayOf(deps.clock.now()), how: 'opened' })) return;
  await inTransaction(deps, async (tx) => {
    const file = await findEvidence(tx.db, evidenceId);
    const submission = file?.submissionId == null ? undefined : await findSubmissionById(tx.db, file.submissionId);
    if (file === undefined || submission === undefined) return;
    await noteViews(tx, { viewer: { id: memberId, source: 'link' }, how: 'opened', submission, files: [file] });
  });
}
