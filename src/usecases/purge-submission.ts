import { updateDeliverable } from '../db/deliverables.ts';
import { findMember } from '../db/directory.ts';
import { isPendingFor } from '../db/burst-evidence.ts';
import { countPieces, findEvidence, listEvidenceOfSubmission } from '../db/evidence.ts';
import { markPurged } from '../db/evidence-bytes.ts';
import { listUses, type PieceUse } from '../db/evidence-uses.ts';
import { retireArchives } from '../db/exports.ts';
import { clearAttachments, forgetTexts } from '../db/inbound.ts';
import { listSpeakingOf, replaceBodies } from '../db/outbound.ts';
import { getPlan } from '../db/plans.ts';
import { updateSubmission } from '../db/submissions.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import { shortFileName } from '../domain/file-name.ts';
import { PURGED_WORDS, type Evidence } from '../domain/evidence.ts';
import type { NamedDeliverable } from '../domain/named-deliverable.ts';
import { quotes, tellingBeginning } from '../domain/quoted-words.ts';
import { daysOwedAgain } from '../domain/repair.ts';
import { isLive, sendersOf, type Submission } from '../domain/submission.ts';
import { audit, type Actor } from './audit.ts';
import type { Deps } from './deps.ts';
import { itemView, type ItemView } from './item-view.ts';
import { getNumbered } from './numbered-submission.ts';
import { settleAny } from './settle-waivers.ts';
import { tellEach } from './tell-each.ts';
import { withYears } from './with-years.ts';

/** What 清除 would destroy, or has destroyed. */
export interface PurgeView extends ItemView {
  number: number;
  files: string[];
  /** Files beyond those named. */
  more: number;
  reason: string;
  /** It counts, and will have to be handed in again; not in a closed year. */
  owed: boolean;
  /** Where the same material counts as well (也用于), and is destroyed, too. */
  uses: { number: number; ofYear: string; code: string }[];
}

export interface PurgedView extends PurgeView {
  /** Names of the senders who were told. */
  told: string[];
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
): Promise<PurgedView> {
  const purgeable = await getPurgeable(deps, number);
  const { submission, deliverable, files, uses } = purgeable;
  const view = purgeView(purgeable, reason);
  const now = deps.clock.now().toISOString();
  const pieces = [...files];
  for (const { id } of uses) pieces.push((await findEvidence(deps.db, id))!);
  const ids = pieces.map(({ id }) => id);
  await markPurged(deps.db, ids, { purgedAt: now, purgedBy: member.id, purgeReason: reason });
  await retireArchives(deps.db, new Date().toISOString());
  await clearAttachments(
    deps.db,
    pieces.flatMap(({ attachmentId }) => attachmentId ?? []),
  );
  await forgetWords(deps, [number, ...view.uses.map((use) => use.number)], pieces);
  if (isLive(submission)) await oweAgain(deps, submission, deliverable);
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
  const called = files.map((one) => (one.form === 'file' ? one : { ...one, originalName: PURGED_WORDS[one.form] }));
  const told = await tellSenders(deps, member, { submission, files, view, reason });
  return { ...purgeView({ ...purgeable, files: called }, reason), told };
}

/** What came as words is in the message it came with, and in what the bot said about it. */
async function forgetWords(deps: Deps, numbers: readonly number[], pieces: readonly Evidence[]): Promise<void> {
  const typed = pieces.filter(({ form }) => form !== 'file');
  if (typed.length === 0) return;
  const inboundIds = typed.flatMap(({ inboundId }) => inboundId ?? []);
  await forgetTexts(deps.db, inboundIds);
  const beginnings = typed.flatMap(({ originalName, body, url }) =>
    [originalName, body, url].flatMap((words) => tellingBeginning(words ?? '') ?? []),
  );
  const cleared = deps.render('words-cleared', {});
  for (const number of numbers) {
    const speaking = await listSpeakingOf(deps.db, { inReplyTo: inboundIds, number });
    const isQuoting = (one: (typeof speaking)[number]): boolean =>
      inboundIds.includes(one.inReplyTo ?? '') || quotes(one.body, { number, beginnings });
    const ids = speaking.filter(isQuoting).map(({ id }) => id);
    await replaceBodies(deps.db, ids, cleared);
  }
}

/** Whoever sent something of it hears that it is gone, and that it is owed again. */
async function tellSenders(
  deps: Deps,
  admin: Member,
  { submission, files, view, reason }: { submission: Submission; files: readonly Evidence[]; view: PurgeView; reason: string },
): Promise<string[]> {
  const ids = [...sendersOf(submission, files)].filter((id) => id !== admin.id);
  const senders = (await Promise.all(ids.map((id) => findMember(deps.db, id)))).flatMap((sender) => sender ?? []);
  const message = deps.render('purged-told', { ...view, by: admin.name, reason });
  // By its last piece: a 报送 may be destroyed in two goes.
  const key = `purged-${files.at(-1)!.id}`;
  const told = await tellEach(deps, senders, { purpose: 'notice', key, messageFor: () => message });
  return told.map(({ name }) => name);
}

/** Nothing of it counts any more. */
async function oweAgain(deps: Deps, submission: Submission, deliverable: NamedDeliverable): Promise<void> {
  const now = deps.clock.now();
  const days = daysOwedAgain(deliverable, dayOf(now), deps.calendar, deps.config.reminders.repairWithinWorkdays);
  const from = { ladderFrom: now.toISOString(), nextReminderAt: now.toISOString() };
  await updateSubmission(deps.db, submission.id, { state: 'withdrawn' });
  await updateDeliverable(deps.db, deliverable.id, { state: 'open', awarded: null, waiver: null, ...days, ...from });
  await settleAny(deps, deliverable.taskId);
}

interface Purgeable {
  submission: Submission;
  deliverable: NamedDeliverable;
  /** Its year. */
  closed: boolean;
  files: Evidence[];
  uses: (PieceUse & { ofYear: string })[];
}

async function getPurgeable(deps: Deps, number: number): Promise<Purgeable> {
  const { submission, deliverable } = await getNumbered(deps, number);
  // Its bytes would come after the row was marked.
  if (await isPendingFor(deps.db, deliverable.id)) throw new DomainError('cannot-purge', { number, why: 'receiving' });
  const files = (await listEvidenceOfSubmission(deps.db, submission.id)).filter(({ purgedAt }) => purgedAt === null);
  if (files.length === 0) throw new DomainError('cannot-purge', { number, why: 'nothing' });
  const uses = (await withYears(deps, await listUses(deps.db, files))).filter(({ purgedAt }) => purgedAt === null);
  const { state } = await getPlan(deps.db, deliverable.planId);
  return { submission, deliverable, closed: state === 'closed', files, uses };
}

function purgeView({ submission, deliverable, closed, files, uses }: Purgeable, reason: string): PurgeView {
  return {
    ...itemView(deliverable),
    number: submission.number,
    files: files.slice(0, FILES_SHOWN).map(({ originalName }) => shortFileName(originalName)),
    more: Math.max(0, files.length - FILES_SHOWN),
    reason,
    owed: isLive(submission) && !closed,
    uses: [...new Map(uses.map(({ number, ofYear, code }) => [number, { number, ofYear, code }])).values()],
  };
}

const FILES_SHOWN = 10;
