import { dayOf, formatDay } from '../domain/calendar.ts';
import { deadlineSteps } from '../domain/ladder.ts';
import type { AssessmentPlan, Milestone } from '../domain/plan.ts';
import type { Deps } from './deps.ts';

/** A checkpoint that was set so late that nobody is reminded before it has passed. */
export interface LateMilestone {
  name: string;
  day: string;
  when: 'over' | 'today' | 'soon';
  /** The day of the next reminder; null when none comes any more. */
  next: string | null;
}

/** Of those that were just set. What lies before publication (补报) is never late. */
export function lateMilestones(
  { clock, calendar, config }: Pick<Deps, 'clock' | 'calendar' | 'config'>,
  { publishedAt, year }: AssessmentPlan,
  set: readonly Milestone[],
): LateMilestone[] {
  const now = clock.now();
  const today = dayOf(now);
  return set.flatMap(({ name, dueOn }) => {
    if (dueOn === null || dueOn < dayOf(new Date(publishedAt))) return [];
    const { nextAt } = deadlineSteps(dueOn, now, { policy: config.reminders, calendar, now });
    if (nextAt !== null && dayOf(nextAt) <= dueOn) return [];
    const when = dueOn < today ? 'over' : dueOn === today ? 'today' : 'soon';
    return [{ name, day: formatDay(dueOn, year), when, next: nextAt && formatDay(dayOf(nextAt), year) }];
  });
}
