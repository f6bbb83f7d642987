import type { Day } from '../calendar.ts';

/** What a rule (加分项 / 扣分项) says beside its caps, read from its text; the text itself is always kept. */
export interface RuleTerms {
  /** What may be entered, in text order. None: it brings no points of itself (一票否决), or names no amount. */
  rates: Rate[];
  /** 最高只计一项 of the whole rule, or 同一作品只计最高. */
  highestOnly: 'rule' | 'work' | null;
  /** 2021 年至 2023 年（以发文时间为准）: both days included; 2023 年以来 has no end. */
  window: Window | null;
  /** 300字以上. */
  minLength: number | null;
  /** 员工 200-500 人的按 60%. Where two meet, the narrower counts. */
  headcount: HeadcountBand[];
  /** 加倍扣分 is possible. */
  doubles: boolean;
  /** 一票否决, 取消晋级资格: the words, whatever the points. */
  veto: string | null;
  /** 扣完为止: from what the row itself is worth; `of` is null when it does not say. */
  untilNothingLeft: { of: number | null } | null;
}

export interface Window {
  from: Day;
  to: Day | null;
}

export function isInWindow({ from, to }: Window, day: Day): boolean {
  return day >= from && (to === null || day <= to);
}

/** One amount: 国家级每一项加 5 分. A range (2-6 分) has both ends, a fixed amount the same twice. */
export interface Rate {
  /** What it shares with its neighbours: 班子成员或干部职工. */
  subject: string;
  /** What tells it from them: 国家级荣誉称号, 主要领导. '' when the rule says nothing. */
  label: string;
  from: number;
  to: number;
  /** 每例, 每条: as a measure word; null when it is counted once. */
  per: string | null;
  /** 加扣: comes on top of another. */
  extra: boolean;
}

/** Staff from `from` to `to` (null: any number above). */
export interface HeadcountBand {
  from: number;
  to: number | null;
  percent: number;
}
