import type { Deps } from './deps.ts';
import { getMilestoneScope, listTasksWithOwn, scopeView } from './milestone-scope.ts';
import { milestoneLines, planOf, type MilestoneLine } from './milestones-view.ts';
import { proposalsView, type ProposalView } from './proposals-view.ts';

/** 时间节点 as they stand: all items' and those items have of their own, or what applies to one item. */
export interface MilestonesView {
  year: number;
  task: { code: string; title: string } | null;
  /** The item has its own; false also for all items. */
  own: boolean;
  lines: MilestoneLine[];
  tasks: { code: string; lines: MilestoneLine[] }[];
  moreTasks: number;
  /** Shown while nothing is set. */
  proposals: ProposalView[];
}

export async function showMilestones(deps: Deps, year: number | undefined, code: string | undefined): Promise<MilestonesView> {
  const scope = await getMilestoneScope(deps, year, code);
  const { plan, task, own, all } = scope;
  const shared = all.filter(({ taskId }) => taskId === null);
  const tasks = task === null ? await listTasksWithOwn(deps, scope) : [];
  return {
    year: plan.year,
    task: scopeView(scope),
    own: task !== null && own.length > 0,
    lines: milestoneLines(planOf(plan, task), own.length > 0 ? own : shared, deps.calendar),
    tasks: tasks
      .slice(0, TASKS_SHOWN)
      .map((entry) => ({ code: entry.task.code, lines: milestoneLines(planOf(plan, entry.task), entry.milestones, deps.calendar) })),
    moreTasks: Math.max(0, tasks.length - TASKS_SHOWN),
    proposals: all.length === 0 ? proposalsView(deps, plan) : [],
  };
}

const TASKS_SHOWN = 10;
