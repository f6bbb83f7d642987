import { updateBurst } from '../db/bursts.ts';
import { nextNumber } from '../db/counters.ts';
import { updateDeliverable } from '../db/deliverables.ts';
import { isPendingFor, listWaitingOfBurst } from '../db/burst-evidence.ts';
import { assignEvidence, listSameBytes, listTyped } from '../db/evidence.ts';
import { findNamedDeliverable } from '../db/named-deliverables.ts';
import { findLiveSubmission, getSubmission, insertSubmission, updateSubmission } from '../db/submissions.ts';
import type { Burst, Evidence } from '../domain/evidence.ts';
import { isUnfinished, type NamedDeliverable } from '../domain/named-deliverable.ts';
import type { Submission } from '../domain/submission.ts';
import { announceWhenQuiet } from './announce-submission.ts';
import { findMember } from '../db/directory.ts';
import { audit } from './audit.ts';
import type { Deps } from './deps.ts';
import { itemView } from './item-view.ts';
import { settleRepeated } from './settle-repeated.ts';
import { tellLiaisons } from './tell-liaisons.ts';
import { trailNames } from './trail-name.ts';

/** Puts a burst's stored files into the submission (报送) of its deliverable. Does nothing while the item is unclear. */
export async function attachBurst(deps: Deps, burst: Burst): Promise<void> {
  if (burst.deliverableId === null) return;
  const waiting = await listWaitingOfBurst(deps.db, burst.id);
  if (waiting.length > 0) {
    const deliverable = await findNamedDeliverable(deps.db, burst.deliverableId);
    if (deliverable === undefined || !isUnfinished(deliverable)) return askAgain(deps, burst);
    await handOver(deps, burst, deliverable, waiting);
  }
  await settleSubmission(deps, burst.deliverableId);
}

/** Its deliverable went away (a 时间节点 was deleted) while the files were on their way. */
async function askAgain(deps: Deps, burst: Burst): Promise<void> {
  await updateBurst(deps.db, { ...burst, deliverableId: null, question: 'item', candidates: [] });
}

async function handOver(deps: Deps, burst: Burst, deliverable: NamedDeliverable, files: Evidence[]): Promise<void> {
  const submission = await continueSubmission(deps, burst, deliverable);
  const hashes = files.flatMap(({ sha256 }) => sha256 ?? []);
  const known = await listSameBytes(deps.db, submission, hashes);
  if (hashes.length < files.length) known.push(...(await listTyped(deps.db, submission)));
  const contents = new Map(known.map((one) => [contentOf(one), one]));
  const fresh: Evidence[] = [];
  for (const file of files) {
    const same = contents.get(contentOf(file));
    if (same === undefined) fresh.push(file);
    else await settleRepeated(deps, { again: file, known: same, source: burst.channel, standing: { submission, deliverable } });
  }
  if (fresh.length === 0) return;
  await assignEvidence(
    deps.db,
    fresh.map(({ id }) => id),
    { submissionId: submission.id, version: submission.version },
  );
  const repair = submission.version > 1 ? `（第 ${submission.version} 版）` : '';
  await audit(
    deps,
    { id: burst.memberId, source: burst.channel },
    'hand-in',
    `${await handedInBy(deps, burst, deliverable)}交第${deliverable.code}项材料${trailNames(fresh)}，编号 B${submission.number}${repair}`,
    { taskId: deliverable.taskId, submissionId: submission.id },
  );
}

/** What makes a piece the same as another: its bytes, or its words. */
function contentOf({ sha256, url, body, title, docNumber, originalName }: Evidence): string {
  return sha256 ?? url ?? body ?? JSON.stringify([title, docNumber, originalName]);
}

/** The live submission in the version that takes files now: a new one, the same, or the repair (补正) of a returned one. */
async function continueSubmission(deps: Deps, burst: Burst, deliverable: NamedDeliverable): Promise<Submission> {
  const live = await findLiveSubmission(deps.db, deliverable.id);
  if (live === undefined) return createSubmission(deps, burst, deliverable);
  if (live.state === 'returned') {
    await updateSubmission(deps.db, live.id, { version: live.version + 1, state: 'receiving', note: burst.note });
  }
  return getSubmission(deps.db, live.id);
}

async function createSubmission(deps: Deps, burst: Burst, deliverable: NamedDeliverable): Promise<Submission> {
  const submission: Submission = {
    id: deps.newId(),
    number: await nextNumber(deps.db, 'submission'),
    deliverableId: deliverable.id,
    departmentId: deliverable.departmentId,
    memberId: burst.memberId,
    state: 'receiving',
    version: 1,
    note: burst.note,
    createdAt: deps.clock.now().toISOString(),
    submittedAt: null,
    announcedVersion: 0,
    onBehalf: burst.forDepartmentId === null ? 0 : 1,
    withdrawnReason: null,
  };
  await insertSubmission(deps.db, submission);
  if (submission.onBehalf === 1) await tellDepartment(deps, burst, submission, deliverable);
  return submission;
}

/** Both names where the office handed it in (代交). */
async function handedInBy(deps: Deps, { memberId, forDepartmentId }: Burst, { departmentName }: NamedDeliverable): Promise<string> {
  if (forDepartmentId === null) return departmentName;
  return `${(await findMember(deps.db, memberId))?.name ?? memberId}代${departmentName}`;
}

/** Nothing is handed in for a department without its liaisons hearing of it. */
async function tellDepartment(deps: Deps, { memberId }: Burst, { id, number }: Submission, deliverable: NamedDeliverable): Promise<void> {
  const by = (await findMember(deps.db, memberId))?.name ?? '';
  const about = { departmentId: deliverable.departmentId, except: memberId, template: 'on-behalf-told' };
  await tellLiaisons(deps, { ...about, view: { ...itemView(deliverable), number, by }, key: `on-behalf-${id}` });
}

/** `submitted` (待审) when all its files are stored, `receiving` while one is on its way. */
export async function settleSubmission(deps: Deps, deliverableId: string): Promise<void> {
  const submission = await findLiveSubmission(deps.db, deliverableId);
  if (submission?.state !== 'receiving' && submission?.state !== 'submitted') return;
  if (await isPendingFor(deps.db, deliverableId)) {
    if (submission.state !== 'receiving') await updateSubmission(deps.db, submission.id, { state: 'receiving' });
    return;
  }
  if (submission.state === 'receiving') {
    const now = deps.clock.now().toISOString();
    await updateSubmission(deps.db, submission.id, { state: 'submitted', submittedAt: now });
    await updateDeliverable(deps.db, deliverableId, { state: 'submitted', nextReminderAt: now });
  }
  await announceWhenQuiet(deps, deliverableId);
}
