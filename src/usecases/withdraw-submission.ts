import { getBurst, listUnfinishedBursts, updateBurst } from '../db/bursts.ts';
import { getDeliverable, updateDeliverable } from '../db/deliverables.ts';
import { listEvidenceOfBurst } from '../db/burst-evidence.ts';
import { assignEvidence } from '../db/evidence.ts';
import { updateSubmission } from '../db/submissions.ts';
import type { Member } from '../domain/directory.ts';
import { UPLOAD_PAGE } from '../domain/upload.ts';
import type { Burst } from '../domain/evidence.ts';
import { audit, type Actor } from './audit.ts';
import { moveToChat } from './burst-steps.ts';
import type { Deps } from './deps.ts';
import { itemView, type ItemView } from './item-view.ts';
import { refuseLongReason } from './request-reason.ts';
import { settleAny } from './settle-waivers.ts';
import { getWithdrawable } from './withdrawable.ts';

export interface WithdrawnView extends ItemView {
  number: number;
  /** It has to be handed in again: not when the item is the department's no more, or another one's is enough. */
  owed: boolean;
  /** Files of the person's running burst, free for another item. */
  unclear: number;
}

/** 「撤回 B12 发错了」, by whoever sent something of it or an admin, until it is approved. The deliverable is open again, the files stay. */
export async function withdrawSubmission(
  deps: Deps,
  { member, actor, number, reason }: { member: Member; actor: Actor; number: number; reason: string },
): Promise<WithdrawnView> {
  refuseLongReason(reason);
  const { submission, deliverable } = await getWithdrawable(deps, { member, number });
  await updateSubmission(deps.db, submission.id, { state: 'withdrawn', withdrawnReason: reason || null });
  await reopen(deps, deliverable.id);
  await settleAny(deps, deliverable.taskId);
  let unclear = 0;
  for (const burst of await listUnfinishedBursts(deps.db, deliverable.id)) {
    const released = await release(deps, burst);
    if (burst.memberId !== member.id) continue;
    unclear += released;
    if (burst.channel === UPLOAD_PAGE) await moveToChat(deps, await getBurst(deps.db, burst.id), actor.source);
  }
  await audit(
    deps,
    actor,
    'withdraw',
    `${member.name}撤回 B${number}${reason === '' ? '' : `：${reason}`}（第${deliverable.code}项，${deliverable.departmentName}）`,
    {
      taskId: deliverable.taskId,
      submissionId: submission.id,
    },
  );
  const { state, detached } = await getDeliverable(deps.db, deliverable.id);
  return { ...itemView(deliverable), number, owed: state !== 'waived' && detached === 0, unclear };
}

async function reopen(deps: Deps, deliverableId: string): Promise<void> {
  const { detached } = await getDeliverable(deps.db, deliverableId);
  const nextReminderAt = detached === 1 ? null : deps.clock.now().toISOString();
  await updateDeliverable(deps.db, deliverableId, { state: 'open', waiver: null, nextReminderAt });
}

/** What is still being sent waits for its item again: replying another number moves it, but nothing sent later takes it along. Returns how many files that are. */
async function release(deps: Deps, burst: Burst): Promise<number> {
  const ids = (await listEvidenceOfBurst(deps.db, burst.id))
    .filter(({ state }) => state === 'stored' || state === 'pending')
    .map(({ id }) => id);
  await assignEvidence(deps.db, ids, { submissionId: null, version: null });
  await updateBurst(deps.db, { ...burst, deliverableId: null, question: 'item', candidates: [], problem: null, ended: 1 });
  return ids.length;
}
