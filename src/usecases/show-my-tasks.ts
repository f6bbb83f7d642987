import { listDepartments } from '../db/directory.ts';
import { countByCheckpoint, countOwed } from '../db/progress-counts.ts';
import { countItems, type FirstItem } from '../db/first-items.ts';
import { listProgressById } from '../db/progress.ts';
import { dayOf, formatDay, type Day } from '../domain/calendar.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import { isOverdue } from '../domain/deliverable.ts';
import {
  sumProgress,
  type Checkpoint,
  type CheckpointCount,
  type OwedCount,
  type ProgressEntry,
  type ProgressSums,
} from '../domain/progress.ts';
import { taskTitle } from '../domain/task-title.ts';
import { getCurrentPlan, mayHandInto } from './current-plan.ts';
import type { Deps } from './deps.ts';
import {
  codeList,
  fillLists,
  firstCodeOf,
  listOfOwed,
  listOfStanding,
  type CodeList,
  type FilledList,
  type ItemList,
  type Standing,
} from './item-lists.ts';
import { dayView, type DayView } from './progress-lines.ts';

/** 「我的任务」, department by department. */
export interface MyTasksView {
  year: number;
  closed: boolean;
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
  nearest: { due: string; isToday: boolean; workdays: number } | null;
  /** What is owed has no date yet. */
  undated: boolean;
  overdue: Lines;
  returned: Lines;
  /** Of the next day, or undated. */
  open: Lines & { day: DayView | null };
  /** Of the days after it, and 补报. */
  later: (DayView & { count: number })[];
  submitted: { count: number; first: { code: string; number: number | null }[] };
  approved: CodeList;
}

/** The first ones as lines, more of them by their codes. */
interface Lines {
  count: number;
  /** When all have the same one. */
  due: string | null;
  lines: TaskLine[];
  more: CodeList;
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
  const today = dayOf(deps.clock.now());
  const isClosed = plan.state === 'closed';
  const own = (await listDepartments(deps.db)).filter(({ id }) => asker.departments.includes(id));
  if (own.length === 0) throw new DomainError('no-department');
  const counts = await countByCheckpoint(deps.db, plan.id, today, { departmentIds: asker.departments });
  const owed = await countOwed(deps.db, plan.id, { departmentIds: asker.departments });
  const shares = own.map(({ id, name }) => {
    const ofDepartment = ({ departmentId }: Pick<OwedCount, 'departmentId'>): boolean => departmentId === id;
    return shareOf({ id, name }, counts.filter(ofDepartment), openDays(owed.filter(ofDepartment), counts, today));
  });
  const busy = shares.filter(({ sums }) => sums.total > 0);
  const filled = await fillLists(
    deps,
    plan.id,
    today,
    busy.flatMap(({ lists }) => lists),
  );
  const example = firstCodeOf(filled.filter(({ standing }) => OWED.includes(standing))) ?? firstCodeOf(filled);
  const chosen = busy.map(() => chooseLines(filled.splice(0, STANDINGS.length)));
  const entries = await readEntries(deps, chosen.flat());
  const items = await countItems(deps.db, plan.id, asker.departments);
  return {
    year: plan.year,
    closed: isClosed,
    departments: busy.map((share, index) =>
      tasksOf(deps, share, chosen[index]!, { entries, items: items.get(share.id) ?? 0, year: plan.year, isClosed }),
    ),
    without: shares.filter(({ sums }) => sums.total === 0).map(({ name }) => name),
    mayHandIn: mayHandInto(plan, asker),
    owed: busy.some(({ sums }) => sums.open + sums.returned > 0),
    example,
  };
}

const OWED: readonly Standing[] = ['overdue', 'returned', 'open'];
/** The lists of a department, in this order. */
const STANDINGS: readonly Standing[] = [...OWED, 'submitted', 'approved'];

/** What one department has, in numbers. */
interface Share {
  id: string;
  name: string;
  counts: CheckpointCount[];
  sums: ProgressSums;
  open: OpenDay[];
  lists: ItemList[];
}

function shareOf({ id, name }: Pick<Share, 'id' | 'name'>, counts: CheckpointCount[], open: OpenDay[]): Share {
  const lists = STANDINGS.map((standing) => ({
    ...(standing === 'open' ? listOfOwed(open[0]?.counts ?? [], 'open') : listOfStanding(counts, standing, { everywhere: true })),
    limit: ITEMS_READ,
  }));
  return { id, name, counts, sums: sumProgress(counts), open, lists };
}

