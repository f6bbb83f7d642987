import type { Calendar, Day } from './calendar.ts';

/** Until when a returned one (退回补正) has to be repaired: the old date while it lies ahead, else some working days from today. */
export function repairDueOn(dueOn: Day | null, today: Day, calendar: Calendar, withinWorkdays: number): Day {
  return dueOn !== null && dueOn > today ? dueOn : calendar.addWorkdays(today, withinWorkdays);
}
