import type { DutyRole, SourceCell } from '../../domain/plan-draft.ts';

/** Whoever a cell, a field or a sentence names as responsible, as written. */
export interface OwnerCell {
  lines: string[];
  role: DutyRole | undefined;
  /** The column is for persons, too (责任部门及责任人). */
  withPeople?: boolean;
}

/** One row under a header, or one paragraph of a list, as written: headings filled down, nothing interpreted yet. */
export interface ItemRow {
  /** The place in the document, for warnings: 第1张表第3行. */
  at: string;
  category: string;
  section: string;
  /** The item's own text, line by line. */
  lines: string[];
  code: string;
  /** Rows that share a merged or left out code belong together. */
  codeGroup: number;
  /** Line by line: a row of several items may list several. */
  points: string[];
  /** Line by line, as the points. */
  deadline: string[];
  /** The month or quarter it stands under, in a list by them. */
  period: string;
  evidence: string;
  scoring: string;
  cap: string;
  owners: OwnerCell[];
  /** The owners' cell stands for other rows as well. */
  sharesOwners: boolean;
  /** Owners named by a heading above. */
  headingOwners: OwnerCell[];
  /** The label, caption or heading that says the row adds or deducts points (加分情形, 扣分项目); '' for an item. */
  adjusts: string;
  /** Its other cells, each under its column's label. */
  source: SourceCell[];
}
