import { listTaskAudit } from '../db/audit.ts';
import { listDepartments } from '../db/directory.ts';
import { listMilestones } from '../db/milestones.ts';
import { getSection, listAssignments, listAllCategories } from '../db/plans.ts';
import { listProgress } from '../db/progress.ts';
import { dayOf, formatDay } from '../domain/calendar.ts';
import { isOverdue, isOwed } from '../domain/deliverable.ts';
import type { Member } from '../domain/directory.ts';
import type { AssessmentPlan, Assignment, Task } from '../domain/plan.ts';
import type { SourceCell } from '../domain/plan-draft.ts';
import { milestoneFinder } from '../domain/plan-deliverables.ts';
import type { ProgressEntry } from '../domain/progress.ts';
import { quotaWords } from '../domain/quota.ts';
import type { ItemScore } from '../domain/score/share-score.ts';
import { taskTitle } from '../domain/task-title.ts';
import { checklistView, type ChecklistView } from './checklist-view.ts';
import { getCurrentPlan, getReadableTask, mayHandInto } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { listItemScores } from './item-scores.ts';
import { milestoneLines, planOf, type MilestoneLine, type NarrowerView } from './milestones-view.ts';

/** 「第3项」: everything about one item that any member may read; departments, no persons. */
export interface TaskView {
  code: string;
  title: string;
  points: number | null;
  /** Null: 未计分, or already cancelled. */
  score: ItemScore | null;
  /** As the table has it. */
  text: string;
  category: string;
  section: string;
  asks: string | null;
  /** Of the asker's department that shares it, the first one; null when none does. */
  checklist: (ChecklistView & { department: string }) | null;
  /** The other cells of its row as the table has them. */
  source: SourceCell[];
  /** 任一完成. */
  anyCompletes: boolean;
  /** The names in the table's cell whose departments have not given it up, in its order. */
  labels: { label: string; unclaimed: boolean }[];
  milestones: MilestoneLine[];
  /** Departments for which others apply. */
  narrower: NarrowerView[];
  shares: ShareLine[];
  /** Departments not shown. */
  more: number;
  /** 进展, newest first. */
  notes: { on: string; text: string }[];
  /** One of the asker's departments still owes it, and the asker may hand in. */
  mayHandIn: boolean;
  owed: boolean;
}

/** Departments that stand alike share a line. */
interface ShareLine {
  lead: boolean;
  departments: string[];
  states: StateView[];
}

interface StateView {
  milestone: string | null;
  state: ProgressEntry['state'];
  /** Its checkpoint was deleted after something was handed in: shown, counted nowhere. */
  detached: boolean;
  overdue: boolean;
  /** A day that is not the checkpoint's: for 补正, or after 延期. */
  due: string | null;
  number: number | null;
}

export async function showTask(
  deps: Deps,
  { asker, year, code }: { asker: Member; year: number | undefined; code: string },
): Promise<TaskView> {
  const plan = await getCurrentPlan(deps, year);
  const task = await getReadableTask(deps, plan, code);
  const assignments = await listAssignments(deps.db, task.id);
  const entries = await listProgress(deps.db, plan.id, { taskId: task.id });
  const owed = entries.filter((entry) => isOwed(entry) && entry.detached === 0);
  const milestones = milestoneFinder(await listMilestones(deps.db, plan.id))(task.id, null);
  const shares = await shareLines(deps, plan, assignments, entries);
  const [scored] = await listItemScores(deps, plan, { taskId: task.id });
  return {
    ...(await headOf(deps, plan, task)),
    checklist: await checklistOfAsker(deps, plan, task, asker, assignments),
    score: scored?.score ?? null,
    labels: labelsOf(assignments),
    milestones: milestoneLines(planOf(plan, task), milestones, deps.calendar),
    narrower: await departmentLines(deps, plan, task, assignments),
    shares: shares.slice(0, SHARES_SHOWN),
    more: shares.slice(SHARES_SHOWN).reduce((sum, { departments }) => sum + departments.length, 0),
    notes: await notesOf(deps, plan, task),
    mayHandIn: owed.some(({ departmentId }) => asker.departments.includes(departmentId)) && mayHandInto(plan, asker),
    owed: owed.length > 0,
  };
}

