import { dayOf, formatDay, instantAt, type Calendar, type Day } from '../domain/calendar.ts';
import type { AssessmentPlan, Milestone, Task } from '../domain/plan.ts';
import type { MilestoneScope } from './milestone-scope.ts';

/** A checkpoint as it stands in an answer. */
export interface MilestoneLine {
  name: string;
  day: string;
  /** Before publication: 补报. */
  supplementary: boolean;
  /** Set to a day off: the working day before it. */
  workdayBefore: string | null;
  /** New, or moved from this day. */
  change: { was: string | null } | null;
}

/** The plan as an item sees it that came into it later: its checkpoints before that day are 补报. */
export function planOf(plan: AssessmentPlan, task: Pick<Task, 'addedOn'> | null): AssessmentPlan {
  const addedOn = task?.addedOn ?? null;
  return addedOn === null ? plan : { ...plan, publishedAt: instantAt(addedOn, '00:00').toISOString() };
}

/** Checkpoints of one scope in their order. `changed`: name → the day it had, null when it is new. */
export function milestoneLines(
  plan: AssessmentPlan,
  milestones: readonly Milestone[],
  calendar: Calendar,
  changed: ReadonlyMap<string, Day | null> = new Map(),
): MilestoneLine[] {
  return milestones.map(({ name, dueOn }) => {
    const workday = calendar.workdayOnOrBefore(dueOn);
    const was = changed.get(name);
    return {
      name,
      day: formatDay(dueOn, plan.year),
      supplementary: dueOn < dayOf(new Date(plan.publishedAt)),
      workdayBefore: workday === dueOn ? null : formatDay(workday, plan.year),
      change: was === undefined ? null : { was: was && formatDay(was, plan.year) },
    };
  });
}

/** The words that set this checkpoint: 时间节点 第11项 年中 6-30. */
export function settingWords({ plan, task }: MilestoneScope, { name, dueOn }: Pick<Milestone, 'name' | 'dueOn'>): string {
  const [year, month, date] = dueOn.split('-').map(Number);
  const day = year === plan.year ? `${month}-${date}` : `${year}-${month}-${date}`;
  return [...openingWords(task), name, day].join(' ');
}

/** The words that delete it again; without a name all an item has of its own. */
export function deletingWords({ task }: MilestoneScope, name: string): string {
  return ['时间节点 删除', ...(task === null ? [] : [`第${task.code}项`]), name].join(' ').trim();
}

function openingWords(task: MilestoneScope['task']): string[] {
  return ['时间节点', ...(task === null ? [] : [`第${task.code}项`])];
}
