import { updateDeliverable } from '../db/deliverables.ts';
import { isPendingFor } from '../db/burst-evidence.ts';
import { countPieces, listEvidenceOfSubmission } from '../db/evidence.ts';
import { markPurged } from '../db/evidence-bytes.ts';
import { listUses, type PieceUse } from '../db/evidence-uses.ts';
import { retireArchives } from '../db/exports.ts';
import { clearAttachments, forgetTexts } from '../db/inbound.ts';
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
  /** Where the same material counts as well (也用于), and is destroyed, too. */
  uses: { number: number; code: string }[];
}

/** 「清除 B12 理由」: shows what would be destroyed. It cannot be taken back, so it has to be said again as 确认清除. */
export async function previewPurge(deps: Deps, { number, reason }: { number: number; reason: string }): Promise<PurgeView> {
  return purgeView(await getPurgeable(deps, number), reason);
}

/**
 * 「确认清除 B12 理由」: wrongly sent bytes are destroyed. Rows and hashes stay, with who did it and why; the bytes go from the chat's own
 * record now, from archives (档案), and from the store by a job, which no crash makes forget. What counted is owed again. Also in a closed year.
 */
export async function purgeSubmission(
  deps: Deps,
  { member, actor, number, reason }: { member: Member; actor: Actor; number: number; reason: string },
): Promise<PurgeView> {
  const purgeable = await getPurgeable(deps, number);
  const { submission, deliverable, files, uses } = purgeable;
  const view = purgeView(purgeable, reason);
  const now = deps.clock.now().toISOString();
  const ids = [...files, ...uses].map(({ id }) => id);
  await markPurged(deps.db, ids, { purgedAt: now, purgedBy: member.id, purgeReason: reason });
  await retireArchives(deps.db, new Date().toISOString());
  await clearAttachments(
    deps.db,
    files.flatMap(({ attachmentId }) => attachmentId ?? []),
  );
  await forgetTexts(
    deps.db,
    files.flatMap(({ form, inboundId }) => (form === 'text' ? (inboundId ?? []) : [])),
  );
  if (view.counts) await oweAgain(deps, submission, deliverable);
  const keepTrail = (of: Submission, { taskId, code, departmentName }: NamedDeliverable, count: number): Promise<void> =>
    audit(deps, actor, 'purge', `${member.name}清除 B${of.number} 的 ${count} 份文件：${reason}（第${code}项，${departmentName}）`, {
      taskId,
      submissionId: of.id,
    });
  await keepTrail(submission, deliverable, files.length);
  for (const [other, ofOther] of Map.groupBy(uses, (use) => use.number)) {
    const used = await getNumbered(deps, other);
    const { standing } = await countPieces(deps.db, used.submission);
    if (isLive(used.submission) && standing === 0) await oweAgain(deps, used.submission, used.deliverable);
    await keepTrail(used.submission, used.deliverable, ofOther.length);
  }
  for (const id of ids) await deps.queue.add('remove-bytes', { evidenceId: id }, { id: `remove-${id}` });
  return view;
}

/** Nothing of it counts any more. */
async function oweAgain(deps: Deps, submission: Submission, { id, taskId }: NamedDeliverable): Promise<void> {
  const now = deps.clock.now().toISOString();
  await updateSubmission(deps.db, submission.id, { state: 'withdrawn' });
  await updateDeliverable(deps.db, id, { state: 'open', waiver: null, ladderFrom: now, nextReminderAt: now });
  await settleAny(deps, taskId);
}

interface Purgeable {
  submission: Submission;
  deliverable: NamedDeliverable;
  files: Evidence[];
  uses: PieceUse[];
}

async function getPurgeable(deps: Deps, number: number): Promise<Purgeable> {
  const { submission, deliverable } = await getNumbered(deps, number);
  // Its bytes would come after the row was marked.
  if (await isPendingFor(deps.db, deliverable.id)) throw new DomainError('cannot-purge', { number, why: 'receiving' });
  const files = (await listEvidenceOfSubmission(deps.db, submission.id)).filter(({ purgedAt }) => purgedAt === null);
  if (files.length === 0) throw new DomainError('cannot-purge', { number, why: 'nothing' });
  const uses = (await listUses(deps.db, files)).filter(({ purgedAt }) => purgedAt === null);
  return { submission, deliverable, files, uses };
}

function purgeView({ submission, deliverable, files, uses }: Purgeable, reason: string): PurgeView {
  return {
    ...itemView(deliverable),
    number: submission.number,
    files: files.slice(0, FILES_SHOWN).map(({ originalName }) => shortFileName(originalName)),
    more: Math.max(0, files.length - FILES_SHOWN),
    reason,
    counts: isLive(submission),
    uses: [...new Map(uses.map(({ number, code }) => [number, { number, code }])).values()],
  };
}

const FILES_SHOWN = 10;
