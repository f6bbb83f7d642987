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
 * Takes over what was settled in chat the year before and the new table leaves open: who answers for a name nobody has or for
 * 有关部门, and where one department's is enough. People and rules, never states. Changes `rows`.
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
    const settled = shares.filter(
      ({ departmentId, givenUp }) =>
        departmentId !== null && givenUp === 0 && names.has(departmentId) && !stated.some((duty) => duty.departmentId === departmentId),
    );
    const taken = settleOpen(rows, task.id, settled, newId);
    if (taken.length > 0) carried.owners.push({ code: task.code, departments: taken.map((id) => names.get(id)!) });
  }
  return carried;
}

/** Gives what is open of an item to those who had it. Returns their departments. */
function settleOpen(rows: PlanRows, taskId: string, settled: readonly Assignment[], newId: () => string): string[] {
  const own = rows.assignments.filter((share) => share.taskId === taskId);
  const open = own.filter(({ departmentId }) => departmentId === null);
  const sharing = new Set(own.map(({ departmentId }) => departmentId));
  const taken: string[] = [];
  const take = (old: Assignment, place: Pick<Assignment, 'label' | 'role' | 'position'>, into?: Assignment): void => {
    sharing.add(old.departmentId);
    taken.push(old.departmentId!);
    if (into === undefined)
      rows.assignments.push({ id: newId(), taskId, departmentId: old.departmentId, collective: 0, givenUp: 0, ...place });
    else into.departmentId = old.departmentId;
  };
  for (const share of open) {
    const byName = settled.filter(({ label }) => departmentKey(label) === departmentKey(share.label));
    const isAnybodys = open.length === 1 || kindOfUnknownName(share.label) === 'vague';
    const [first, ...rest] = (byName.length > 0 || !isAnybodys ? byName : settled).filter(({ departmentId }) => !sharing.has(departmentId));
    if (first === undefined) continue;
    take(first, share, share);
    for (const old of rest) take(old, { ...share, role: 'support' });
  }
  if (own.length === 0) settled.forEach((old, position) => take(old, { label: old.label, role: old.role, position }));
  return taken;
}
