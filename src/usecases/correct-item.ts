import { listDepartments } from '../db/directory.ts';
import { findPlan } from '../db/plans.ts';
import { updatePreview } from '../db/imports.ts';
import { parseDay, type Day } from '../domain/calendar.ts';
import { createDepartmentResolver, type Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { DeadlineDraft, DutyRole, PlanDraft, TaskDraft } from '../domain/plan-draft.ts';
import { milestoneWords, statedMilestones } from '../domain/stated-milestones.ts';
import { taskTitle } from '../domain/task-title.ts';
import { onWorkingDays } from '../domain/working-days.ts';
import { checkSums } from '../importer/interpret/check-sums.ts';
import { readDeadlines } from '../importer/interpret/deadlines.ts';
import { compareWithPublished } from './compare-with-published.ts';
import { changeWords, ownerWords } from './change-words.ts';
import { codeAsked } from './import-questions.ts';
import type { Deps } from './deps.ts';
import { findWaitingPreview, stillOpen, type StillOpen, type WaitingPreview } from './waiting-preview.ts';

/** An admin's answer about one item of a table that waits for 确认导入. */
export type ItemCorrection =
  /** Days as `6-30`, or words such as 每季度末 and 长期. */
  | { field: 'deadlines'; days: readonly string[]; words: string }
  | { field: 'departments'; names: readonly { name: string; role?: DutyRole }[] }
  /** Null: without points. */
  | { field: 'points'; points: number | null };

export interface CorrectedView extends DraftTaskView {
  /** What was changed, as it reads now. */
  now: string;
  /** It read so already: nothing was changed. */
  same: boolean;
  /** Words that take it back. */
  undo: string;
  open: StillOpen;
}

/** 「第3项 截止 6-30」, 「第3项 责任部门 办公室」, 「第3项 5分」: changes the sender's waiting table only. Undefined when none waits. */
export async function correctItem(
  deps: Deps,
  { sender, year, code, correction }: { sender: Member; year: number | undefined; code: string; correction: ItemCorrection },
): Promise<CorrectedView | undefined> {
  const waiting = await findWaitingPreview(deps, sender);
  if (waiting === undefined || (year !== undefined && year !== waiting.draft.year)) return undefined;
  const task = getDraftTask(waiting.draft, code);
  const changed = await correct(deps, waiting.draft, task, correction);
  const same = JSON.stringify(changed) === JSON.stringify(task);
  const said = same ? [] : changeWords({ task: changed, current: task, what: [correction.field] });
  const corrections = [...task.corrections, ...said];
  const draft = settle(deps, waiting.draft, task, { ...changed, corrections }, correction.field);
  await updatePreview(deps.db, waiting.row.id, { draft: JSON.stringify(draft), shown: await stillShown(deps, waiting, draft) });
  const corrected = getDraftTask(draft, code);
  const view = draftTaskView(draft, corrected);
  const now = {
    deadlines: `时限 ${view.deadlines}`,
    departments: `责任部门 ${view.owners}`,
    points: corrected.points === null ? '不计分' : `${corrected.points} 分`,
  }[correction.field];
  return { ...view, now, same, undo: undoWords(task, correction.field), open: await stillOpen(deps, draft) };
}

/** An item of a table that waits, as it was read (「第3项」). */
export interface DraftTaskView {
  table: string;
  code: string;
  title: string;
  text: string;
  points: number | null;
  category: string;
  section: string;
  owners: string;
  /** The table's words, and the checkpoints they make. */
  deadlines: string;
  quotas: string[];
  source: TaskDraft['source'];
  at: string;
}

export function getDraftTask(draft: PlanDraft, code: string): TaskDraft {
  const task = draft.tasks.find((one) => one.code === code);
  if (task === undefined) throw new DomainError('no-such-draft-task', { code, title: draft.title, first: draft.tasks[0]?.code ?? null });
  return task;
}

export function draftTaskView(draft: PlanDraft, task: TaskDraft): DraftTaskView {
  const { code, text, points, category, section, quotas, source, at } = task;
  return {
    table: draft.title,
    code,
    title: taskTitle(text),
    text,
    points,
    category,
    section,
    owners: ownerWords(task.departments),
    deadlines: deadlineReading(task.deadlines, draft.year),
    quotas: quotas.map(({ raw }) => raw),
    source,
    at,
  };
}

function deadlineReading(deadlines: readonly DeadlineDraft[], year: number | null): string {
  if (deadlines.length === 0) return '没有写';
  const words = `「${deadlines.map(({ raw }) => raw).join('、')}」`;
  const days = year === null ? [] : statedMilestones(deadlines, year).milestones;
  if (days.length === 0 || year === null) return `${words}，没有日期`;
  return `${words}，即${days.map((day) => milestoneWords(day, year)).join('、')}`;
}

async function correct(deps: Deps, draft: PlanDraft, task: TaskDraft, correction: ItemCorrection): Promise<TaskDraft> {
  switch (correction.field) {
    case 'deadlines':
      return { ...task, deadlines: readStated(draft, task, correction) };
    case 'points':
      return { ...task, points: correction.points };
    case 'departments': {
      const resolve = createDepartmentResolver(await listDepartments(deps.db));
      // What the table itself says may be said again.
      const isWritten = (name: string): boolean => draft.tasks.some((one) => one.departments.some((cell) => cell.name === name));
      const unknown = correction.names.find(({ name }) => resolve(name) === undefined && !isWritten(name));
      if (unknown !== undefined && !task.source.some(({ text }) => text.includes(unknown.name))) {
        throw new DomainError('no-such-department', { name: unknown.name });
      }
      const isLed = correction.names.some(({ role }) => role === 'lead');
      const departments = correction.names.map(({ name, role }, index) => ({
        name,
        role: role ?? (index === 0 && !isLed ? ('lead' as const) : ('support' as const)),
      }));
      return { ...task, departments };
    }
  }
}

/** Days as they were named, or words as a table would put them. */
function readStated(
  { year }: PlanDraft,
  task: TaskDraft,
  { days, words }: Extract<ItemCorrection, { field: 'deadlines' }>,
): DeadlineDraft[] {
  const { code } = task;
  if (days.length > 0) {
    const dates = days.map((text) => readDay(text, task, year));
    return [{ raw: days.join('、'), type: 'date', dates: [...new Set(dates)].sort() }];
  }
  if (/^(?:无|没有|不定|不限)$/u.test(words.trim())) return [{ raw: words.trim(), type: 'continuous', dates: [] }];
  const stated = readDeadlines(words, '', year);
  if (stated.some(({ type }) => type === 'unknown')) throw new DomainError('unclear-deadline', { code, text: words });
  if (stated.some(({ type, dates }) => DATED.has(type) && dates.length === 0)) {
    throw new DomainError('no-such-draft-day', { code, text: words, year });
  }
  return stated;
}

const DATED: ReadonlySet<DeadlineDraft['type']> = new Set(['date', 'range', 'monthly', 'quarterly', 'half-yearly']);

function readDay(text: string, { code, source }: TaskDraft, year: number | null): Day {
  const day = parseDay(text, year ?? 0);
  if (day === undefined) throw new DomainError('no-such-draft-day', { code, text, year });
  if (year === null && day.startsWith('0')) throw new DomainError('no-such-draft-day', { code, text, year: null });
  const isInTable = source.some((cell) => cell.text.includes(day.slice(0, 4)));
  if (year !== null && !day.startsWith(`${year}-`) && !isInTable) throw new DomainError('day-outside-year', { code, text, year });
  return day;
}

const ABOUT: Record<ItemCorrection['field'], RegExp> = {
  deadlines: /deadline|date/u,
  departments: /department|owner|collective/u,
  points: /points/u,
};

/** What was asked about just that is answered, and sums are added up again. */
function settle(deps: Deps, draft: PlanDraft, task: TaskDraft, changed: TaskDraft, field: ItemCorrection['field']): PlanDraft {
  const tasks = draft.tasks.map((one) => (one === task ? changed : one));
  // Several items may stand in one row: the number in the sentence says which is meant, where there is one.
  const isAbout = ({ message, at }: PlanDraft['warnings'][number]): boolean => {
    const said = codeAsked(message);
    return said === undefined ? task.at !== '' && at.startsWith(task.at) : said === task.code;
  };
  const hasDates = tasks.some(({ deadlines }) => deadlines.some(({ dates }) => dates.length > 0));
  const warnings = draft.warnings
    .filter(({ code }) => !(code.endsWith('-sum') && field === 'points') && !(code === 'no-deadline' && hasDates))
    .filter((warning) => !(ABOUT[field].test(warning.code) && isAbout(warning)));
  const corrected = onWorkingDays({ ...draft, tasks }, deps.calendar);
  // What a table declares for all of it is not kept, so only its headings are added up again.
  return field === 'points'
    ? { ...corrected, warnings: [...checkSums({ ...corrected, sums: [] }), ...warnings] }
    : { ...corrected, warnings };
}

/** The sender's own change needs no showing again; what somebody else did meanwhile does. */
async function stillShown(deps: Deps, { row, draft }: WaitingPreview, corrected: PlanDraft): Promise<string | null> {
  const plan = draft.year === null ? undefined : await findPlan(deps.db, draft.year);
  if (plan === undefined) return row.shown;
  const before = await compareWithPublished(deps, plan, draft);
  if (JSON.stringify(before.view) !== row.shown) return row.shown;
  return JSON.stringify((await compareWithPublished(deps, plan, corrected)).view);
}

function undoWords({ code, points, departments, deadlines }: TaskDraft, field: ItemCorrection['field']): string {
  switch (field) {
    case 'points':
      return `第${code}项 ${points === null ? '不计分' : `${points}分`}`;
    case 'departments':
      return `第${code}项 责任部门 ${departments.map(({ name, role }) => name + (role === 'lead' ? '牵头' : '配合')).join('、') || '无'}`;
    case 'deadlines': {
      const days = deadlines.flatMap(({ dates }) => dates).map((day) => day.split('-').map(Number).join('-'));
      return `第${code}项 截止 ${days.length === 0 ? '无' : days.join(' ')}`;
    }
  }
}
