import { findLastBurst, findUnclearBurst } from '../db/bursts.ts';
import { findNamedDeliverable } from '../db/named-deliverables.ts';
import type { InboundRow } from '../db/tables.ts';
import type { Member } from '../domain/directory.ts';
import { closeBurst, placeOf } from './burst-steps.ts';
import { describeBurst, type BurstView } from './describe-burst.ts';
import { checklistView, type ChecklistView } from './checklist-view.ts';
import { refuseClosedYear } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { questionView, type QuestionView } from './hand-in-views.ts';
import { itemView, type ItemView } from './item-view.ts';

export type FinishedView =
  /** `item`: 「提交 3」 was said, but nothing came. */
  | { kind: 'nothing'; item: (ItemView & { checklist: ChecklistView }) | null; inRoom: boolean }
  | { kind: 'question'; question: QuestionView }
  | { kind: 'storing'; pending: number; code: string | null }
  | { kind: 'finished'; burst: BurstView };

/** 「完成」: ends the burst, and reviewers are told; files still on their way go on by themselves. */
export async function finishBurst(deps: Deps, { inbound, sender }: { inbound: InboundRow; sender: Member }): Promise<FinishedView> {
  await refuseClosedYear(deps);
  const place = placeOf(inbound, sender);
  const unclear = await findUnclearBurst(deps.db, place);
  if (unclear !== undefined) {
    return { kind: 'question', question: await questionView(deps, unclear) };
  }
  const burst = await findLastBurst(deps.db, place);
  const nothing = { kind: 'nothing', item: null, inRoom: inbound.roomId !== null } as const;
  if (burst === undefined) return nothing;
  const { pending, receipt, code } = await describeBurst(deps, burst);
  if (pending === 0 && receipt === null) return { ...nothing, item: await expectedItem(deps, burst) };
  await closeBurst(deps, burst);
  return pending > 0 ? { kind: 'storing', pending, code } : { kind: 'finished', burst: await describeBurst(deps, burst) };
}

async function expectedItem(
  deps: Deps,
  { ended, deliverableId }: { ended: 0 | 1; deliverableId: string | null },
): Promise<(ItemView & { checklist: ChecklistView }) | null> {
  if (ended === 1 || deliverableId === null) return null;
  const deliverable = await findNamedDeliverable(deps.db, deliverableId);
  return deliverable === undefined ? null : { ...itemView(deliverable), checklist: await checklistView(deps, deliverable) };
}
