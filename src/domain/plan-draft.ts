import type { Quota } from './quota.ts';
import type { RuleTerms } from './score/rule-terms.ts';

/** What was read from a 任务分解表 before anything is stored. Names stand without number, points and blanks; `text` is as written. */
export interface PlanDraft {
  /** From the title, else the text, else the file name; never from today. */
  year: number | null;
  title: string;
  categories: { name: string; points: number | null }[];
  sections: { category: string; name: string; points: number | null }[];
  tasks: TaskDraft[];
  adjustments: AdjustmentDraft[];
  warnings: DraftWarning[];
}

/** One scored item (考评标准) as read. */
export interface TaskDraft {
  /** Bare code people type: `3`, not `（3）`. */
  code: string;
  category: string;
  section: string;
  text: string;
  points: number | null;
  /** Names in the cell in their order, not the expansion of collective ones. */
  departments: { name: string; role: DutyRole }[];
  deadlines: DeadlineDraft[];
  /** What it asks for by number, in text order. */
  quotas: Quota[];
  /** What the reading was made of: the cells of its row as written, each under its column's label. */
  source: SourceCell[];
  /** The place in the document: 第1张表第3行. */
  at: string;
  /** What an admin said of it in chat before 确认导入: 责任部门 有关部门→办公室. */
  corrections: string[];
}

/** A cell as the table has it. */
export interface SourceCell {
  label: string;
  text: string;
}

/** 牵头 or 配合. */
export type DutyRole = 'lead' | 'support';

/** A deadline as the table words it; `dates` are days `YYYY-MM-DD`, empty when the words name none. */
export interface DeadlineDraft {
  raw: string;
  type: 'date' | 'range' | 'monthly' | 'quarterly' | 'half-yearly' | 'continuous' | 'relative' | 'unknown';
  dates: string[];
}

/** One row of 加分项目 or 扣分项目. `rates` are amounts in points in text order; percentages are not rates. */
export interface AdjustmentDraft {
  kind: 'bonus' | 'deduction';
  group: string;
  groupCap: number | null;
  /** Its inner heading (荣誉称号); '' when it has none. */
  name: string;
  text: string;
  cap: number | null;
  rates: number[];
  /** What the text means. */
  terms: RuleTerms;
  departments: string[];
}

/** Something a person should look at before confirming. `at` names the place: table, row, cell text. */
export interface DraftWarning {
  code: string;
  message: string;
  at: string;
}
