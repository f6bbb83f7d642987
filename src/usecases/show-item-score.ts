import { listAssignments } from '../db/plans.ts';
import { listProgress } from '../db/progress.ts';
import type { ProgressEntry } from '../domain/progress.ts';
import type { ItemScore } from '../domain/score/share-score.ts';
import { taskTitle } from '../domain/task-title.ts';
import { getCurrentPlan, getTaskByCode } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { listItemScores } from './item-scores.ts';

/** 「得分 第3项」: what an item brings, and by what. Any member may read it, as 「第3项」. */
export interface ItemScoreView {
  year: number;
  code: string;
  title: string;
  /** Null: 未计分. */
  score: ItemScore | null;
  anyCompletes: boolean;
  /** What is owed: what explains the sum first, then in the order of the item's departments. */
  shares: {
    department: string;
    milestone: string | null;
    /** `unclaimed`: nobody answers to the name (待认领). */
    state: ProgressEntry['state'] | 'unclaimed';
    awarded: number | null;
    number: number | null;
  }[];
}

export async function showItemScore(deps: Deps, { year, code }: { year: number | undefined; code: string }): Promise<ItemScoreView> {
  const plan = await getCurrentPlan(deps, year);
  const task = await getTaskByCode(deps, plan, code);
  const [scored] = await listItemScores(deps, plan, { taskId: task.id });
  const entries = await listProgress(deps.db, plan.id, { taskId: task.id });
  const unclaimed = (await listAssignments(deps.db, task.id)).filter(({ departmentId, givenUp }) => departmentId === null && givenUp === 0);
  return {
    year: plan.year,
    code: task.code,
    title: taskTitle(task.text),
    score: scored?.score ?? null,
    anyCompletes: task.completion === 'any',
    shares: inOrder([
      ...entries
        .filter(({ state, detached }) => state !== 'waived' && detached === 0)
        .map(({ departmentName, milestoneName, state, awarded, submissionNumber }) => ({
          department: departmentName,
          milestone: milestoneName,
          state,
          awarded,
          number: submissionNumber,
        })),
      ...unclaimed.map(({ label }) => ({ department: label, milestone: null, state: 'unclaimed' as const, awarded: null, number: null })),
    ]),
  };
}

type Share = ItemScoreView['shares'][number];

function inOrder(shares: Share[]): Share[] {
  return shares.toSorted((a, b) => RANKS[a.state] - RANKS[b.state]);
}

const RANKS: Readonly<Record<Share['state'], number>> = { approved: 0, submitted: 1, returned: 2, open: 3, waived: 3, unclaimed: 3 };
