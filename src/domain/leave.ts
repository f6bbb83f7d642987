import { addDays, parseDay, type Day } from './calendar.ts';

/** 请假: a person is away on these days, the last one included. */
export interface Leave {
  id: string;
  memberId: string;
  fromDay: Day;
  toDay: Day;
  /** Who stands in (代理人). Null: nobody, and the office hears what concerns the department. */
  deputyId: string | null;
}

/** Days somebody typed, as the nearest that are not over: in December 「1-3 1-5」 means next year's. At most half a year, from within half a year. */
export function readLeaveDays(
  from: string,
  to: string,
  today: Day,
): Pick<Leave, 'fromDay' | 'toDay'> | { problem: 'no-such-day' | 'out-of-range' } {
  const thisYear = Number(today.slice(0, 4));
  const readings = [thisYear - 1, thisYear, thisYear + 1].flatMap((year) => daysFrom(from, to, year) ?? []);
  if (readings.length === 0) return { problem: 'no-such-day' };
  const isNear = ({ fromDay, toDay }: Pick<Leave, 'fromDay' | 'toDay'>): boolean =>
    fromDay <= toDay && toDay >= today && toDay <= addDays(fromDay, HALF_A_YEAR) && fromDay <= addDays(today, HALF_A_YEAR);
  return readings.find(isNear) ?? { problem: 'out-of-range' };
}

const HALF_A_YEAR = 183;

/** The last day may lie in the year after. */
function daysFrom(from: string, to: string, year: number): Pick<Leave, 'fromDay' | 'toDay'> | undefined {
  const fromDay = parseDay(from, year);
  const fromYear = Number(fromDay?.slice(0, 4));
  const [toDay, nextYear] = [parseDay(to, fromYear), parseDay(to, fromYear + 1)];
  if (fromDay === undefined || (toDay === undefined && nextYear === undefined)) return undefined;
  return { fromDay, toDay: toDay !== undefined && toDay >= fromDay ? toDay : (nextYear ?? toDay!) };
}
