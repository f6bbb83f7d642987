import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' };

/** A day in Shanghai, `YYYY-MM-DD`. Days compare as text. */
export type Day = string;

/** What one year's 放假通知 says beyond plain weekdays: days off, and weekends worked instead (调休). */
export interface CalendarYear {
  holidays: Day[];
  workdays: Day[];
}

/** Years as `config/calendar.yaml` states them; each replaces what is known of that year. */
export type CalendarOverrides = Readonly<Record<string, CalendarYear>>;

/** 工作日. Knows 法定节假日 and 调休 of the years it has a notice for; other years are plain weekdays. */
export interface Calendar {
  isWorkday(day: Day): boolean;
  /** The day itself when it is one. */
  workdayOnOrBefore(day: Day): Day;
  /** The n-th working day after (n > 0) or before (n < 0); the day itself for 0. */
  addWorkdays(day: Day, n: number): Day;
  /** Working days after `from` up to and including `to`: 「还有 3 个工作日」. Negative when `to` lies before `from`. */
  workdaysBetween(from: Day, to: Day): number;
  /** False: holidays of that year are not known, so its working days are a guess the operator should hear about. */
  knowsYear(year: number): boolean;
}

export function createCalendar(overrides: CalendarOverrides = {}): Calendar {
  const notices: ReadonlyMap<string, NoticeYear> = new Map([...PUBLISHED, ...Object.entries(overrides).map(asNotice)]);
  const years = new Map<number, WorkingYear>();

  function isWorkday(day: Day): boolean {
    const notice = notices.get(day.slice(0, 4));
    if (notice?.workdays.has(day)) return true;
    return !notice?.holidays.has(day) && !isWeekend(day);
  }
  function workingYear(year: number): WorkingYear {
    const found = years.get(year) ?? countWorkdays(year, isWorkday);
    years.set(year, found);
    return found;
  }
  /** Working days of its year up to and including the day. */
  function passedBy(day: Day): number {
    const passed = workingYear(yearOf(day)).passed.get(day);
    if (passed === undefined) throw new RangeError(`${day} is no day`);
    return passed;
  }
  /** The n-th working day of a year, from 1; before and behind it the years beside it go on. */
  function workdayOf(year: number, n: number): Day {
    const { workdays } = workingYear(year);
    if (n < 1) return workdayOf(year - 1, n + workingYear(year - 1).workdays.length);
    return workdays[n - 1] ?? workdayOf(year + 1, n - workdays.length);
  }
  function addWorkdays(day: Day, n: number): Day {
    if (n === 0) return day;
    const year = yearOf(day);
    const passed = passedBy(day);
    const isOff = workingYear(year).workdays[passed - 1] !== day;
    return workdayOf(year, n < 0 && isOff ? passed + n + 1 : passed + n);
  }
  function workdaysBetween(from: Day, to: Day): number {
    if (to < from) return -workdaysBetween(to, from);
    let count = passedBy(to) - passedBy(from);
    for (let year = yearOf(from); year < yearOf(to); year++) count += workingYear(year).workdays.length;
    return count;
  }
  return {
    isWorkday,
    workdayOnOrBefore: (day) => workdayOf(yearOf(day), passedBy(day)),
    addWorkdays,
    workdaysBetween,
    knowsYear: (year) => notices.has(String(year)),
  };
}

/** A year's working days in order, and how many of them have passed by each of its days: to count them one by one is slow. */
interface WorkingYear {
  workdays: readonly Day[];
  passed: ReadonlyMap<Day, number>;
}

