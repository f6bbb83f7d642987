import { listPlanShares } from '../db/assignments.ts';
import {
  countDeliverables,
  detachDeliverables,
  insertDeliverables,
  listStandingDeliverables,
  placeDeliverables,
  removeDeliverables,
} from '../db/deliverables.ts';
import { listMilestones } from '../db/milestones.ts';
import { dayOf } from '../domain/calendar.ts';
import type { AssessmentPlan } from '../domain/plan.ts';
import { planDeliverables, type DeliverableChanges, type DeliverablePlace, type StandingDeliverable } from '../domain/plan-deliverables.ts';
import type { Deps } from './deps.ts';
import { settlePlan } from './settle-waivers.ts';
import type { EndedExtension } from './tell-of-ended-extensions.ts';

/** What a change of dates or shares did to the 应报事项, in numbers. */
export interface DeliverableCounts {
  created: number;
  /** Another date or checkpoint. */
  moved: number;
  removed: number;
  /** Kept without a checkpoint because something was handed in. */
  detached: number;
  /** How many count now. */
  total: number;
}

export interface Reconciled {
  counts: DeliverableCounts;
  ended: EndedExtension[];
}

/** Brings a plan's 应报事项 in line with its shares and checkpoints. In the transaction that changed those. */
export async function reconcileDeliverables(deps: Deps, plan: AssessmentPlan): Promise<Reconciled> {
  const assignments = await listPlanShares(deps.db, plan.id);
  const milestones = await listMilestones(deps.db, plan.id);
  const standing = await listStandingDeliverables(deps.db, plan.id);
  const changes = planDeliverables({ assignments, milestones, publishedOn: dayOf(new Date(plan.publishedAt)), standing });

  const now = deps.clock.now().toISOString();
  await removeDeliverables(deps.db, changes.remove);
  await detachDeliverables(deps.db, changes.detach);
  for (const [to, ids] of byPlace(changes.place)) await placeDeliverables(deps.db, ids, to, now);
  await insertDeliverables(
    deps.db,
    changes.create.map((place) => ({
      ...place,
      id: deps.newId(),
      planId: plan.id,
      state: 'open',
      detached: 0,
      extendedOn: null,
      awarded: null,
      waiver: null,
      ladderFrom: now,
      nextReminderAt: now,
    })),
  );
  await settlePlan(deps, plan.id);
  return {
    counts: { ...countChanges(changes, standing), total: await countDeliverables(deps.db, plan.id) },
    ended: listEnded(changes, standing),
  };
}

/** Rows that go to the same checkpoint and day are written by one statement. */
function byPlace(moves: readonly { id: string; to: DeliverablePlace }[]): [DeliverablePlace, string[]][] {
  const groups = Map.groupBy(moves, ({ to }) => `${to.milestoneId} ${to.startsOn} ${to.dueOn} ${to.supplementary}`);
  return [...groups.values()].map((group) => [group[0]!.to, group.map(({ id }) => id)]);
}

function countChanges(
  { create, place, remove, detach }: DeliverableChanges,
  standing: readonly StandingDeliverable[],
): Omit<DeliverableCounts, 'total'> {
  const aside = new Set(standing.filter(({ detached }) => detached === 1).map(({ id }) => id));
  return {
    created: create.length,
    moved: place.length,
    removed: remove.filter((id) => !aside.has(id)).length,
    detached: detach.length,
  };
}

function listEnded({ remove }: DeliverableChanges, standing: readonly StandingDeliverable[]): EndedExtension[] {
  const gone = new Set(remove);
  return standing.flatMap(({ id, taskId, departmentId, state, dueOn, extendedOn }) =>
    gone.has(id) && state === 'open' && extendedOn !== null && extendedOn === dueOn ? [{ id, taskId, departmentId, extendedOn }] : [],
  );
}
