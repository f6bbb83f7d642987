import { findOpenBurst, findUnclearBurst } from '../db/bursts.ts';
import { findNamedDeliverable } from '../db/named-deliverables.ts';
import type { InboundRow } from '../db/tables.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { Burst } from '../domain/evidence.ts';
import { addNote, closeBurst, decideBurst, openBurst, placeOf, prolonged } from './burst-steps.ts';
import { describeBurst, type BurstView } from './describe-burst.ts';
import { actingSender } from './acting-sender.ts';
import type { Deps } from './deps.ts';
import { questionView, type QuestionView } from './hand-in-views.ts';
import { itemView, type ItemView } from './item-view.ts';
import { chooseByCode, listOwnDeliverables } from './own-deliverables.ts';

export interface Preparation {
  inbound: InboundRow;
  sender: Member;
  /** The department the office sends for (代交). */
  forDepartment?: string;
  code?: string;
  note: string;
}

export type PreparedView =
  /** The item is clear; files may come. */
  | { kind: 'ready'; item: ItemView; minutes: number }
  | { kind: 'question'; question: QuestionView; waiting: boolean }
  /** Files that were there before the word. */
  | { kind: 'filed'; burst: BurstView; noted: boolean }
  | { kind: 'how' };

/** 「提交 3 说明」 without a file: says what those just sent or those to come are for. Alone it is no evidence (佐证资料). */
export async function prepareHandIn(deps: Deps, input: Preparation): Promise<PreparedView> {
  const place = placeOf(input.inbound, input.sender);
  const running = await findOpenBurst(deps.db, place);
  const unclear = await findUnclearBurst(deps.db, place);
  if (input.code !== undefined) return prepareItem(deps, { ...input, code: input.code }, running, unclear);
  const current = unclear ?? (running?.deliverableId == null ? undefined : running);
  if (current === undefined) return { kind: 'how' };
  const burst = await addNote(deps, current, input.note);
  return preparedView(deps, burst, input.note !== '');
}

async function prepareItem(
  deps: Deps,
  input: Preparation & { code: string },
  running: Burst | undefined,
  unclear: Burst | undefined,
): Promise<PreparedView> {
  const place = placeOf(input.inbound, input.sender);
  const acting = await actingSender(deps, input.sender, place, input.forDepartment);
  const all = await listOwnDeliverables(deps, acting.departments);
  const choice = await chooseByCode(deps, all, input.code, input.note);
  const chosen = choice.kind === 'chosen' ? choice.deliverable.id : null;
  const isFor = (burst: Burst | undefined): boolean => burst?.forDepartmentId === acting.forDepartmentId;
  const same = running !== undefined && isFor(running) && (running.deliverableId === null || running.deliverableId === chosen);
  if (unclear === undefined && !same && input.inbound.roomId !== null) throw new DomainError('quote-the-file', { code: input.code });
  // Files that wait for their item may turn out to be for another department.
  let burst = unclear === undefined ? (same ? running : undefined) : { ...unclear, forDepartmentId: acting.forDepartmentId };
  // What runs here for another item has all its files.
  if (running !== undefined && running.id !== burst?.id) await closeBurst(deps, running);
  burst ??= await openBurst(deps, place, acting.forDepartmentId);
  const decided = await decideBurst(deps, prolonged(deps, burst), choice);
  const noted = await addNote(deps, decided, choice.kind === 'chosen' ? choice.note : input.note);
  return preparedView(deps, noted, input.note !== '');
}

/** What to answer about a burst after something was said about it. */
export async function preparedView(deps: Deps, burst: Burst, noted: boolean): Promise<PreparedView> {
  const view = await describeBurst(deps, burst);
  if (burst.question !== null)
    return { kind: 'question', question: await questionView(deps, burst), waiting: view.stored + view.pending > 0 };
  if (view.stored + view.pending > 0) return { kind: 'filed', burst: view, noted };
  const deliverable = await findNamedDeliverable(deps.db, burst.deliverableId ?? '');
  if (deliverable === undefined) return { kind: 'how' };
  return { kind: 'ready', item: itemView(deliverable), minutes: deps.config.evidence.burstMinutes };
}
