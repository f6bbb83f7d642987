import { departmentKey, type Department, type DepartmentResolver } from './directory.ts';
import { divideDuties } from './divide-duties.ts';
import { kindOfUnknownName } from './near-names.ts';
import type { Assignment, Task } from './plan.ts';
import type { TaskDraft } from './plan-draft.ts';
import type { PlanRows } from './plan-rows.ts';

/** An item of an earlier year that the new table goes on with. */
export interface EarlierTask {
  /** Its place among the new table's items. */
  position: number;
  /** As that year's table had it, and as it stood. */
  before: TaskDraft;
  row: Task;
  shares: readonly Assignment[];
}

export interface CarryInput {
  rows: PlanRows;
  earlier: readonly EarlierTask[];
  departments: readonly Department[];
  resolve: DepartmentResolver;
  newId(): string;
}

/** What a new year takes over from the one before, by item codes of the new table. */
export interface Carried {
  owners: { code: string; departments: string[] }[];
  /** 任一完成. */
  anyCompletes: string[];
}

/**
 * Takes over what the new table leaves open: who answers for a name nobody has or for 有关部门, as settled in chat the year before,
 * who had an item beside which it names nobody, and where one department's is enough. People and rules, never states. Changes `rows`.
 */
export function carryPeople({ rows, earlier, departments, resolve, newId }: CarryInput): Carried {
  const carried: Carried = { owners: [], anyCompletes: [] };
  const names = new Map(departments.map(({ id, name }) => [id, name]));
  for (const { position, before, row, shares } of earlier) {
    const task = rows.tasks[position]!;
    if (row.completion === 'any') {
      task.completion = 'any';
      carried.anyCompletes.push(task.code);
    }
    const stated = divideDuties(before.departments, resolve, departments);
    const held = shares.filter(({ departmentId, givenUp }) => departmentId !== null && givenUp === 0 && names.has(departmentId));
    const settled = held.filter(({ departmentId }) => !stated.some((duty) => duty.departmentId === departmentId));
    const namesNobody = !rows.assignments.some(({ taskId }) => taskId === task.id);
    const taken = namesNobody ? holdOn(rows, task.id, held, newId) : settleOpen(rows, task.id, settled, newId);
    if (taken.length > 0) carried.owners.push({ code: task.code, departments: taken.map((id) => names.get(id)!) });
  }
  return carried;
}

/** Gives what is open of an item to those who took it. Returns their departments. */
function settleOpen(rows: PlanRows, taskId: string, settled: readonly Assignment[], newId: () => string): string[] {
  const own = rows.assignments.filter((share) => share.taskId === taskId);
  const open = own.filter(({ departmentId }) => departmentId === null);
  const sharing = new Set(own.map(({ departmentId }) => departmentId));
  const taken: string[] = [];
  const take = (old: Assignment): string => {
    sharing.add(old.departmentId);
    taken.push(old.departmentId!);
    return old.departmentId!;
  };
  for (const share of open) {
    const byName = settled.filter(({ label }) => departmentKey(label) === departmentKey(share.label));
    const isAnybodys = open.length === 1 || kindOfUnknownName(share.label) === 'vague';
    const [first, ...rest] = (byName.length > 0 || !isAnybodys ? byName : settled).filter(({ departmentId }) => !sharing.has(departmentId));
    if (first === undefined) continue;
    share.departmentId = take(first);
    rows.assignments.push(...rest.map((old): Assignment => ({ ...share, id: newId(), departmentId: take(old), role: 'support' })));
  }
  return taken;
}

/** Goes on with all who had the item. Returns their departments. */
function holdOn(rows: PlanRows, taskId: string, held: readonly Assignment[], newId: () => string): string[] {
  rows.assignments.push(...held.map((share, position) => ({ ...share, id: newId(), taskId, position })));
  return held.map(({ departmentId }) => departmentId!);
}
