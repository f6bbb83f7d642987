import { isOwed, type Deliverable, type Waiver } from './deliverable.ts';
import type { Task } from './plan.ts';
import type { Submission } from './submission.ts';

/** One 应报事项 of an item, with what decides whether it has to be handed in. Detached ones are not asked. */
export interface WaivableDeliverable extends Pick<Deliverable, 'id' | 'departmentId' | 'milestoneId' | 'state' | 'waiver'> {
  /** Its share was given up (不属于). */
  givenUp: 0 | 1;
  /** Of what was handed in for it, unless withdrawn. */
  submissionState: Submission['state'] | null;
}

/** What changes: who need not hand in (免报) any more, and who has to again. */
export interface WaiverChanges {
  waive: { deliverable: WaivableDeliverable; waiver: Waiver }[];
  owe: { deliverable: WaivableDeliverable; state: 'open' | 'returned' }[];
}

/**
 * Who of one item need not hand in. Both ways: a share that was taken up again, or an approval that was withdrawn, makes what it
 * had waived owed again. What is in review stays there.
 */
export function planWaivers({ completion }: Pick<Task, 'completion'>, deliverables: readonly WaivableDeliverable[]): WaiverChanges {
  const settled = new Set(
    completion === 'any' ? deliverables.filter(({ state }) => state === 'approved').map(({ milestoneId }) => milestoneId) : [],
  );
  const changes: WaiverChanges = { waive: [], owe: [] };
  for (const deliverable of deliverables) {
    const waiver = deliverable.givenUp === 1 ? 'not-ours' : settled.has(deliverable.milestoneId) ? 'any' : null;
    if (waiver === null) {
      const state = deliverable.submissionState === 'returned' ? 'returned' : 'open';
      if (deliverable.state === 'waived') changes.owe.push({ deliverable, state });
    } else if (mayBeWaived(deliverable) && waiver !== deliverable.waiver) changes.waive.push({ deliverable, waiver });
  }
  return changes;
}

/** Not while files of it are coming in. */
function mayBeWaived({ state, submissionState }: WaivableDeliverable): boolean {
  return state === 'waived' || (isOwed({ state }) && submissionState !== 'receiving');
}