function countWorkdays(year: number, isWorkday: (day: Day) => boolean): WorkingYear {
  const workdays: Day[] = [];
  const passed = new Map<Day, number>();
  for (let day = `${String(year).padStart(4, '0')}-01-01`; yearOf(day) === year; day = addDays(day, 1)) {
    if (isWorkday(day)) workdays.push(day);
    passed.set(day, workdays.length);
  }
  return { workdays, passed };
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

interface NoticeYear {
  holidays: ReadonlySet<Day>;
  workdays: ReadonlySet<Day>;
}

// The package's data, not its functions: those read days in the process's time zone and slip by one west of Greenwich.
const PUBLISHED = publishedYears(Object.keys(published.holidays), Object.keys(published.workdays));

function publishedYears(holidays: Day[], workdays: Day[]): Map<string, NoticeYear> {
  const years = new Set(holidays.map((day) => day.slice(0, 4)));
  const of = (year: string, days: Day[]): Day[] => days.filter((day) => day.startsWith(year));
  return new Map([...years].map((year) => asNotice([year, { holidays: of(year, holidays), workdays: of(year, workdays) }])));
}

function asNotice([year, days]: [string, CalendarYear]): [string, NoticeYear] {
  return [year, { holidays: new Set(days.holidays), workdays: new Set(days.workdays) }];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
// China has had one zone and no summer time since 1991, so an offset is enough and no time zone of the process matters.
const SHANGHAI_MS = 8 * HOUR_MS;

/** The day it is in Shanghai at an instant. */
export function dayOf(instant: Date): Day {
  return new Date(instant.getTime() + SHANGHAI_MS).toISOString().slice(0, 10);
}

/** Shanghai wall-clock time `HH:MM` at an instant. */
export function timeOf(instant: Date): string {
  return new Date(instant.getTime() + SHANGHAI_MS).toISOString().slice(11, 16);
}

/** The instant at which it is `HH:MM` of that day in Shanghai. */
export function instantAt(day: Day, time: string): Date {
  return new Date(`${day}T${time}:00+08:00`);
}

/** Calendar days, not working ones. */
export function addDays(day: Day, n: number): Day {
  return new Date(Date.parse(day) + n * DAY_MS).toISOString().slice(0, 10);
}

function isWeekend(day: Day): boolean {
  return new Date(day).getUTCDay() % 6 === 0;
}

/** 周五. */
export function weekdayName(day: Day): string {
  return `周${'日一二三四五六'.charAt(new Date(day).getUTCDay())}`;
}

/** The Monday that begins the week of a day. */
export function mondayOf(day: Day): Day {
  return addDays(endOfWeek(day), -6);
}

/** The Sunday that ends the week of a day (本周). */
export function endOfWeek(day: Day): Day {
  return addDays(day, (7 - new Date(day).getUTCDay()) % 7);
}

/** The last day of the quarter of a day. */
export function endOfQuarter(day: Day): Day {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return new Date(Date.UTC(year, Math.ceil(month / 3) * 3, 0)).toISOString().slice(0, 10);
}

/** 6月30日（周五）, with the year when it is not the plan's. */
export function formatDay(day: Day, planYear?: number): string {
  const [year, month, date] = day.split('-').map(Number);
  const prefix = planYear !== undefined && year !== planYear ? `${year}年` : '';
  return `${prefix}${month}月${date}日（${weekdayName(day)}）`;
}

/** 6月1日（周四）至6月30日（周五）, or the last day alone. */
export function spanWords(first: Day | null, last: Day, planYear: number): string {
  return first === null ? formatDay(last, planYear) : `${formatDay(first, planYear)}至${formatDay(last, planYear)}`;
}

/** Whether the text is a day that exists, as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const WRITTEN_DAY = /^(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})[日号]?(?:\(?(?:周|星期)[一二三四五六日天]\)?)?$/u;

/** A date as people type it (6-30, 6月30日, 2023.6.30, 20230630); `year` when they name none. Undefined when it is none, or no such day exists. */
export function parseDay(text: string, year: number): Day | undefined {
  const written = text.normalize('NFKC').replace(/\s+/gu, '');
  const match = WRITTEN_DAY.exec(written.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3'));
  if (!match) return undefined;
  const [, ownYear = String(year), month = '', date = ''] = match;
  const day = `${ownYear}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(day) ? day : undefined;
}
