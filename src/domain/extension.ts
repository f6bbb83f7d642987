import { parseDay, type Day } from './calendar.ts';

/** Why a later day (延期) cannot be asked for. */
export type DayProblem = 'no-such-day' | 'not-later' | 'past' | 'too-far';

/**
 * The day somebody typed, as a later one than `dueOn`; the plan's year when none is named, the end of the next year at the latest.
 * `later`: the same in the next year, where that is under way and it would do.
 */
export function readWantedDay(
  text: string,
  { dueOn, today, year }: { dueOn: Day; today: Day; year: number },
): { day: Day } | { problem: DayProblem; later?: Day } {
  const day = parseDay(text, year);
  if (day === undefined) return { problem: 'no-such-day' };
  const problem = day <= dueOn ? 'not-later' : day < today ? 'past' : undefined;
  if (problem !== undefined) {
    const isOver = dueOn > `${year}-12-31` || today > `${year}-12-31`;
    const later = isOver ? parseDay(text, year + 1) : undefined;
    return { problem, ...(later !== undefined && later > dueOn && later >= today && { later }) };
  }
  if (day > `${year + 1}-12-31`) return { problem: 'too-far' };
  return { day };
}
