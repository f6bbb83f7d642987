import { parseDay, type Day } from './calendar.ts';

/** Why a later day (延期) cannot be asked for. */
export type DayProblem = 'no-such-day' | 'not-later' | 'past' | 'too-far';

/** The day somebody typed, as a later one than `dueOn`; the plan's year when none is named, the end of the next year at the latest. */
export function readWantedDay(
  text: string,
  { dueOn, today, year }: { dueOn: Day; today: Day; year: number },
): { day: Day } | { problem: DayProblem } {
  const day = parseDay(text, year);
  if (day === undefined) return { problem: 'no-such-day' };
  if (day <= dueOn) return { problem: 'not-later' };
  if (day < today) return { problem: 'past' };
  if (day > `${year + 1}-12-31`) return { problem: 'too-far' };
  return { day };
}
