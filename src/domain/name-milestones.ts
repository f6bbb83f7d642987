import { parseDay, type Day } from './calendar.ts';
import { DomainError } from './errors.ts';

/** What somebody typed for a checkpoint, or for several under one title: days (`6-30`, a span `6-1/6-30`), or words (每月25日). */
export interface MilestoneWords {
  /** 年中; empty when none was given. The first of a message may begin with a department. */
  title: string;
  days: readonly string[];
  words?: string;
}

/** A checkpoint somebody wants (时间节点). */
export interface WantedMilestone {
  name: string;
  /** The first day of a span. */
  startsOn: Day | null;
  /** Null for 长期. */
  dueOn: Day | null;
}

/**
 * What 「时间节点 年中 6-30」 asks for: days in their order, each with a name. Days without one become 截止, or 第1次, 第2次 when
 * there are several. A span is written `6-1/6-30`.
 */
export function nameMilestones(title: string, days: readonly string[], year: number): WantedMilestone[] {
  refuseName(title);
  if (days.length === 0) throw new DomainError('milestone-needs-day', { title });
  const spans = new Map(days.map((text) => readSpan(text, year)).map((span) => [span.dueOn, span]));
  const dates = [...spans.values()].sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  if (dates.length === 1) return [{ name: title === '' ? ONLY_NAME : title, ...dates[0]! }];
  return dates.map((span, index) => ({ name: `${title}第${index + 1}次`, ...span }));
}

/** Of what was said at once each name stands for one checkpoint, and there are not too many. */
export function refuseUnclear(wanted: readonly WantedMilestone[]): void {
  if (wanted.length > MOST) throw new DomainError('too-many-days', { count: wanted.length, most: MOST });
  const names = wanted.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new DomainError('milestone-named-twice', { name: twice });
}

/** 「长期 6-30」, 「6-30 到9月」: what says when is no name. */
export function refuseName(title: string): void {
  if (SAYS_WHEN.test(title)) throw new DomainError('milestone-says-when', { title });
  if ([...title].length > TITLE_LENGTH) throw new DomainError('milestone-name-too-long', { title, length: TITLE_LENGTH });
}

function readSpan(text: string, year: number): { startsOn: Day | null; dueOn: Day } {
  const [first = '', last] = text.split('/');
  if (last === undefined) return { startsOn: null, dueOn: readDay(first, year) };
  const startsOn = readDay(first, year);
  const dueOn = readDay(last, Number(startsOn.slice(0, 4)));
  if (dueOn < startsOn) throw new DomainError('span-ends-before', { first, last });
  return { startsOn, dueOn };
}

function readDay(text: string, year: number): Day {
  const day = parseDay(text, year);
  if (day === undefined) throw new DomainError('no-such-day', { text });
  return day;
}

const SAYS_WHEN =
  /^(?:每.*|长期(?:坚持)?|全年|常年|常态化?|持续(?:推进)?|(?:无|没有)(?:期限|日期)|不定|不限|20\d\d\s*年度?\s.*|(?:直?到|至|从|截至)\s*[\d一二三四五六七八九十年月].*)$/u;

/** What a checkpoint is called that is an item's only one. */
export const ONLY_NAME = '截止';
/** What one without a day is called. */
export const ONGOING_NAME = '长期';
const TITLE_LENGTH = 20;
/** So many at once. */
export const MOST = 24;

/** 第1次, 第2次, …: one series, which a new list of days replaces as a whole. */
export function isSerialName(name: string): boolean {
  return /^第\d+次$/u.test(name);
}

/** The same with what a rhythm calls its days (每月, 每季度, 每半年): one takes the place of another. */
export function isOfSeries(name: string): boolean {
  return isSerialName(name) || /^(?:\d{1,2}月|第[一二三四]季度|[上下]半年)$/u.test(name);
}
