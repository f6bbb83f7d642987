import type { Day } from '../../domain/calendar.ts';
import type { Deliverable } from '../../domain/deliverable.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { AdjustmentRule, Category, Section, Task } from '../../domain/plan.ts';
import type { AdjustmentCase } from '../../domain/score/adjustment-case.ts';
import type { ScoreSum } from '../../domain/score/sum-score.ts';

/** 台账: a year's table with where everything stands, what was handed in for it, and what it brings. */
export interface Ledger {
  year: number;
  /** Of the notice's table. */
  title: string;
  /** The day it is made (制表日期); what is owed before it is overdue. */
  today: Day;
  /** Columns of the notice's table beside headings and text, in its order: 责任部门, 完成时限, … */
  ownLabels: string[];
  /** Whether its headings have a second level (考评内容). */
  hasSections: boolean;
  /** In table order. */
  items: Iterable<LedgerItem> | AsyncIterable<LedgerItem>;
  rules: LedgerRule[];
  cases: LedgerCase[];
  sum: ScoreSum;
}

export interface LedgerItem {
  category: Pick<Category, 'id' | 'name' | 'points' | 'position'>;
  section: Pick<Section, 'id' | 'name' | 'points'>;
  task: Pick<Task, 'code' | 'text' | 'points' | 'completion' | 'quotas' | 'source' | 'cancelled'>;
  shares: LedgerShare[];
}

/** What one department owes for an item. */
export interface LedgerShare {
  /** The department, or while nobody answers to it (待认领) the name in the table. */
  name: string;
  /** Empty: 待认领. */
  deliverables: LedgerDeliverable[];
}

export interface LedgerDeliverable extends Pick<
  Deliverable,
  'state' | 'awarded' | 'dueOn' | 'milestoneId' | 'supplementary' | 'detached' | 'waiver'
> {
  milestoneName: string | null;
  /** What counts for it (B12); null: nothing was handed in. */
  submission: { number: number; version: number } | null;
  /** Why it was sent back last (退回补正), in words; '' unless it stands so. */
  returned: string;
  /** Who approved it last (审核通过), and when; null unless it stands so. */
  approval: Approval | null;
  /** All that is stored of it, every version, in the order it came. */
  evidence: LedgerEvidence[];
}

export interface Approval {
  by: string;
  at: string;
}

export type LedgerEvidence = Pick<
  Evidence,
  | 'id'
  | 'form'
  | 'originalName'
  | 'safeName'
  | 'size'
  | 'sha256'
  | 'title'
  | 'url'
  | 'body'
  | 'keptAt'
  | 'caption'
  | 'docNumber'
  | 'madeOn'
  | 'madeOnFrom'
  | 'madeOnConfirmed'
  | 'kind'
  | 'mime'
  | 'chars'
  | 'place'
  | 'sourceDepartment'
  | 'pages'
  | 'version'
  | 'purgedAt'
  | 'purgeReason'
>;

/** A row of 加分项目 or 扣分项目. */
export type LedgerRule = Pick<AdjustmentRule, 'id' | 'name' | 'text' | 'cap' | 'departments' | 'cancelled'>;

/** J3. */
export interface LedgerCase extends AdjustmentCase {
  /** Null: the unit. */
  departmentName: string | null;
}
