import type { Day } from './calendar.ts';
import type { Department, DepartmentResolver } from './directory.ts';
import { mergeShares } from './merge-shares.ts';
import type { AdjustmentRule, AssessmentPlan, Assignment, Category, Milestone, Section, Task } from './plan.ts';
import type { PlanDraft, TaskDraft } from './plan-draft.ts';
import { planRows, type PlanRows } from './plan-rows.ts';
import { statedMilestones } from './stated-milestones.ts';
import { comparableText, likeness } from './text-likeness.ts';

/** A plan as it stands, cancelled items and rules included. */
export interface StandingPlan {
  plan: AssessmentPlan;
  categories: readonly Category[];
  sections: readonly Section[];
  tasks: readonly Task[];
  assignments: readonly Assignment[];
  /** The items' own. */
  milestones: readonly Milestone[];
  adjustments: readonly AdjustmentRule[];
}

/** An item of the new table, the row it goes on with, and how a table had that row before. */
export interface RevisedTask {
  task: TaskDraft;
  row: Task;
  before: TaskDraft;
}

export interface RevisionInput {
  standing: StandingPlan;
  draft: PlanDraft;
  pairs: readonly RevisedTask[];
  /** Shares something was handed in for: they may not vanish. */
  touched: ReadonlySet<string>;
  departments: readonly Department[];
  resolve: DepartmentResolver;
  today: Day;
  newId(): string;
}

/** What has to be written so that a new table of the same year (年度创建方案) stands in place of the old one. */
export interface PlanRevision {
  /** All rows as they are to stand, those that are there already under their own ids; cancelled items and rules among them. */
  rows: PlanRows;
  removeMilestones: string[];
  removeShares: Assignment[];
  /** What departments that left keep, because something was handed in. */
  keptShares: Assignment[];
  /** Items that are in force no more. */
  gone: Task[];
  /** Items whose dates were set in chat and stay, although the new table states others. */
  ownDates: string[];
}

/**
 * Puts a new table in place of the one in force. An item that goes on keeps its row, and with it what was handed in, granted and
 * said about it in chat; one that is gone stays readable as 已取消.
 */
export function revisePlan(input: RevisionInput): PlanRevision {
  const { standing, draft, pairs, departments, resolve, newId } = input;
  const { id: planId, year } = standing.plan;
  const fresh = planRows({ planId, year, draft, departments, resolve, newId });
  const pairOf = new Map(pairs.map((pair) => [pair.task, pair]));
  const pairOfRow = new Map(fresh.tasks.map(({ id }, index) => [id, pairOf.get(draft.tasks[index]!)]));
  const { categories, sections, idOf } = keepHeadings(fresh, standing);

  const revision: PlanRevision = {
    rows: {
      categories,
      sections,
      tasks: [],
      assignments: [],
      milestones: [],
      adjustments: reviseRules(fresh.adjustments, standing.adjustments),
    },
    removeMilestones: [],
    removeShares: [],
    keptShares: [],
    gone: [],
    ownDates: [],
  };
  const { rows } = revision;
  const assignments = Map.groupBy(standing.assignments, ({ taskId }) => taskId);
  const freshAssignments = Map.groupBy(fresh.assignments, ({ taskId }) => taskId);
  const milestones = Map.groupBy(standing.milestones, ({ taskId }) => taskId);
  const freshMilestones = Map.groupBy(fresh.milestones, ({ taskId }) => taskId);
  for (const task of fresh.tasks) {
    const pair = pairOfRow.get(task.id);
    const heading = { categoryId: idOf(task.categoryId), sectionId: idOf(task.sectionId) };
    if (pair === undefined) {
      rows.tasks.push({ ...task, ...heading, addedOn: input.today });
      rows.assignments.push(...(freshAssignments.get(task.id) ?? []));
      rows.milestones.push(...(freshMilestones.get(task.id) ?? []));
    } else {
      const { id, completion, addedOn } = pair.row;
      rows.tasks.push({ ...task, ...heading, id, completion, addedOn });
      reviseShares(revision, pair, assignments.get(id) ?? [], input);
      reviseDates(revision, pair, milestones.get(id) ?? [], input);
    }
  }
  rows.tasks.push(...cancelOthers(revision, input));
  return revision;
}

/** The position of a heading under which only cancelled items stand. */
export const OVER = -1;

/** Headings are the same when they are called the same. */
function keepHeadings(fresh: PlanRows, standing: StandingPlan) {
  const ids = new Map<string, string>();
  const idOf = (id: string): string => ids.get(id) ?? id;
  const categories = fresh.categories.map((category) => {
    const known = standing.categories.find(({ name }) => name === category.name);
    if (known !== undefined) ids.set(category.id, known.id);
    return { ...category, id: idOf(category.id) };
  });
  const kept = new Set(categories.map(({ id }) => id));
  const over = standing.categories.filter(({ id }) => !kept.has(id)).map((category) => ({ ...category, position: OVER }));
  const sections = fresh.sections.map((section) => {
    const categoryId = idOf(section.categoryId);
    const known = standing.sections.find((one) => one.categoryId === categoryId && one.name === section.name);
    if (known !== undefined) ids.set(section.id, known.id);
    return { ...section, id: idOf(section.id), categoryId };
  });
  return { categories: [...categories, ...over], sections, idOf };
}

