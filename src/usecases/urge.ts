import { saveUrgePreview, type UrgePlace } from '../db/urge-previews.ts';
import { byDepartment } from '../domain/progress.ts';
import type { UrgeRequest } from '../domain/urge.ts';
import type { Actor } from './audit.ts';
import { carryOutUrge } from './carry-out-urge.ts';
import type { Deps } from './deps.ts';
import { planUrge, reachOf } from './plan-urge.ts';
import { urgeView, type UrgeView } from './urge-view.ts';

/** It acted, or waits for 确认催办; `changed`: because it would reach somebody who was not shown. */
export interface UrgeOutcome {
  kind: 'urged' | 'preview' | 'changed';
  view: UrgeView;
}

/** 催办: where one department owes something it acts at once; where several do it first says whom it would reach. */
export async function urge(
  deps: Deps,
  { request, place, actor }: { request: UrgeRequest; place: UrgePlace; actor: Actor },
): Promise<UrgeOutcome> {
  const plan = await planUrge(deps, request);
  if (byDepartment(plan.owed).length <= 1 || plan.reached.length === 0) {
    return { kind: 'urged', view: await carryOutUrge(deps, plan, request, actor) };
  }
  await saveUrgePreview(deps.db, { ...place, request, shown: reachOf(plan), askedAt: deps.clock.now().toISOString() });
  return { kind: 'preview', view: await urgeView(deps, plan, request) };
}
