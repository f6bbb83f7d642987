import { dayOf, formatDay, instantAt, spanWords, type Calendar, type Day } from '../domain/calendar.ts';
import type { WantedMilestone } from '../domain/name-milestones.ts';
import type { AssessmentPlan, Milestone, Task } from '../domain/plan.ts';
import { scopeName, type MilestoneScope } from './milestone-scope.ts';

/** A checkpoint as it stands in an answer. */
export interface MilestoneLine {
  name: string;
  /** 6月30日（周五）, a span with both days; null for 长期. */
  day: string | null;
  /** Before publication: 补报. */
  supplementary: boolean;
  /** It is due on a day off: that day, and the working day before it. */
  off: { day: string; workdayBefore: string } | null;
  /** New, or moved from this day. */
  change: { was: string | null } | null;
}

/** The plan as an item sees it that came into it later: its checkpoints before that day are 补报. */
export function planOf(plan: AssessmentPlan, task: Pick<Task, 'addedOn'> | null): AssessmentPlan {
  const addedOn = task?.addedOn ?? null;
  return addedOn === null ? plan : { ...plan, publishedAt: instantAt(addedOn, '00:00').toISOString() };
}

/** Checkpoints of one scope in their order. `changed`: name → what it was, null when it is new. */
export function milestoneLines(
  plan: AssessmentPlan,
  milestones: readonly Milestone[],
  calendar: Calendar,
  changed: ReadonlyMap<string, WantedMilestone | null> = new Map(),
): MilestoneLine[] {
  return milestones.map((milestone) => {
    const { name, dueOn } = milestone;
    const was = changed.get(name);
    return {
      name,
      day: dayWords(milestone, plan.year),
      supplementary: dueOn !== null && dueOn < dayOf(new Date(plan.publishedAt)),
      off: isOff(dueOn, calendar)
        ? { day: formatDay(dueOn, plan.year), workdayBefore: formatDay(calendar.workdayOnOrBefore(dueOn), plan.year) }
        : null,
      change: was === undefined ? null : { was: was && dayWords(was, plan.year) },
    };
  });
}

function isOff(day: Day | null, calendar: Calendar): day is Day {
  return day !== null && !calendar.isWorkday(day);
}

function dayWords({ startsOn, dueOn }: Pick<Milestone, 'startsOn' | 'dueOn'>, year: number): string | null {
  return dueOn && spanWords(startsOn, dueOn, year);
}

/** Checkpoints of a narrower scope, in few words. */
export interface NarrowerView {
  /** 第3项, 办公室, 第3项办公室. */
  whose: string;
  lines: MilestoneLine[];
}

export function narrowerView(scope: MilestoneScope, calendar: Calendar): NarrowerView {
  return { whose: scopeName(scope), lines: milestoneLines(planOf(scope.plan, scope.task), scope.own, calendar) };
}

/** The words that set these checkpoints: 时间节点 第11项 初稿 6-10 定稿 6-25. */
export function settingWords(scope: MilestoneScope, milestones: readonly WantedMilestone[]): string {
  const { year } = scope.plan;
  const words = milestones.map(({ name, startsOn, dueOn }) => {
    if (dueOn === null) return name;
    const days = [...(startsOn === null ? [] : [startsOn]), dueOn].map((day) => shortDay(day, year)).join('到');
    // A name that is itself a day has to be told from it.
    return /\d\s*[日号]/u.test(name) ? `${name}=${days}` : `${name} ${days}`;
  });
  return ['时间节点', ...openingWords(scope), ...words].join(' ');
}

function shortDay(day: string, planYear: number): string {
  const [year, month, date] = day.split('-').map(Number);
  return year === planYear ? `${month}-${date}` : `${year}-${month}-${date}`;
}

/** The words that delete these again; without a name all there is in a narrow scope. */
export function deletingWords(scope: MilestoneScope, names: readonly string[]): string {
  return ['时间节点 删除', ...openingWords(scope), names.join('、')].join(' ').trim();
}

/** How a scope is typed: 第3项 办公室. */
export function openingWords({ task, department }: MilestoneScope): string[] {
  return [...(task === null ? [] : [`第${task.code}项`]), ...(department === null ? [] : [department.name])];
}
