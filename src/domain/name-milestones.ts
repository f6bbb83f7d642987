import { parseDay, type Day } from './calendar.ts';
import { DomainError } from './errors.ts';

/** A checkpoint somebody wants (时间节点). */
export interface WantedMilestone {
  name: string;
  dueOn: Day;
}

/**
 * What 「时间节点 年中 6-30」 asks for: days in their order, each with a name. Days without one become 截止, or 第1次, 第2次 when
 * there are several.
 */
export function nameMilestones(title: string, days: readonly string[], year: number): WantedMilestone[] {
  if ([...title].length > TITLE_LENGTH) throw new DomainError('milestone-name-too-long', { title, length: TITLE_LENGTH });
  if (days.length === 0) throw new DomainError('milestone-needs-day', { title });
  if (days.length > MOST_DAYS) throw new DomainError('too-many-days', { count: days.length, most: MOST_DAYS });
  const dates = [...new Set(days.map((text) => readDay(text, year)))].sort();
  const [only] = dates;
  if (dates.length === 1) return [{ name: title === '' ? ONLY_NAME : title, dueOn: only! }];
  return dates.map((dueOn, index) => ({ name: `${title}第${index + 1}次`, dueOn }));
}

function readDay(text: string, year: number): Day {
  const day = parseDay(text, year);
  if (day === undefined) throw new DomainError('no-such-day', { text });
  return day;
}

/** What a checkpoint is called that is an item's only one. */
export const ONLY_NAME = '截止';
const TITLE_LENGTH = 20;
const MOST_DAYS = 24;

/** 第1次, 第2次, …: one series, which a new list of days replaces as a whole. */
export function isSerialName(name: string): boolean {
  return /^第\d+次$/u.test(name);
}
