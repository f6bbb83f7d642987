import type { AdjustmentDraft, DutyRole, SourceCell } from './plan-draft.ts';
import type { Quota } from './quota.ts';

/** One year's table (年度创建方案). Several years may stand beside each other; closed ones stay readable. */
export interface AssessmentPlan {
  id: string;
  year: number;
  title: string;
  state: 'published' | 'closed';
  /** Instant of 确认导入. */
  publishedAt: string;
  /** Since when it can only be read (关闭年度). */
  closedAt: string | null;
}

/** 考评项目: a heading with declared points. */
export interface Category {
  id: string;
  planId: string;
  position: number;
  name: string;
  points: number | null;
}

/** 考评内容 within a category. */
export interface Section {
  id: string;
  categoryId: string;
  position: number;
  name: string;
  points: number | null;
}

/** One scored item (考评标准, 第 N 项). `code` is what people type. */
export interface Task {
  id: string;
  planId: string;
  categoryId: string;
  sectionId: string;
  position: number;
  code: string;
  text: string;
  points: number | null;
  quotas: Quota[];
  /** Its row as the table has it. */
  source: SourceCell[];
  /** 全部完成, or 任一完成: at each checkpoint one department's is enough. */
  completion: 'all' | 'any';
  /** 1: a later table of the same year has it no more (已取消); kept, because what was handed in stays readable. Its code says so. */
  cancelled: 0 | 1;
  /** The day it came into a plan that was in force already: checkpoints before are 补报. Null for those of the first table. */
  addedOn: string | null;
}

/** 加分项 / 扣分项 as a row of the table states it. */
export interface AdjustmentRule extends AdjustmentDraft {
  id: string;
  planId: string;
  position: number;
  /** 1: a later table of the same year has it no more. */
  cancelled: 0 | 1;
}

/**
 * 任务分工: task × department. `label` is the name in the cell; a label nobody of the directory answers to has no department
 * and stays 待认领. `collective` is 1 when the department came from a collective name such as 机关各支部.
 */
export interface Assignment {
  id: string;
  taskId: string;
  departmentId: string | null;
  label: string;
  role: DutyRole;
  collective: 0 | 1;
  position: number;
  /** 1: an admin agreed that it is not the department's (不属于); kept, because what was handed in stays. */
  givenUp: 0 | 1;
}

/**
 * 时间节点: a checkpoint of all items or of one, for all departments or one. Where several apply the narrowest do: a department's of
 * an item, then the item's, then the department's, then the plan's.
 */
export interface Milestone {
  id: string;
  planId: string;
  taskId: string | null;
  departmentId: string | null;
  name: string;
  /** The first day of a span (6月1日至6月30日). */
  startsOn: string | null;
  /** Day `YYYY-MM-DD`; null for 长期, the only one of its scope then. */
  dueOn: string | null;
}