const SHARES_SHOWN = 10;

async function checklistOfAsker(
  deps: Deps,
  { year }: AssessmentPlan,
  { id: taskId }: Task,
  asker: Member,
  assignments: readonly Assignment[],
): Promise<TaskView['checklist']> {
  const own = assignments.find(({ departmentId, givenUp }) => givenUp === 0 && asker.departments.includes(departmentId ?? ''));
  const department = (await listDepartments(deps.db)).find(({ id }) => id === own?.departmentId);
  if (department === undefined) return null;
  return { ...(await checklistView(deps, { taskId, departmentId: department.id, year })), department: department.name };
}

/** Departments that share the item and for which other checkpoints apply than for the item itself. */
async function departmentLines(deps: Deps, plan: AssessmentPlan, task: Task, assignments: readonly Assignment[]): Promise<NarrowerView[]> {
  const milestonesOf = milestoneFinder(await listMilestones(deps.db, plan.id));
  const ofAll = milestonesOf(task.id, null);
  const sharing = new Set(assignments.filter(({ givenUp }) => givenUp === 0).map(({ departmentId }) => departmentId));
  return (await listDepartments(deps.db)).flatMap(({ id, name }) => {
    const own = milestonesOf(task.id, id);
    if (!sharing.has(id) || own === ofAll) return [];
    return [{ whose: name, lines: milestoneLines(planOf(plan, task), own, deps.calendar) }];
  });
}

async function headOf(deps: Deps, plan: AssessmentPlan, { code, text, points, categoryId, sectionId, quotas, source, completion }: Task) {
  const categories = await listAllCategories(deps.db, plan.id);
  const section = await getSection(deps.db, sectionId);
  return {
    code,
    title: taskTitle(text),
    points,
    text,
    category: categories.find(({ id }) => id === categoryId)?.name ?? '',
    section: section.name,
    asks: quotaWords(quotas),
    source,
    anyCompletes: completion === 'any',
  };
}

function labelsOf(assignments: readonly Assignment[]): TaskView['labels'] {
  const shared = assignments.filter(({ givenUp }) => givenUp === 0);
  return [...Map.groupBy(shared, ({ label }) => label)].map(([label, of]) => ({
    label,
    unclaimed: of.every(({ departmentId }) => departmentId === null),
  }));
}

/** Who leads first, then in the order of the cell. */
async function shareLines(
  { db, clock }: Deps,
  plan: AssessmentPlan,
  assignments: readonly Assignment[],
  entries: readonly ProgressEntry[],
): Promise<ShareLine[]> {
  const names = new Map((await listDepartments(db)).map(({ id, name }) => [id, name]));
  const today = dayOf(clock.now());
  const lines = new Map<string, ShareLine>();
  for (const { departmentId, role } of assignments) {
    if (departmentId === null) continue;
    const own = entries.filter((entry) => entry.departmentId === departmentId);
    const states = own.map((entry) => stateView(entry, today, plan.year));
    const key = `${role} ${JSON.stringify(states)}`;
    const line = lines.get(key) ?? { lead: role === 'lead', departments: [], states };
    line.departments.push(names.get(departmentId) ?? departmentId);
    lines.set(key, line);
  }
  return [...lines.values()].toSorted((a, b) => Number(b.lead) - Number(a.lead));
}

function stateView(entry: ProgressEntry, today: string, year: number): StateView {
  const { milestoneName, milestoneDueOn, state, dueOn, detached, submissionNumber } = entry;
  return {
    milestone: milestoneName,
    state,
    detached: detached === 1,
    overdue: isOverdue(entry, today),
    due: isOwed(entry) && dueOn !== null && dueOn !== milestoneDueOn ? formatDay(dueOn, year) : null,
    number: submissionNumber,
  };
}

async function notesOf({ db }: Deps, { year }: AssessmentPlan, { id }: Task): Promise<TaskView['notes']> {
  const notes = await listTaskAudit(db, id, NOTES_SHOWN, 'note-progress');
  return notes.map(({ at, summary }) => ({ on: formatDay(dayOf(new Date(at)), year), text: summary }));
}

const NOTES_SHOWN = 3;
