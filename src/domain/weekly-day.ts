import { addDays, type Calendar, type Day } from './calendar.ts';

/**
 * The day of something that comes once a week, on a weekday from 1 (周一) to 5 (周五): in the week that begins on `monday`. That weekday;
 * else the first working day of the three behind it; else the last one before it. Undefined: there is none, and the next week's is near.
 */
export function weeklyDay(monday: Day, weekday: number, calendar: Calendar): Day | undefined {
  const workdays = [0, 1, 2, 3, 4, 5, 6].map((days) => addDays(monday, days)).filter((day) => calendar.isWorkday(day));
  const own = addDays(monday, weekday - 1);
  return workdays.find((day) => day >= own && day <= lastWeeklyDay(monday, weekday)) ?? workdays.findLast((day) => day < own);
}

/** Until then it may come in that week: later it would come twice within a few days. */
export function lastWeeklyDay(monday: Day, weekday: number): Day {
  return addDays(monday, weekday - 1 + MOST_DAYS_LATE);
}

const MOST_DAYS_LATE = 3;
