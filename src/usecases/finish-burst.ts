import { findLastBurst } from '../db/bursts.ts';
import { findNamedDeliverable } from '../db/named-deliverables.ts';
import type { InboundRow } from '../db/tables.ts';
import type { Member } from '../domain/directory.ts';
import { closeBurst, placeOf } from './burst-steps.ts';
import { describeBurst, type BurstView } from './describe-burst.ts';
import { checklistView, type ChecklistView } from './checklist-view.ts';
import { refuseClosedYear } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { itemView, type ItemView } from './item-view.ts';
import { listOpenDeliverables } from './own-deliverables.ts';
import { findUnclear, leftView, unclearView, type EarlierFilesView, type UnclearView } from './unclear-bursts.ts';

/** `item`: 「提交 3」 was said, but nothing came. `example`: an item the person may hand in for, where there is one. */
interface NothingView {
  kind: 'nothing';
  item: (ItemView & { checklist: ChecklistView }) | null;
  example: string | null;
  inRoom: boolean;
}

export type FinishedView =
  | NothingView
  | UnclearView
  | { kind: 'storing'; pending: number; code: string | null }
  | { kind: 'finished'; burst: BurstView; left: EarlierFilesView | null };

/** 「完成」: ends the burst, and reviewers are told; files still on their way go on by themselves. */
export async function finishBurst(deps: Deps, { inbound, sender }: { inbound: InboundRow; sender: Member }): Promise<FinishedView> {
  await refuseClosedYear(deps);
  const place = placeOf(inbound, sender);
  const { current, left } = await findUnclear(deps, place);
  if (current !== undefined) return unclearView(deps, current);
  const burst = await findLastBurst(deps.db, place);
  const inRoom = inbound.roomId !== null;
  if (burst === undefined) return nothingCame(deps, sender, { item: null, inRoom });
  const { pending, receipt, code } = await describeBurst(deps, burst);
  if (pending === 0 && receipt === null && left !== undefined) return unclearView(deps, left);
  if (pending === 0 && receipt === null) return nothingCame(deps, sender, { item: await expectedItem(deps, burst), inRoom });
  await closeBurst(deps, burst);
  if (pending > 0) return { kind: 'storing', pending, code };
  return { kind: 'finished', burst: await describeBurst(deps, burst), left: await leftView(deps, place) };
}

async function nothingCame(deps: Deps, { id }: Member, about: Pick<NothingView, 'item' | 'inRoom'>): Promise<NothingView> {
  const [first] = await listOpenDeliverables(deps, { memberId: id, forDepartmentId: null, year: null });
  return { kind: 'nothing', ...about, example: first?.code ?? null };
}

async function expectedItem(
  deps: Deps,
  { ended, deliverableId }: { ended: 0 | 1; deliverableId: string | null },
): Promise<(ItemView & { checklist: ChecklistView }) | null> {
  if (ended === 1 || deliverableId === null) return null;
  const deliverable = await findNamedDeliverable(deps.db, deliverableId);
  return deliverable === undefined ? null : { ...itemView(deliverable), checklist: await checklistView(deps, deliverable) };
}
