import type { ProgressFilter } from '../db/progress.ts';
import { listTasks } from '../db/plans.ts';
import { countUnclaimed, listStandings, listStandingsByCheckpoint, type StandingOfTask } from '../db/score.ts';
import type { AssessmentPlan, Task } from '../domain/plan.ts';
import { isFullyApproved, scoreItem, sumItems, type ItemScore } from '../domain/score/share-score.ts';
import type { Deps } from './deps.ts';

/** An item in force with what it brings. */
export interface ScoredTask {
  task: Task;
  /** Null: 未计分. */
  score: ItemScore | null;
  /** All that is owed for it is 已通过. */
  isDone: boolean;
}

/**
 * Every score (得分) of items comes from here: of a plan, a category, a department or one item, in table order. A department has the
 * items it owes something for, each with all its points, by what it handed in itself; where one is enough (任一完成), by what any did.
 */
export async function listItemScores(deps: Deps, plan: AssessmentPlan, filter: ProgressFilter): Promise<ScoredTask[]> {
  const ofAll = filter.departmentIds === undefined;
  const own = Map.groupBy(await listStandings(deps.db, plan.id, filter), ({ taskId }) => taskId);
  const tasks = (await listTasks(deps.db, plan.id)).filter(isWithin(filter)).filter(({ id }) => ofAll || isShared(own.get(id)));
  const anyOne = tasks.filter(({ completion }) => completion === 'any').map(({ id }) => id);
  const ofAnyOne = Map.groupBy(await listStandingsByCheckpoint(deps.db, anyOne), ({ taskId }) => taskId);
  const unclaimed = ofAll ? await countUnclaimed(deps.db, plan.id) : new Map<string, number>();
  return tasks.map((task) => {
    const deliverables = (task.completion === 'any' ? ofAnyOne : own).get(task.id) ?? [];
    const item = { task, deliverables, unclaimed: unclaimed.get(task.id) ?? 0 };
    return { task, score: scoreItem(item), isDone: isFullyApproved(item) };
  });
}

/** Not given up (不属于). */
function isShared(standings: readonly StandingOfTask[] = []): boolean {
  return standings.some(({ waiver }) => waiver !== 'not-ours');
}

function isWithin({ categoryId, sectionId, taskId }: ProgressFilter): (task: Task) => boolean {
  return (task) =>
    (categoryId === undefined || task.categoryId === categoryId) &&
    (sectionId === undefined || task.sectionId === sectionId) &&
    (taskId === undefined || task.id === taskId);
}

/** Scores of several items together. */
export interface ScoreSums extends ItemScore {
  /** Items, and those of which all that is owed is 已通过. */
  count: number;
  done: number;
  /** Items 未计分: counted in no points. */
  unscored: number;
}

export function sumScores(items: readonly ScoredTask[]): ScoreSums {
  return {
    ...sumItems(items.map(({ score }) => score)),
    count: items.length,
    done: items.filter(({ isDone }) => isDone).length,
    unscored: items.filter(({ score }) => score === null).length,
  };
}
