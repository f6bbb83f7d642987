import { getTask } from '../db/plans.ts';
import { listTasksWithWaivers, listWaivable, oweAgain, waiveDeliverables } from '../db/waivers.ts';
import { planWaivers, type WaivableDeliverable } from '../domain/waivers.ts';
import type { Deps } from './deps.ts';

/** What of the item changed, in the order of its departments. */
export interface WaiverOutcome {
  waived: WaivableDeliverable[];
  owing: WaivableDeliverable[];
}

/**
 * Who of an item need not hand in (免报) after something was approved or no longer is, the item became 任一完成 or 全部完成 again,
 * or a share was given up or taken up. Says it again as often as asked.
 */
export async function settleAny(deps: Deps, taskId: string): Promise<WaiverOutcome> {
  const { waive, owe } = planWaivers(await getTask(deps.db, taskId), await listWaivable(deps.db, taskId));
  for (const [waiver, those] of Map.groupBy(waive, (change) => change.waiver)) {
    await waiveDeliverables(
      deps.db,
      those.map(({ deliverable }) => deliverable.id),
      waiver,
    );
  }
  const now = deps.clock.now().toISOString();
  for (const { deliverable, state } of owe) await oweAgain(deps.db, deliverable, state, now);
  return { waived: waive.map(({ deliverable }) => deliverable), owing: owe.map(({ deliverable }) => deliverable) };
}

/** The same for all of a plan, after its 应报事项 came or went. */
export async function settlePlan(deps: Deps, planId: string): Promise<void> {
  for (const taskId of await listTasksWithWaivers(deps.db, planId)) await settleAny(deps, taskId);
}
