import { dayOf, type Calendar } from '../domain/calendar.ts';
import { ok, warn, type Finding } from '../domain/finding.ts';

/** Years whose 放假通知 has to be known: this one, the plan's, and from October on the next. */
export function judgeCalendar(calendar: Pick<Calendar, 'knowsYear'>, now: Date, planYear: number | undefined): Finding[] {
  const [year = 0, month = 0] = dayOf(now).split('-').map(Number);
  const needed = new Set([...(planYear === undefined ? [] : [planYear]), year, ...(month >= NOTICE_MONTH ? [year + 1] : [])]);
  const unknown = [...needed].filter((each) => !calendar.knowsYear(each)).toSorted((a, b) => a - b);
  if (unknown.length === 0) return [ok(`calendar: the holidays of ${[...needed].toSorted((a, b) => a - b).join(', ')} are known`)];
  return unknown.map((each) =>
    warn(
      `calendar: the holidays of ${each} are not known, so reminders count plain weekdays`,
      `copy them from the 放假通知 of the State Council (out in November of the year before) into calendar.yaml under years: ${each}:`,
    ),
  );
}

const NOTICE_MONTH = 10;
