import type { Calendar, Day } from './calendar.ts';
import type { Deliverable } from './deliverable.ts';

/** Until when a returned one (退回补正) has to be repaired: the old date while it lies ahead, else some working days from today. */
export function repairDueOn(dueOn: Day | null, today: Day, calendar: Calendar, withinWorkdays: number): Day {
  return dueOn !== null && dueOn > today ? dueOn : calendar.addWorkdays(today, withinWorkdays);
}

/** The days of what is owed again (不采用, 清除). A later day than the checkpoint's stays only as one that was granted. */
export function daysOwedAgain(
  { dueOn: before, extendedOn }: Pick<Deliverable, 'dueOn' | 'extendedOn'>,
  today: Day,
  calendar: Calendar,
  withinWorkdays: number,
): Pick<Deliverable, 'dueOn' | 'extendedOn'> {
  const dueOn = repairDueOn(before, today, calendar, withinWorkdays);
  return { dueOn, extendedOn: dueOn === before ? extendedOn : dueOn };
}
