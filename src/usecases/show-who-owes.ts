import { listAssignments } from '../db/plans.ts';
import { countProgress, listCurrentCheckpoint } from '../db/progress.ts';
import { can } from '../domain/access.ts';
import { dayOf } from '../domain/calendar.ts';
import { isOwed, isOverdue } from '../domain/deliverable.ts';
import type { Member } from '../domain/directory.ts';
import { byDepartment, checkpointOf, codesOf, sumProgress, type ProgressEntry } from '../domain/progress.ts';
import { taskTitle } from '../domain/task-title.ts';
import { getCurrentPlan, getTaskByCode } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { dayView, type DayView } from './progress-lines.ts';
import { getOwnScope } from './progress-scope.ts';

/** 「谁还没交 3」: departments of one item at its current checkpoint. All empty: everything of it is approved. */
export interface ItemOwedView {
  code: string;
  title: string;
  day: DayView;
  /** Some department has it at all. */
  assigned: boolean;
  open: string[];
  returned: string[];
  submitted: string[];
  mayUrge: boolean;
}

/** Any member may ask about an item. */
export async function showWhoOwesItem(
  deps: Deps,
  { asker, year, code }: { asker: Member; year: number | undefined; code: string },
): Promise<ItemOwedView> {
  const plan = await getCurrentPlan(deps, year);
  const task = await getTaskByCode(deps, plan, code);
  const entries = await listCurrentCheckpoint(deps.db, plan.id, { taskId: task.id });
  const names = (state: ProgressEntry['state']): string[] =>
    byDepartment(entries.filter((entry) => entry.state === state)).map(({ name }) => name);
  return {
    code: task.code,
    title: taskTitle(task.text),
    day: dayView(checkpointOf(entries), plan.year),
    assigned: entries.length > 0 || (await listAssignments(deps.db, task.id)).some(({ departmentId }) => departmentId !== null),
    open: names('open'),
    returned: names('returned'),
    submitted: names('submitted'),
    mayUrge: can(asker, 'urge'),
  };
}

/** 「谁还没交」: who still owes at the current checkpoint, over all items the asker may see. */
export interface WhoOwesView {
  year: number;
  day: DayView;
  /** The asker's departments; empty: all. */
  own: string[];
  /** Nothing is open at all. */
  settled: boolean;
  /** How many are owed at this checkpoint. */
  owed: number;
  departments: { name: string; open: string[]; returned: string[] }[];
  submitted: { name: string; codes: string[] }[];
  /** Overdue at other checkpoints. */
  otherOverdue: number;
  mayUrge: boolean;
  /** An item somebody owes. */
  example: string | null;
}

export async function showWhoOwes(deps: Deps, { asker, year }: { asker: Member; year: number | undefined }): Promise<WhoOwesView> {
  const plan = await getCurrentPlan(deps, year);
  const { departments, filter } = await getOwnScope(deps, asker);
  const today = dayOf(deps.clock.now());
  const entries = await listCurrentCheckpoint(deps.db, plan.id, filter);
  const owed = entries.filter(isOwed);
  const { overdue } = sumProgress(await countProgress(deps.db, plan.id, today, filter));
  return {
    year: plan.year,
    own: departments?.map(({ name }) => name) ?? [],
    day: dayView(checkpointOf(entries), plan.year),
    settled: entries.length === 0,
    owed: owed.length,
    departments: byDepartment(owed).map(({ name, entries: of }) => ({
      name,
      open: codesOf(of.filter(({ state }) => state === 'open')),
      returned: codesOf(of.filter(({ state }) => state === 'returned')),
    })),
    submitted: byDepartment(entries.filter(({ state }) => state === 'submitted')).map(({ name, entries: of }) => ({
      name,
      codes: codesOf(of),
    })),
    otherOverdue: overdue - owed.filter((entry) => isOverdue(entry, today)).length,
    mayUrge: can(asker, 'urge'),
    example: owed[0]?.code ?? null,
  };
}
