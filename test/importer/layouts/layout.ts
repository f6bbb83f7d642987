/** A document as a unit might issue it, with what a careful person reads in it. */
export interface Layout {
  name: string;
  fileName: string;
  file: () => Buffer | Promise<Buffer>;
  expected: ExpectedPlan;
}

/**
 * What a careful person would say the document says; written by hand from the document, never from what a program made of it.
 * What is left out does not matter in that layout, but `tasks` and `adjustments` are always all of them, in table order.
 *
 * Where the outside contract is silent, this is what users want:
 * - A table with one level of headings has sections named as their category; without any heading both are 未分类.
 * - An item without a number is called by its position. Numbers that start again in each category get its position in front: `2-1`.
 * - Lines 1) 2) 3) in one cell that carry tasks of their own are items each: `3-1`, `3-2` where the row has the number 3, else
 *   under their own numbers. Rows under one number are told apart in the same way.
 * - `monthly`, `quarterly` and `half-yearly` list their days of the plan's year as written, without a shift to working days;
 *   where no day is named, the last one of the period. `continuous`, `relative` and `unknown` have none.
 * - A month as heading or in a column is the deadline of its items, unless an item names its own day.
 * - 3月底前, 上半年, 年内 and a month alone mean the last day. 4月—6月 is a range with its first and last day.
 * - Whoever scores (考核部门, 评分部门) or leads in person (责任领导, 责任人) is no owner.
 * - An owner inside an item wins over a column it shares with other items, with the warning `owner-differs`.
 * - A lead named on a section leads its items; the units on the items then support.
 * - A table under 责任科室：办公室 is that office's, which is then its category as well.
 * - 每项3分 in a heading is what each item below it is worth; 动员阶段（3月底前） is the deadline of items without one.
 * - 分值 merged downward with a heading, or filled in only where it is, are the heading's points and nobody's below it.
 * - Rows across that all name a department say whose the rows below are, where no column does. ★ before a name leads.
 * - What nobody can date (每月第二周, 年初, 2024.1) is asked about.
 * - 01 is 1: people say 第1项. A number a sheet leaves out is that of the row above.
 * - Under departments' names ● leads and ○ supports, unless a legend says otherwise.
 * - 有关部门 names nobody in particular: kept as written and asked about with the warning `unclear-department`. 按职责分工负责 is no
 *   name; where it stands alone, the item has no owner. 各科室 and the like are collective names, which the directory expands.
 * - 同上 stands for the rates or owners of the row above. A veto is a deduction without a rate.
 * - Nothing but these warnings: a table that says all it should is confirmed without one.
 */
export interface ExpectedPlan {
  year: number | null;
  title?: string;
  /** Declared points of categories: `名称 28`, or the name alone where it declares none. */
  categories?: string[];
  /** `类别/内容 17`. */
  sections?: string[];
  tasks: ExpectedTask[];
  adjustments?: ExpectedAdjustment[];
  /** The codes of all warnings, each once. */
  warnings: string[];
  /** Codes of warnings that may be there as well. */
  mayWarn?: string[];
}

export interface ExpectedTask {
  code: string;
  category?: string;
  section?: string;
  /** Words its text begins with, number aside, where it matters which words are whose. */
  says?: string;
  points?: number | null;
  /** `办公室` leads, `+工会` supports. */
  owners: string[];
  /** `date 2024-06-30`, one for each day; `range 2024-04-01~2024-06-30`; a type without days alone; `half-yearly ?` leaves the days open. */
  deadlines?: string[];
  /** `4 次 year`, in text order. */
  quotas?: string[];
}

export interface ExpectedAdjustment {
  kind: 'bonus' | 'deduction';
  group?: string;
  groupCap?: number | null;
  cap?: number | null;
  rates: number[];
  /** Words its text contains. */
  says?: string;
  departments?: string[];
}

/** `monthly` on the same day of each month. */
export const eachMonthOn = (year: number, day: number): string[] =>
  MONTHS.map((month) => `monthly ${year}-${month}-${String(day).padStart(2, '0')}`);

/** `monthly` on the days given as `01-31`. */
export const monthly = (year: number, days: string): string[] => days.split(' ').map((day) => `monthly ${year}-${day}`);
export const quarterly = (year: number, days: string): string[] => days.split(' ').map((day) => `quarterly ${year}-${day}`);

const MONTHS = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'];
