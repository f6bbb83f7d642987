import type { Day } from './calendar.ts';
import { isOwed, type Deliverable } from './deliverable.ts';
import type { Assignment, Task } from './plan.ts';

/** 应报事项 with the names people know it by. */
export interface NamedDeliverable
  extends
    Pick<Deliverable, 'id' | 'planId' | 'taskId' | 'departmentId' | 'state' | 'dueOn' | 'extendedOn' | 'supplementary'>,
    Pick<Task, 'code' | 'text' | 'points' | 'quotas' | 'cancelled'>,
    Pick<Assignment, 'collective' | 'label'> {
  departmentName: string;
  /** Null while there is no 时间节点. */
  milestoneName: string | null;
  milestoneDueOn: Day | null;
  /** The plan's. */
  year: number;
  /** 0: of another plan than the one commands mean when no year is said. */
  current: 0 | 1;
}

/** Something may still be handed in for it. */
export function isUnfinished({ state }: Pick<Deliverable, 'state'>): boolean {
  return state !== 'approved' && state !== 'waived';
}

/** What 「提交 3」 means for each department: what was returned (补正), else its earliest unfinished one. Expects one item's. */
export function nextOfEachDepartment<T extends Pick<Deliverable, 'state' | 'dueOn' | 'departmentId'>>(ofTask: readonly T[]): T[] {
  const unfinished = ofTask.filter(isUnfinished).toSorted((a, b) => returnedFirst(a, b) || byDueDay(a, b));
  return [...Map.groupBy(unfinished, ({ departmentId }) => departmentId).values()].map(([next]) => next!);
}

function returnedFirst(a: Pick<Deliverable, 'state'>, b: Pick<Deliverable, 'state'>): number {
  return Number(b.state === 'returned') - Number(a.state === 'returned');
}

/** Those that still owe, when there are any: what else came in already needs no choice. */
export function preferOwed<T extends Pick<Deliverable, 'state'>>(deliverables: readonly T[]): readonly T[] {
  const owed = deliverables.filter(isOwed);
  return owed.length > 0 ? owed : deliverables;
}

/** Undated ones last. */
export function byDueDay(a: Pick<Deliverable, 'dueOn'>, b: Pick<Deliverable, 'dueOn'>): number {
  const [left, right] = [a.dueOn ?? '9999', b.dueOn ?? '9999'];
  return left < right ? -1 : left > right ? 1 : 0;
}
