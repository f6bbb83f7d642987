import { listDepartments } from '../db/directory.ts';
import { listAssignments } from '../db/plans.ts';
import { countByCheckpoint } from '../db/progress-counts.ts';
import { listCurrentCheckpoint } from '../db/progress.ts';
import { can } from '../domain/access.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Member } from '../domain/directory.ts';
import { byCheckpoint, byDepartment, checkpointOf, sumProgress, type CheckpointCount, type ProgressEntry } from '../domain/progress.ts';
import { taskTitle } from '../domain/task-title.ts';
import { getCurrentPlan, getTaskByCode } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { codeList, fillLists, firstCodeOf, listOfState, type CodeList } from './item-lists.ts';
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
    mayUrge: plan.state === 'published' && can(asker, 'urge'),
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
  departments: { name: string; open: CodeList; returned: CodeList }[];
  /** More of them, by name. */
  others: string[];
  /** Of `submittedBy` departments the first ones. */
  submitted: ({ name: string } & CodeList)[];
  submittedBy: number;
  /** Overdue at other checkpoints. */
  otherOverdue: number;
  mayUrge: boolean;
  /** An item somebody owes. */
  example: string | null;
}

export async function showWhoOwes(deps: Deps, { asker, year }: { asker: Member; year: number | undefined }): Promise<WhoOwesView> {
  const plan = await getCurrentPlan(deps, year);
  const { departments: own, filter } = await getOwnScope(deps, asker);
  const today = dayOf(deps.clock.now());
  const counts = await countByCheckpoint(deps.db, plan.id, today, filter);
  const current = currentCheckpoint(counts);
  const { open, returned, overdue } = sumProgress(current);
  const departments = own ?? (await listDepartments(deps.db));
  const countsOf = departments.map(({ id, name }) => ({ name, counts: current.filter(({ departmentId }) => departmentId === id) }));
  const owing = countsOf.filter(({ counts: of }) => of.some((one) => one.open + one.returned > 0));
  const waiting = countsOf.filter(({ counts: of }) => of.some(({ submitted }) => submitted > 0));
  const lists = await fillLists(deps, plan.id, today, [
    ...owing.slice(0, DEPARTMENTS_SHOWN).flatMap(({ counts: of }) => [listOfState(of, 'open'), listOfState(of, 'returned')]),
    ...waiting.slice(0, DEPARTMENTS_SHOWN).map(({ counts: of }) => listOfState(of, 'submitted')),
  ]);
  const owedLists = lists.splice(0, 2 * Math.min(owing.length, DEPARTMENTS_SHOWN));
  return {
    year: plan.year,
    own: own?.map(({ name }) => name) ?? [],
    day: dayView(checkpointOf(current), plan.year),
    settled: current.length === 0,
    owed: open + returned,
    departments: owing
      .slice(0, DEPARTMENTS_SHOWN)
      .map(({ name }, index) => ({ name, open: codeList(owedLists[2 * index]!), returned: codeList(owedLists[2 * index + 1]!) })),
    others: owing.slice(DEPARTMENTS_SHOWN).map(({ name }) => name),
    submitted: lists.map((list, index) => ({ name: waiting[index]!.name, ...codeList(list) })),
    submittedBy: waiting.length,
    otherOverdue: sumProgress(counts).overdue - overdue,
    mayUrge: plan.state === 'published' && can(asker, 'urge'),
    example: firstCodeOf(owedLists),
  };
}

const DEPARTMENTS_SHOWN = 10;

/** The earliest 时间节点 at which something is neither approved nor waived, 补报 after everything else; empty when all is settled. */
function currentCheckpoint(counts: readonly CheckpointCount[]): CheckpointCount[] {
  const unsettled = counts.filter((one) => one.open + one.submitted + one.returned > 0);
  const regular = unsettled.filter(({ supplementary }) => supplementary === 0);
  const [first] = byCheckpoint(regular.length > 0 ? regular : unsettled);
  if (first === undefined) return [];
  return counts.filter((one) => one.milestoneDueOn === first.dueOn && (one.supplementary === 1) === first.supplementary);
}
