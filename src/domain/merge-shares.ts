import { departmentKey, type Department, type DepartmentResolver } from './directory.ts';
import { divideDuties, type Duty } from './divide-duties.ts';
import type { Assignment } from './plan.ts';
import type { TaskDraft } from './plan-draft.ts';

export interface SharesInput {
  /** The cell as the table in force had it, and as the new one has it. */
  before: TaskDraft['departments'];
  after: TaskDraft['departments'];
  /** As they stand, with what was said in chat since. */
  standing: readonly Assignment[];
  resolve: DepartmentResolver;
  departments: readonly Department[];
}

/** What becomes of an item's shares (任务分工) when a new table replaces the one they were read from. */
export interface MergedShares {
  /** Rows that stay, as they are to stand. */
  keep: Assignment[];
  /** Departments the new cell no longer names. */
  leave: Assignment[];
  /** What nobody had. `position` is the place in the cell. */
  add: (Duty & { position: number })[];
}

/**
 * The new cell is put in place of the old one, and what was said in chat stays: a department that was given the item (分派), one
 * that was let off (取消分派, 不属于), a role that was changed, a name that was claimed.
 */
export function mergeShares({ before, after, standing, resolve, departments }: SharesInput): MergedShares {
  if (sameCell(before, after)) return { keep: [...standing], leave: [], add: [] };
  const [was, now] = [before, after].map((cell) => divideDuties(cell, resolve, departments));
  const merged: MergedShares = { keep: [], leave: [], add: [] };
  for (const share of standing) {
    const then = was!.find((duty) => isShareOf(duty, share));
    const at = now!.findIndex((duty) => isShareOf(duty, share));
    const duty = now![at];
    if (duty !== undefined) merged.keep.push(renewed(share, then, duty, at));
    else if (then === undefined && share.departmentId !== null) merged.keep.push(share);
    else merged.leave.push(share);
  }
  now!.forEach((duty, position) => {
    const isKnown = [...standing, ...was!].some((one) => isShareOf(duty, one));
    if (!isKnown) merged.add.push({ ...duty, position });
  });
  return merged;
}

function sameCell(one: TaskDraft['departments'], other: TaskDraft['departments']): boolean {
  const words = (cell: TaskDraft['departments']): string => cell.map(({ name, role }) => `${departmentKey(name)} ${role}`).join('\n');
  return words(one) === words(other);
}

/** The department itself, or the name it was claimed under while the directory still knows nobody by it. */
function isShareOf(duty: Duty, share: Pick<Assignment, 'departmentId' | 'label'>): boolean {
  if (duty.departmentId !== null) return duty.departmentId === share.departmentId;
  return departmentKey(duty.label) === departmentKey(share.label);
}

/** A role somebody changed in chat stays while the table says the same as before. One that had left is back. */
function renewed(share: Assignment, then: Duty | undefined, { label, role, collective }: Duty, position: number): Assignment {
  const back = then === undefined && share.givenUp === 1;
  return {
    ...share,
    label,
    collective: share.departmentId === null ? 0 : collective,
    position,
    role: then?.role === role ? share.role : role,
    givenUp: back ? 0 : share.givenUp,
  };
}
