import { listMilestones } from '../db/milestones.ts';
import { listTasks } from '../db/plans.ts';
import { DomainError } from '../domain/errors.ts';
import type { AssessmentPlan, Milestone, Task } from '../domain/plan.ts';
import { taskTitle } from '../domain/task-title.ts';
import { getCurrentPlan, getTaskByCode } from './current-plan.ts';
import type { Deps } from './deps.ts';

/** Whose checkpoints (时间节点) a command means: all items', or one item's own. */
export interface MilestoneScope {
  plan: AssessmentPlan;
  task: Task | null;
  /** Those that stand in this scope itself, earliest first. */
  own: Milestone[];
  /** All of the plan's. */
  all: Milestone[];
}

export async function getMilestoneScope(deps: Deps, year: number | undefined, code: string | undefined): Promise<MilestoneScope> {
  const plan = await getCurrentPlan(deps, year);
  const task = code === undefined ? null : await getTaskByCode(deps, plan, code);
  const all = await listMilestones(deps.db, plan.id);
  return { plan, task, all, own: all.filter(({ taskId }) => taskId === (task?.id ?? null)) };
}

/** Only a running year's dates can be changed. */
export function refuseClosed({ plan }: MilestoneScope): void {
  if (plan.state === 'closed') throw new DomainError('plan-closed', { year: plan.year });
}

/** The item as it is named in an answer. */
export function scopeView({ task }: MilestoneScope): { code: string; title: string } | null {
  return task && { code: task.code, title: taskTitle(task.text) };
}

/** Items with checkpoints of their own, in table order. */
export async function listTasksWithOwn(deps: Deps, { plan, all }: MilestoneScope): Promise<{ task: Task; milestones: Milestone[] }[]> {
  const byTask = Map.groupBy(all, ({ taskId }) => taskId);
  const tasks = byTask.size > (byTask.has(null) ? 1 : 0) ? await listTasks(deps.db, plan.id) : [];
  return tasks.flatMap((task) => {
    const milestones = byTask.get(task.id);
    return milestones === undefined ? [] : [{ task, milestones }];
  });
}