function reviseShares(
  { rows, removeShares, keptShares }: PlanRevision,
  { task, row, before }: RevisedTask,
  standing: readonly Assignment[],
  { resolve, departments, touched, newId }: RevisionInput,
): void {
  const merged = mergeShares({ before: before.departments, after: task.departments, standing, resolve, departments });
  const kept = merged.leave
    .filter(({ id }) => touched.has(id))
    .map((share, n) => ({ ...share, givenUp: 1 as const, position: task.departments.length + n }));
  keptShares.push(...kept);
  removeShares.push(...merged.leave.filter(({ id }) => !touched.has(id)));
  const added = merged.add.map((duty): Assignment => ({ id: newId(), taskId: row.id, givenUp: 0, ...duty }));
  rows.assignments.push(...merged.keep, ...kept, ...added);
}

/** Dates the new table states take the place of those the old one stated; dates set in chat stay. */
function reviseDates(
  { rows, removeMilestones, ownDates }: PlanRevision,
  { task, row, before }: RevisedTask,
  all: readonly Milestone[],
  { standing: { plan }, newId }: RevisionInput,
): void {
  // One department's are never the table's.
  const own = all.filter(({ departmentId }) => departmentId === null);
  const [was, now] = [before, task].map(({ deadlines }) => statedMilestones(deadlines, plan.year).milestones);
  const words = (list: readonly Pick<Milestone, 'name' | 'dueOn'>[]): string =>
    list
      .map(({ name, dueOn }) => `${dueOn} ${name}`)
      .toSorted()
      .join('\n');
  const starts = (list: readonly Pick<Milestone, 'startsOn'>[]): string => list.map(({ startsOn }) => startsOn).join();
  const isSame = words(was!) === words(now!) && starts(was!) === starts(now!);
  const isSetInChat = words(own) !== words(was!);
  if (isSame || (isSetInChat && own.length > 0)) {
    const statesOthers = words(own) !== words(now!) && !(isSame && now!.length === 0);
    if (isSetInChat && statesOthers) ownDates.push(task.code);
    return;
  }
  const names = new Set(now!.map(({ name }) => name));
  removeMilestones.push(...own.filter(({ name }) => !names.has(name)).map(({ id }) => id));
  for (const milestone of now!) {
    const id = own.find(({ name }) => name === milestone.name)?.id ?? newId();
    rows.milestones.push({ id, planId: plan.id, taskId: row.id, departmentId: null, ...milestone });
  }
}

/** Items without a place in the new table stand behind it, under a number nobody else can have. */
function cancelOthers({ rows, gone }: PlanRevision, { standing }: RevisionInput): Task[] {
  const codes = new Set(rows.tasks.map(({ code }) => code));
  const ids = new Set(rows.tasks.map(({ id }) => id));
  let position = rows.tasks.length;
  return standing.tasks
    .filter(({ id }) => !ids.has(id))
    .map((task) => {
      if (task.cancelled === 0) gone.push(task);
      const bare = bareCode(task.code);
      let code = cancelledCode(bare);
      for (let n = 2; codes.has(code); n += 1) code = cancelledCode(bare, n);
      codes.add(code);
      return { ...task, code, cancelled: 1, position: position++ };
    });
}

/** 3（已取消）: what a cancelled item is called wherever it is named. The next one with that number is 3（已取消2）. */
export function cancelledCode(code: string, n?: number): string {
  return `${code}（已取消${n ?? ''}）`;
}

/** The number the item had in its table. */
export function bareCode(code: string): string {
  return code.replace(/（已取消\d*）$/u, '');
}

/** Rules (加分项, 扣分项) are matched by what they say; those that are gone are kept for the cases that hang on them. */
function reviseRules(fresh: readonly AdjustmentRule[], standing: readonly AdjustmentRule[]): AdjustmentRule[] {
  const texts = new Map(standing.map(({ id, text }) => [id, comparableText(text)]));
  const free = new Map(standing.map((rule) => [rule.id, rule]));
  const ids = new Map<string, string>();
  for (const least of [1, ALIKE]) {
    for (const rule of fresh) {
      if (ids.has(rule.id)) continue;
      const text = comparableText(rule.text);
      const known = [...free.values()]
        .filter(({ kind }) => kind === rule.kind)
        .map((one) => ({ id: one.id, likeness: likeness(text, texts.get(one.id)!) }))
        .filter((one) => one.likeness >= least)
        .toSorted((a, b) => b.likeness - a.likeness)[0];
      if (known === undefined) continue;
      ids.set(rule.id, known.id);
      free.delete(known.id);
    }
  }
  const rules = fresh.map((rule) => ({ ...rule, id: ids.get(rule.id) ?? rule.id }));
  return [...rules, ...[...free.values()].map((rule, n) => ({ ...rule, cancelled: 1 as const, position: rules.length + n }))];
}

const ALIKE = 0.6;
