import { findOpenBurst } from '../db/bursts.ts';
import { findNamedDeliverable } from '../db/named-deliverables.ts';
import type { InboundRow } from '../db/tables.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { Burst } from '../domain/evidence.ts';
import { addNote, closeBurst, decideBurst, openBurst, placeOf, prolonged } from './burst-steps.ts';
import { describeBurst, type BurstView } from './describe-burst.ts';
import { actingSender, type ActingSender } from './acting-sender.ts';
import type { Deps } from './deps.ts';
import { itemView, type ItemView } from './item-view.ts';
import { chooseByCode, listOwnDeliverables } from './own-deliverables.ts';
import { findUnclear, leftView, unclearView, type EarlierFilesView, type UnclearView } from './unclear-bursts.ts';

export interface Preparation {
  inbound: InboundRow;
  sender: Member;
  /** The department the office sends for (代交). */
  forDepartment?: string;
  /** The year that was named. */
  year: number | undefined;
  code?: string;
  note: string;
}

export type PreparedView =
  /** The item is clear; files may come. */
  | { kind: 'ready'; item: ItemView; minutes: number; left: EarlierFilesView | null }
  | UnclearView
  /** Files that were there before the word. */
  | { kind: 'filed'; burst: BurstView; noted: boolean; left: EarlierFilesView | null }
  | { kind: 'how' };

/** 「提交 3 说明」 without a file: says what those just sent or those to come are for. Alone it is no evidence (佐证资料). */
export async function prepareHandIn(deps: Deps, input: Preparation): Promise<PreparedView> {
  const place = placeOf(input.inbound, input.sender);
  const running = await findOpenBurst(deps.db, place);
  const { current: unclear, left } = await findUnclear(deps, place);
  if (input.code !== undefined) {
    const acting = await actingSender(deps, input);
    return prepareItem(deps, { ...input, code: input.code, acting }, running, unclear);
  }
  const current = unclear ?? (running?.deliverableId == null ? undefined : running);
  if (current === undefined) return left === undefined ? { kind: 'how' } : unclearView(deps, left);
  const burst = await addNote(deps, current, input.note);
  return preparedView(deps, burst, input.note !== '');
}

/** `unclear`: the files the item is said of, if any wait. */
export async function prepareItem(
  deps: Deps,
  { acting, ...input }: Omit<Preparation, 'forDepartment' | 'year'> & { code: string; acting: ActingSender },
  running: Burst | undefined,
  unclear: Burst | undefined,
): Promise<PreparedView> {
  const place = placeOf(input.inbound, input.sender);
  const all = await listOwnDeliverables(deps, acting.departments, acting.year);
  const choice = await chooseByCode(deps, all, input.code, input.note);
  const chosen = choice.kind === 'chosen' ? choice.deliverable.id : null;
  const isFor = (burst: Burst | undefined): boolean => burst?.forDepartmentId === acting.forDepartmentId;
  const same = running !== undefined && isFor(running) && (running.deliverableId === null || running.deliverableId === chosen);
  if (unclear === undefined && !same && input.inbound.roomId !== null) throw new DomainError('quote-the-file', { code: input.code });
  // Files that wait for their item may turn out to be for another department.
  let burst = unclear === undefined ? (same ? running : undefined) : { ...unclear, forDepartmentId: acting.forDepartmentId };
  // What runs here for another item has all its files.
  if (running !== undefined && running.id !== burst?.id) await closeBurst(deps, running);
  burst ??= await openBurst(deps, place, acting);
  const decided = await decideBurst(deps, prolonged(deps, { ...burst, year: acting.year }), choice);
  const noted = await addNote(deps, decided, choice.kind === 'chosen' ? choice.note : input.note);
  return preparedView(deps, noted, input.note !== '');
}

/** What to answer about a burst after something was said about it. */
export async function preparedView(deps: Deps, burst: Burst, noted: boolean): Promise<PreparedView> {
  const view = await describeBurst(deps, burst);
  if (burst.question !== null) return unclearView(deps, burst);
  const left = await leftView(deps, burst);
  if (view.stored + view.pending > 0) return { kind: 'filed', burst: view, noted, left };
  const deliverable = await findNamedDeliverable(deps.db, burst.deliverableId ?? '');
  if (deliverable === undefined) return { kind: 'how' };
  return { kind: 'ready', item: itemView(deliverable), minutes: deps.config.evidence.burstMinutes, left };
}
