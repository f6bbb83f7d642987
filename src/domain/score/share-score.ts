import type { Deliverable } from '../deliverable.ts';
import type { Task } from '../plan.ts';
import { toHundredths } from './sum-score.ts';

/** What an item (第 N 项) brings, or several together, in points. */
export interface ItemScore {
  /** 应得. */
  points: number;
  /** 已佐证: for what was handed in and not sent back, before anybody looked at it. */
  evidenced: number;
  /** 已通过: as reviewers gave it. */
  approved: number;
  /** 预计: once all that waits for review is approved with all its points. */
  expected: number;
}

/** 应报事项 of an item that stand alike. */
export interface Standing extends Pick<Deliverable, 'state' | 'milestoneId' | 'detached' | 'awarded'> {
  /** How many; one where it is left out. */
  count?: number;
}

/** What of an item its score depends on. */
export interface ScoredItem {
  task: Pick<Task, 'points' | 'completion'>;
  deliverables: readonly Standing[];
  /** Shares nobody answers to (待认领): owed like the others. */
  unclaimed: number;
}

/**
 * An item's points, divided evenly among what is owed for it; with 任一完成 at each checkpoint the best counts. Of points a reviewer
 * gave (评分) each brings its part: 3 of 4 points are three quarters of its share. In hundredths. Null: 未计分.
 */
export function scoreItem(item: ScoredItem): ItemScore | null {
  const { points } = item.task;
  if (points === null) return null;
  const { parts, owed } = partsOf(item);
  const worth = (shareOf: (standing: Standing) => number): number => {
    const shares = parts.map(({ count, standings }) => count * Math.max(...standings.map(shareOf)));
    return owed === 0 ? 0 : toHundredths((points * shares.reduce((sum, share) => sum + share, 0)) / owed);
  };
  const waiting = ({ state }: Standing): number => (state === 'submitted' ? 1 : 0);
  const approved = ({ state, awarded }: Standing): number => {
    if (state !== 'approved') return 0;
    // A corrected table may have fewer points than were given.
    return awarded === null || points === 0 ? 1 : Math.min(1, awarded / points);
  };
  return {
    points,
    evidenced: worth(({ state }) => (state === 'submitted' || state === 'approved' ? 1 : 0)),
    approved: worth(approved),
    expected: worth((one) => Math.max(waiting(one), approved(one))),
  };
}

/** Whether all that is owed for an item is 已通过, however many points it brought. */
export function isFullyApproved(item: ScoredItem): boolean {
  const { parts, owed } = partsOf(item);
  const approved = parts.filter(({ standings }) => standings.some(({ state }) => state === 'approved'));
  return owed > 0 && approved.reduce((sum, { count }) => sum + count, 0) === owed;
}

/** What its points are divided among: so many of each part, of whose standings the best counts. */
function partsOf({ task: { completion }, deliverables, unclaimed }: ScoredItem) {
  const counting = deliverables.filter(({ state, detached }) => state !== 'waived' && detached === 0);
  const parts =
    completion === 'all'
      ? counting.map((one) => ({ count: one.count ?? 1, standings: [one] }))
      : [...Map.groupBy(counting, ({ milestoneId }) => milestoneId).values()].map((standings) => ({ count: 1, standings }));
  const owed = parts.reduce((sum, { count }) => sum + count, completion === 'all' ? unclaimed : 0);
  return { parts, owed };
}

/** Several items together; those 未计分 bring nothing. */
export function sumItems(scores: readonly (ItemScore | null)[]): ItemScore {
  const sum = (key: keyof ItemScore): number => toHundredths(scores.reduce((so, score) => so + (score?.[key] ?? 0), 0));
  return { points: sum('points'), evidenced: sum('evidenced'), approved: sum('approved'), expected: sum('expected') };
}