/** What is open and not late, by the day that holds for the department: a granted one (延期) where its checkpoint has another. */
interface OpenDay extends Checkpoint {
  counts: OwedCount[];
}

/** The next one first, undated behind them, 补报 last. */
function openDays(owed: readonly OwedCount[], checkpoints: readonly CheckpointCount[], today: Day): OpenDay[] {
  const names = new Map(checkpoints.map(({ milestoneId, milestoneName }) => [milestoneId, milestoneName]));
  const timely = owed.filter((one) => one.state === 'open' && !isOverdue({ ...one, detached: 0 }, today));
  const byDay = Map.groupBy(timely, ({ supplementary, dueOn }) => `${supplementary} ${dueOn ?? '9999'}`);
  return [...byDay]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, counts]) => ({
      names: [...new Set(counts.flatMap(({ milestoneId }) => names.get(milestoneId) ?? []))],
      dueOn: counts[0]!.dueOn,
      supplementary: counts[0]!.supplementary === 1,
      counts,
    }));
}

/** A list with those of its items that are shown by more than their code. */
interface ChosenList extends FilledList {
  shown: FirstItem[];
}

/** What is owed has so many lines together: what comes first is the most urgent. */
function chooseLines(lists: readonly FilledList[]): ChosenList[] {
  let left = LINES_SHOWN;
  return lists.map((list) => {
    const room = { submitted: SUBMITTED_SHOWN, approved: 0 }[list.standing as string] ?? left;
    const shown = list.items.slice(0, room);
    if (OWED.includes(list.standing)) left -= shown.length;
    return { ...list, shown };
  });
}

const LINES_SHOWN = 10;
/** Lines, and as many codes as a list names. */
const ITEMS_READ = 40;
const SUBMITTED_SHOWN = 30;

async function readEntries({ db }: Deps, lists: readonly ChosenList[]): Promise<Map<string, ProgressEntry>> {
  const ids = lists.flatMap(({ shown }) => shown.map(({ id }) => id));
  return new Map((await listProgressById(db, ids)).map((entry) => [entry.id, entry]));
}

function tasksOf(
  { clock, calendar }: Deps,
  { name, counts, open }: Share,
  [overdue, returned, next, submitted, approved]: readonly ChosenList[],
  { entries, items, year, isClosed }: { entries: ReadonlyMap<string, ProgressEntry>; items: number; year: number; isClosed: boolean },
): DepartmentTasks {
  const today = dayOf(clock.now());
  // A closed year is waited for no more.
  const [due] = isClosed ? [] : counts.flatMap(({ nearestOn }) => nearestOn ?? []).toSorted();
  const [first, ...later] = open;
  return {
    name,
    items,
    nearest:
      due === undefined ? null : { due: formatDay(due, year), isToday: due === today, workdays: calendar.workdaysBetween(today, due) },
    undated: !isClosed && counts.some(({ undated }) => undated > 0),
    overdue: linesOf(overdue!, entries, year),
    returned: linesOf(returned!, entries, year),
    open: { ...linesOf(next!, entries, year), day: first === undefined ? null : dayView(first, year) },
    later: later.map((day) => ({ ...dayView(day, year), count: listOfOwed(day.counts, 'open').count })),
    submitted: {
      count: submitted!.count,
      first: submitted!.shown.map(({ id, code }) => ({ code, number: entries.get(id)?.submissionNumber ?? null })),
    },
    approved: codeList(approved!),
  };
}

function linesOf({ standing, items, shown, count, cut }: ChosenList, entries: ReadonlyMap<string, ProgressEntry>, year: number): Lines {
  const days = new Set(items.map(({ dueOn }) => dueOn));
  // Of a cut list the rest may have another one.
  const same = days.size === 1 && !cut;
  const show = (dueOn: Day | null | undefined): string | null => (dueOn == null ? null : formatDay(dueOn, year));
  return {
    count,
    due: same ? show(items[0]?.dueOn) : null,
    lines: shown.flatMap(({ id }) => {
      const entry = entries.get(id);
      return entry === undefined ? [] : lineOf(entry, same || standing === 'open' ? null : show(entry.dueOn));
    }),
    more: codeList({ items: items.slice(shown.length), count: count - shown.length, cut }),
  };
}

function lineOf({ code, text, role, points, submissionNumber }: ProgressEntry, due: string | null): TaskLine {
  return { code, title: taskTitle(text), lead: role === 'lead', points, due, number: submissionNumber };
}
