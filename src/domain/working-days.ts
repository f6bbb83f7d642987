import type { Calendar, Day } from './calendar.ts';
import type { DeadlineDraft, PlanDraft } from './plan-draft.ts';

const RHYTHMS: readonly DeadlineDraft['type'][] = ['monthly', 'quarterly', 'half-yearly'];

/**
 * A rhythm of a table (每月28日前, 每季度末) names days that nobody looked up: each becomes the working day on or before it. A date
 * that is written out stays as it is written.
 */
export function onWorkingDays(draft: PlanDraft, calendar: Calendar): PlanDraft {
  const moved = (deadline: DeadlineDraft): DeadlineDraft => onWorkingDay(deadline, calendar);
  return { ...draft, tasks: draft.tasks.map((task) => ({ ...task, deadlines: task.deadlines.map(moved) })) };
}

/** The same of one deadline. */
export function onWorkingDay(deadline: DeadlineDraft, calendar: Calendar): DeadlineDraft {
  return isRhythm(deadline) ? { ...deadline, dates: workingDays(deadline.dates, calendar) } : deadline;
}

/** 每月, 每季度, 每半年. */
export function isRhythm({ type }: Pick<DeadlineDraft, 'type'>): boolean {
  return RHYTHMS.includes(type);
}

function workingDays(dates: readonly Day[], calendar: Calendar): Day[] {
  return [...new Set(dates.map((day) => calendar.workdayOnOrBefore(day)))];
}
