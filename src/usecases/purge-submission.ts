import { updateDeliverable } from '../db/deliverables.ts';
import { countPendingFor, listEvidenceOfSubmission, markPurged } from '../db/evidence.ts';
import { retireArchives } from '../db/exports.ts';
import { clearAttachments } from '../db/inbound.ts';
import { updateSubmission } from '../db/submissions.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import { shortFileName } from '../domain/file-name.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { NamedDeliverable } from '../domain/named-deliverable.ts';
import { isLive, type Submission } from '../domain/submission.ts';
import { audit, type Actor } from './audit.ts';
import type { Deps } from './deps.ts';
import { itemView, type ItemView } from './item-view.ts';
import { getNumbered } from './numbered-submission.ts';
import { settleAny } from './settle-waivers.ts';

/** What 清除 would destroy, or has destroyed. */
export interface PurgeView extends ItemView {
  number: number;
  files: string[];
  /** Files beyond those named. */
  more: number;
  reason: string;
  /** It counts, and will have to be handed in again. */
  counts: boolean;
}

/** 「清除 B12 理由」: shows what would be destroyed. It cannot be taken back, so it has to be said again as 确认清除. */
export async function previewPurge(deps: Deps, { number, reason }: { number: number; reason: string }): Promise<PurgeView> {
  const { submission, deliverable, files } = await getPurgeable(deps, number);
  return purgeView(submission, deliverable, files, reason);
}

/**
 * 「确认清除 B12 理由」: wrongly sent bytes are destroyed. Rows and hashes stay, with who did it and why; the bytes go from the chat's own
 * record now, from archives (档案), and from the store by a job, which no crash makes forget. What counted is owed again. Also in a closed year.
 */
export async function purgeSubmission(
  deps: Deps,
  { member, actor, number, reason }: { member: Member; actor: Actor; number: number; reason: string },
): Promise<PurgeView> {
  const { submission, deliverable, files } = await getPurgeable(deps, number);
  const view = purgeView(submission, deliverable, files, reason);
  const now = deps.clock.now().toISOString();
  const ids = files.map(({ id }) => id);
  await markPurged(deps.db, ids, { purgedAt: now, purgedBy: member.id, purgeReason: reason });
  await retireArchives(deps.db, new Date().toISOString());
  await clearAttachments(
    deps.db,
    files.flatMap(({ attachmentId }) => attachmentId ?? []),
  );
  if (view.counts) {
    await updateSubmission(deps.db, submission.id, { state: 'withdrawn' });
    await updateDeliverable(deps.db, deliverable.id, {
      state: 'open',
      waiver: null,
      ladderFrom: now,
      nextReminderAt: now,
    });
    await settleAny(deps, deliverable.taskId);
  }
  await audit(
    deps,
    actor,
    'purge',
    `${member.name}清除 B${number} 的 ${files.length} 份文件：${reason}（第${deliverable.code}项，${deliverable.departmentName}）`,
    {
      taskId: deliverable.taskId,
      submissionId: submission.id,
    },
  );
  for (const id of ids) await deps.queue.add('remove-bytes', { evidenceId: id }, { id: `remove-${id}` });
  return view;
}

async function getPurgeable(
  deps: Deps,
  number: number,
): Promise<{ submission: Submission; deliverable: NamedDeliverable; files: Evidence[] }> {
  const { submission, deliverable } = await getNumbered(deps, number);
  // Its bytes would come after the row was marked.
  if ((await countPendingFor(deps.db, deliverable.id)) > 0) throw new DomainError('cannot-purge', { number, why: 'receiving' });
  const files = (await listEvidenceOfSubmission(deps.db, submission.id)).filter(({ purgedAt }) => purgedAt === null);
  if (files.length === 0) throw new DomainError('cannot-purge', { number, why: 'nothing' });
  return { submission, deliverable, files };
}

function purgeView(submission: Submission, deliverable: NamedDeliverable, files: readonly Evidence[], reason: string): PurgeView {
  return {
    ...itemView(deliverable),
    number: submission.number,
    files: files.slice(0, FILES_SHOWN).map(({ originalName }) => shortFileName(originalName)),
    more: Math.max(0, files.length - FILES_SHOWN),
    reason,
    counts: isLive(submission),
  };
}

const FILES_SHOWN = 10;
