/** Where one department's duty for one checkpoint stands. Overdue (逾期) is derived, never stored. */
export type DeliverableState = 'open' | 'submitted' | 'approved' | 'returned' | 'waived';

/** 不属于: the department gave its share up. 任一完成: another department's was approved, and one is enough. */
export type Waiver = 'not-ours' | 'any';

/** 应报事项: assignment × milestone, or the assignment alone while no date is set. */
export interface Deliverable {
  id: string;
  assignmentId: string;
  planId: string;
  taskId: string;
  departmentId: string;
  /** Its item's place in the table. */
  position: number;
  /** Null: no 时间节点 yet, or the one it had was deleted after something was handed in. */
  milestoneId: string | null;
  state: DeliverableState;
  /** The first day of its checkpoint's span: nobody is reminded before, but where only days off come before its end. */
  startsOn: string | null;
  /** Day; moves when a return gives a new date for 补正, or a later one was granted. */
  dueOn: string | null;
  /** The day that was granted (延期). Counts while it lies after the checkpoint's. */
  extendedOn: string | null;
  /** 评分: what of the item's points was given with 已通过; null: all of them, or not approved. */
  awarded: number | null;
  /** Why nothing has to be handed in (免报); null unless waived. */
  waiver: Waiver | null;
  /** 补报: the checkpoint lies before publication. Never overdue, no ladder. */
  supplementary: 0 | 1;
  /** 1: its checkpoint was deleted after something was handed in; kept and shown, counted nowhere. */
  detached: 0 | 1;
  /** Instant the current `dueOn` was set: earlier rungs of the ladder are skipped. */
  ladderFrom: string;
  /** The next instant a reminder may be due; null when silent. Indexed. */
  nextReminderAt: string | null;
}

/** Still owed: nothing handed in, or sent back. */
export function isOwed(deliverable: Pick<Deliverable, 'state'>): boolean {
  return deliverable.state === 'open' || deliverable.state === 'returned';
}

/** 逾期 on a given day. 补报 and undated ones never are. */
export function isOverdue(deliverable: Pick<Deliverable, 'state' | 'dueOn' | 'supplementary' | 'detached'>, today: string): boolean {
  return (
    isOwed(deliverable) &&
    deliverable.dueOn !== null &&
    deliverable.dueOn < today &&
    deliverable.supplementary === 0 &&
    deliverable.detached === 0
  );
}
