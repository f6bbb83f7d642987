import { isDeepStrictEqual } from 'node:util';
import { findUrgePreview, removeUrgePreview, saveUrgePreview, type UrgePlace } from '../db/urge-previews.ts';
import { dayOf } from '../domain/calendar.ts';
import { DomainError } from '../domain/errors.ts';
import { urgeWords, type UrgePreview, type UrgeRequest } from '../domain/urge.ts';
import type { Actor } from './audit.ts';
import { carryOutUrge } from './carry-out-urge.ts';
import type { Deps } from './deps.ts';
import { planUrge, reachOf } from './plan-urge.ts';
import type { UrgeOutcome } from './urge.ts';
import { urgeView } from './urge-view.ts';

/**
 * 确认催办: acts on who still owes now, and on nobody who was not shown; then it shows them first. `said`: what of the question was
 * said again, so that an older card does not confirm a newer question.
 */
export async function confirmUrge(
  deps: Deps,
  { said, place, actor }: { said: Partial<UrgeRequest>; place: UrgePlace; actor: Actor },
): Promise<UrgeOutcome> {
  const waiting = await findWaitingUrge(deps, place);
  if (waiting === undefined) throw new DomainError('nothing-to-urge', { waiting: null });
  const { request, shown, askedAt } = waiting;
  if (!isDeepStrictEqual({ ...request, ...said }, request)) throw new DomainError('nothing-to-urge', { waiting: urgeWords(request) });
  const plan = await planUrge(deps, request, askedAt);
  const reach = reachOf(plan);
  if (!reach.every((one) => shown.includes(one))) {
    await saveUrgePreview(deps.db, { ...waiting, shown: reach });
    return { kind: 'changed', view: await urgeView(deps, plan, request) };
  }
  await removeUrgePreview(deps.db, place);
  return { kind: 'urged', view: await carryOutUrge(deps, plan, request, actor) };
}

/** 取消催办. Returns what was asked; undefined when nothing waits. */
export async function cancelUrge(deps: Deps, place: UrgePlace): Promise<{ words: string } | undefined> {
  const waiting = await findWaitingUrge(deps, place);
  if (waiting === undefined) return undefined;
  await removeUrgePreview(deps.db, place);
  return { words: urgeWords(waiting.request) };
}

/** The asker's own in that conversation. It holds for that day: on the next one nobody remembers who was shown. */
async function findWaitingUrge({ db, clock }: Deps, place: UrgePlace): Promise<UrgePreview | undefined> {
  const preview = await findUrgePreview(db, place);
  return preview !== undefined && dayOf(new Date(preview.askedAt)) === dayOf(clock.now()) ? preview : undefined;
}
