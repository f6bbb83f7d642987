import type { Day } from './calendar.ts';
import { isOverdue, type Deliverable } from './deliverable.ts';
import type { Assignment, Task } from './plan.ts';

/** How many 应报事项 one department has under one category (考评项目), by state. Detached and waived ones are counted nowhere. */
export interface ProgressCount {
  departmentId: string;
  categoryId: string;
  open: number;
  submitted: number;
  returned: number;
  approved: number;
  /** 逾期, of the open ones and of the returned ones. */
  overdueOpen: number;
  overdueReturned: number;
}

/** The same of one department at one 时间节点; the names are null while there is none. */
export interface CheckpointCount
  extends Omit<ProgressCount, 'categoryId'>, Pick<ProgressEntry, 'milestoneName' | 'milestoneDueOn' | 'supplementary'> {
  milestoneId: string | null;
  waived: number;
  /** Owed without a date. */
  undated: number;
  /** The next day on which something of it is owed. */
  nearestOn: Day | null;
}

/** How many 应报事项 one department owes in one state for one day, at one 时间节点. */
export interface OwedCount extends Pick<Deliverable, 'departmentId' | 'milestoneId' | 'dueOn' | 'supplementary'> {
  state: 'open' | 'returned';
  count: number;
}

/** 进度 in numbers. `total` (应报) is what is open, submitted, returned or approved. */
export interface ProgressSums {
  total: number;
  open: number;
  submitted: number;
  returned: number;
  approved: number;
  /** Of open and returned ones together, as 「逾期」 lists them. */
  overdue: number;
  overdueReturned: number;
}

type Counts = Pick<ProgressCount, 'open' | 'submitted' | 'returned' | 'approved' | 'overdueOpen' | 'overdueReturned'>;

/** Adds counts up; every number people see about a plan, a department or a category comes from here. */
export function sumProgress(counts: readonly Counts[]): ProgressSums {
  const sum = (key: keyof Counts): number => counts.reduce((so, count) => so + count[key], 0);
  const [open, submitted, returned, approved] = [sum('open'), sum('submitted'), sum('returned'), sum('approved')];
  const overdueReturned = sum('overdueReturned');
  return {
    total: open + submitted + returned + approved,
    open,
    submitted,
    returned,
    approved,
    overdue: sum('overdueOpen') + overdueReturned,
    overdueReturned,
  };
}

/** One 应报事项 with what lists say about it. */
export interface ProgressEntry
  extends
    Pick<
      Deliverable,
      | 'id'
      | 'taskId'
      | 'departmentId'
      | 'state'
      | 'awarded'
      | 'startsOn'
      | 'dueOn'
      | 'extendedOn'
      | 'ladderFrom'
      | 'supplementary'
      | 'detached'
    >,
    Pick<Task, 'code' | 'text' | 'points'>,
    Pick<Assignment, 'role'> {
  departmentName: string;
  /** Place in the directory. */
  departmentPosition: number;
  /** The 时间节点; null while there is none. `dueOn` may lie later, after a return. */
  milestoneName: string | null;
  milestoneDueOn: Day | null;
  /** What was handed in for it (B12), unless withdrawn. */
  submissionId: string | null;
  submissionNumber: number | null;
}

/** Entries counted like the stored ones are: the sums of a list and of the database agree. */
export function countEntries(entries: readonly ProgressEntry[], today: Day): ProgressSums {
  const counts = entries
    .filter(({ detached }) => detached === 0)
    .map((entry) => {
      const is = (state: Deliverable['state']): number => (entry.state === state ? 1 : 0);
      const late = isOverdue(entry, today) ? 1 : 0;
      return {
        open: is('open'),
        submitted: is('submitted'),
        returned: is('returned'),
        approved: is('approved'),
        overdueOpen: late * is('open'),
        overdueReturned: late * is('returned'),
      };
    });
  return sumProgress(counts);
}

/** Entries of each department, in the directory's order: never by who is behind. */
export function byDepartment<T extends Pick<ProgressEntry, 'departmentId' | 'departmentName' | 'departmentPosition'>>(
  entries: readonly T[],
): { name: string; entries: T[] }[] {
  return [...Map.groupBy(entries, ({ departmentId }) => departmentId).values()]
    .toSorted(([a], [b]) => a!.departmentPosition - b!.departmentPosition)
    .map((group) => ({ name: group[0]!.departmentName, entries: group }));
}

/** A day on which something is to be handed in; the names of the 时间节点 that fall on it. */
export interface Checkpoint {
  names: string[];
  dueOn: Day | null;
  /** 补报. */
  supplementary: boolean;
}

type AtCheckpoint = Pick<ProgressEntry, 'milestoneName' | 'milestoneDueOn' | 'supplementary'>;

/** Entries of each checkpoint day, earliest first, undated last. */
export function byCheckpoint<T extends AtCheckpoint>(entries: readonly T[]): (Checkpoint & { entries: T[] })[] {
  return [...Map.groupBy(entries, ({ milestoneDueOn }) => milestoneDueOn).entries()]
    .toSorted(([a], [b]) => ((a ?? '9999') < (b ?? '9999') ? -1 : 1))
    .map(([, group]) => ({ ...checkpointOf(group), entries: group }));
}

/** What entries of one day have in common. */
export function checkpointOf(entries: readonly AtCheckpoint[]): Checkpoint {
  const first = entries[0];
  return {
    names: [...new Set(entries.flatMap(({ milestoneName }) => milestoneName ?? []))],
    dueOn: first?.milestoneDueOn ?? null,
    supplementary: first?.supplementary === 1,
  };
}

/** Item codes, each once, in the order of the entries. */
export function codesOf(entries: readonly Pick<ProgressEntry, 'code'>[]): string[] {
  return [...new Set(entries.map(({ code }) => code))];
}
