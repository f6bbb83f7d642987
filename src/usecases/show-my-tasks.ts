import { listDepartments } from '../db/directory.ts';
import { listProgress } from '../db/progress.ts';
import { can } from '../domain/access.ts';
import { dayOf, formatDay, type Day } from '../domain/calendar.ts';
import { isOverdue, isOwed } from '../domain/deliverable.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import { byDepartment, byCheckpoint, codesOf, type ProgressEntry } from '../domain/progress.ts';
import { taskTitle } from '../domain/task-title.ts';
import { getCurrentPlan } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { dayView, type DayView } from './progress-lines.ts';

/** 「我的任务」, department by department. */
export interface MyTasksView {
  year: number;
  departments: DepartmentTasks[];
  /** The asker's departments that have none. */
  without: string[];
  mayHandIn: boolean;
  /** Something is still to hand in. */
  owed: boolean;
  /** An item to begin with. */
  example: string | null;
}

/** Every 应报事项 of a department stands in exactly one of the lists, so that they add up to its 进度. */
interface DepartmentTasks {
  name: string;
  items: number;
  nearest: { due: string; workdays: number } | null;
  /** What is owed has no date yet. */
  undated: boolean;
  overdue: Lines;
  returned: Lines;
  /** At the next checkpoint, or undated. */
  open: Lines & { day: DayView | null };
  /** At the checkpoints after it, and 补报. */
  later: (DayView & { count: number })[];
  submitted: { code: string; number: number | null }[];
  approved: { count: number; codes: string[] };
}

/** The first ones as lines, the rest by their codes. */
interface Lines {
  count: number;
  /** When all have the same one. */
  due: string | null;
  lines: TaskLine[];
  more: string[];
}

interface TaskLine {
  code: string;
  title: string;
  lead: boolean;
  points: number | null;
  /** When they differ. */
  due: string | null;
  number: number | null;
}

export async function showMyTasks(deps: Deps, year: number | undefined, asker: Member): Promise<MyTasksView> {
  const plan = await getCurrentPlan(deps, year);
  const own = (await listDepartments(deps.db)).filter(({ id }) => asker.departments.includes(id));
  if (own.length === 0) throw new DomainError('no-department');
  const entries = await listProgress(deps.db, plan.id, { departmentIds: asker.departments });
  const counted = entries.filter(({ detached, state }) => detached === 0 && state !== 'waived');
  const groups = byDepartment(counted);
  const first = counted.find(isOwed);
  return {
    year: plan.year,
    departments: groups.map(({ name, entries: of }) => tasksOf(deps, name, of, plan.year)),
    without: own.filter(({ name }) => !groups.some((group) => group.name === name)).map(({ name }) => name),
    mayHandIn: can(asker, 'hand-in'),
    owed: first !== undefined,
    example: (first ?? counted[0])?.code ?? null,
  };
}

function tasksOf({ clock, calendar }: Deps, name: string, entries: readonly ProgressEntry[], year: number): DepartmentTasks {
  const today = dayOf(clock.now());
  const onTime = entries.filter((entry) => !isOverdue(entry, today));
  const inState = (state: ProgressEntry['state']): ProgressEntry[] => onTime.filter((entry) => entry.state === state);
  const open = inState('open');
  const supplementary = byCheckpoint(open.filter((entry) => entry.supplementary === 1));
  const [next, ...later] = [...byCheckpoint(open.filter((entry) => entry.supplementary === 0)), ...supplementary];
  const due = nearestDay(onTime, today);
  const list = createLister(LINES_SHOWN, year);
  return {
    name,
    items: codesOf(entries).length,
    nearest: due === undefined ? null : { due: formatDay(due, year), workdays: calendar.workdaysBetween(today, due) },
    undated: onTime.some((entry) => isOwed(entry) && entry.dueOn === null),
    overdue: list(entries.filter((entry) => isOverdue(entry, today))),
    returned: list(inState('returned')),
    open: { ...list(next?.entries ?? []), day: next === undefined ? null : dayView(next, year) },
    later: later.map((checkpoint) => ({ ...dayView(checkpoint, year), count: checkpoint.entries.length })),
    submitted: inState('submitted').map(({ code, submissionNumber }) => ({ code, number: submissionNumber })),
    approved: { count: inState('approved').length, codes: codesOf(inState('approved')) },
  };
}

const LINES_SHOWN = 10;

/** The next date on which something is still owed. */
function nearestDay(entries: readonly ProgressEntry[], today: Day): Day | undefined {
  const owed = entries.filter((entry) => isOwed(entry) && entry.supplementary === 0);
  const [first] = owed.flatMap(({ dueOn }) => (dueOn === null || dueOn < today ? [] : dueOn)).toSorted();
  return first;
}

/** Lists one after the other have so many lines together: what comes first is the most urgent. */
function createLister(lines: number, year: number): (entries: readonly ProgressEntry[]) => Lines {
  let left = lines;
  return (entries) => {
    const shown = entries.slice(0, left);
    left -= shown.length;
    const days = new Set(entries.map(({ dueOn }) => dueOn));
    const show = (dueOn: Day | null | undefined): string | null => (dueOn == null ? null : formatDay(dueOn, year));
    return {
      count: entries.length,
      due: days.size === 1 ? show(entries[0]?.dueOn) : null,
      lines: shown.map((entry) => lineOf(entry, days.size === 1 && !isExtended(entry) ? null : show(entry.dueOn))),
      more: codesOf(entries.slice(shown.length)),
    };
  };
}

/** The checkpoint stands above the list, and this one has a later day (延期). */
function isExtended({ state, dueOn, milestoneDueOn }: ProgressEntry): boolean {
  return state === 'open' && dueOn !== milestoneDueOn;
}

function lineOf({ code, text, role, points, submissionNumber }: ProgressEntry, due: string | null): TaskLine {
  return { code, title: taskTitle(text), lead: role === 'lead', points, due, number: submissionNumber };
}
