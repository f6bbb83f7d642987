import type { Deliverable } from '../deliverable.ts';
import type { Task } from '../plan.ts';
import { toHundredths } from './sum-score.ts';

/** What an item (第 N 项) brings. */
export interface ItemScore {
  /** 应得. */
  points: number;
  /** 已佐证: for what was handed in and not sent back. */
  evidenced: number;
  /** 已通过. */
  approved: number;
}

/** What of an item its score depends on. */
export interface ScoredItem {
  task: Pick<Task, 'points' | 'completion'>;
  deliverables: readonly Pick<Deliverable, 'state' | 'milestoneId' | 'detached'>[];
  /** Shares nobody answers to (待认领): owed like the others. */
  unclaimed: number;
}

/** An item's points, divided evenly among what is owed for it; with 任一完成 at each checkpoint the best counts. Null: 未计分. */
export function scoreItem({ task: { points, completion }, deliverables, unclaimed }: ScoredItem): ItemScore | null {
  if (points === null) return null;
  const owed = deliverables.filter(({ state, detached }) => state !== 'waived' && detached === 0);
  const parts = completion === 'all' ? owed.map((one) => [one]) : [...Map.groupBy(owed, ({ milestoneId }) => milestoneId).values()];
  const count = parts.length + (completion === 'all' ? unclaimed : 0);
  const worth = (states: readonly Deliverable['state'][]): number => {
    const done = parts.filter((part) => part.some(({ state }) => states.includes(state)));
    return count === 0 ? 0 : toHundredths((points * done.length) / count);
  };
  return { points, evidenced: worth(['submitted', 'approved']), approved: worth(['approved']) };
}
