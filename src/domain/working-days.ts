import type { Calendar, Day } from './calendar.ts';
import type { DeadlineDraft, PlanDraft } from './plan-draft.ts';

const RHYTHMS: readonly DeadlineDraft['type'][] = ['monthly', 'quarterly', 'half-yearly'];

/**
 * A rhythm of a table (每月28日前, 每季度末) names days that nobody looked up: each becomes the working day on or before it. A date
 * that is written out stays as it is written.
 */
export function onWorkingDays(draft: PlanDraft, calendar: Calendar): PlanDraft {
  const moved = ({ type, dates, ...deadline }: DeadlineDraft): DeadlineDraft => ({
    ...deadline,
    type,
    dates: RHYTHMS.includes(type) ? workingDays(dates, calendar) : dates,
  });
  return { ...draft, tasks: draft.tasks.map((task) => ({ ...task, deadlines: task.deadlines.map(moved) })) };
}

function workingDays(dates: readonly Day[], calendar: Calendar): Day[] {
  return [...new Set(dates.map((day) => calendar.workdayOnOrBefore(day)))];
}
