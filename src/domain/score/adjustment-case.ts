import type { Day } from '../calendar.ts';

/** 加分 or 扣分 as it was entered, shown as J3. It is withdrawn, never deleted. */
export interface AdjustmentCase {
  number: number;
  planId: string;
  adjustmentId: string;
  /** Which of the rule's rates; null when it has none. */
  rate: number | null;
  /** Points for one piece, before what the rule does with them. */
  amount: number;
  /** 3 条: how often. */
  pieces: number;
  /** 加倍. */
  doubled: 0 | 1;
  /** The day of the paper or of the matter. */
  happenedOn: Day;
  /** 文号 or 来源, as typed. */
  source: string;
  /** Whom it concerns; null: the unit. */
  departmentId: string | null;
  enteredBy: string;
  enteredAt: string;
  withdrawnBy: string | null;
  withdrawnAt: string | null;
  withdrawnReason: string | null;
}
