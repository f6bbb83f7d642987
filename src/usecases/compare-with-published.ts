import { listDepartments } from '../db/directory.ts';
import { listStandingDeliverables } from '../db/deliverables.ts';
import { listPublishedDrafts } from '../db/imports.ts';
import { countHandedIn, readStandingPlan } from '../db/standing-plan.ts';
import { dayOf } from '../domain/calendar.ts';
import { createDepartmentResolver } from '../domain/directory.ts';
import type { AssessmentPlan, Assignment, Task } from '../domain/plan.ts';
import type { PlanDraft, TaskDraft } from '../domain/plan-draft.ts';
import { bareCode, revisePlan, type PlanRevision, type StandingPlan } from '../domain/plan-revision.ts';
import { taskTitle } from '../domain/task-title.ts';
import { comparableText } from '../domain/text-likeness.ts';
import { comparePlan, type PlanDifference } from '../importer/compare.ts';
import { changeWords } from './change-words.ts';
import type { Deps } from './deps.ts';

/** How a table differs from the one it is compared with (不变, 有变化, 去掉, 新增), by items. */
export interface DraftDifference {
  /** Whose table it is compared with. */
  year: number;
  identical: boolean;
  /** 加分项 or 扣分项 differ. */
  rulesDiffer: boolean;
  kept: number;
  /** Of those kept: items with another number. */
  renumbered: { code: string; was: string }[];
  changed: { code: string; was: string | null; words: string[] }[];
  gone: { code: string; title: string; handedIn: number }[];
  added: { code: string; title: string; back: boolean }[];
  /** Departments that leave items which go on, with what they handed in. */
  leaving: { code: string; department: string; handedIn: number }[];
  /** Items whose dates were set in chat and stay, although the table states others. */
  ownDates: string[];
  /** What was handed in for all that goes. */
  handedIn: number;
}

/** An item as a table had it, with its row. */
export interface ReadTask extends TaskDraft {
  row: Task;
}

/** A table beside the one in force, with all that putting it in place would do. */
export interface Comparison {
  view: DraftDifference;
  difference: PlanDifference<ReadTask>;
  standing: StandingPlan;
  revision: PlanRevision;
}

/** Compares with the table of the same year as it was read then, so that departments settled since make no difference. */
export async function compareWithPublished(deps: Deps, plan: AssessmentPlan, draft: PlanDraft): Promise<Comparison> {
  const { standing, current, published } = await readCurrent(deps, plan);
  const difference = comparePlan(draft, { tasks: current });
  const departments = await listDepartments(deps.db);
  const deliverables = await listStandingDeliverables(deps.db, plan.id);
  const revision = revisePlan({
    standing,
    draft,
    pairs: [...difference.kept, ...difference.changed].map(({ task, current: { row, ...before } }) => ({ task, row, before })),
    touched: new Set(deliverables.filter(({ handedIn }) => handedIn).map(({ assignmentId }) => assignmentId)),
    departments,
    resolve: createDepartmentResolver(departments),
    today: dayOf(deps.clock.now()),
    newId: deps.newId,
  });
  const names = new Map(departments.map(({ id, name }) => [id, name]));
  const handedIn = await countHandedIn(deps.db, plan.id);
  const effects = effectsOf(standing, revision, handedIn, names);
  return { view: { ...viewOf(plan, draft, published, difference), ...effects }, difference, standing, revision };
}

/** Compares with an earlier year's table, of which nothing changes. */
export async function compareWithEarlier(
  deps: Deps,
  plan: AssessmentPlan,
  draft: PlanDraft,
): Promise<{ view: DraftDifference; difference: PlanDifference<ReadTask>; standing: StandingPlan }> {
  const { standing, current, published } = await readCurrent(deps, plan);
  const difference = comparePlan(draft, { tasks: current.filter(({ row }) => row.cancelled === 0) });
  return { view: viewOf(plan, draft, published, difference), difference, standing };
}

interface Current {
  standing: StandingPlan;
  /** Items in force first, then those that may come back. */
  current: ReadTask[];
  published: PlanDraft;
}

async function readCurrent({ db }: Pick<Deps, 'db'>, plan: AssessmentPlan): Promise<Current> {
  const standing = await readStandingPlan(db, plan);
  const drafts = (await listPublishedDrafts(db, plan.id)).map(({ draft }) => draft);
  const [published, ...older] = drafts as [PlanDraft, ...PlanDraft[]];
  const byCode = new Map(standing.tasks.map((task) => [task.code, task]));
  const inForce = published.tasks.flatMap((task) => {
    const row = byCode.get(task.code);
    return row === undefined ? [] : [{ ...task, row }];
  });
  const olderTasks = older.flatMap(({ tasks }) => tasks);
  const olderByText = new Map(olderTasks.toReversed().map((task) => [comparableText(task.text).plain, task]));
  const cancelled = standing.tasks
    .filter((task) => task.cancelled === 1)
    .flatMap((row) => {
      const task = olderByText.get(comparableText(row.text).plain);
      return task === undefined ? [] : [{ ...task, code: bareCode(row.code), row }];
    });
  return { standing, current: [...inForce, ...cancelled], published };
}

/** What a rule says, not what was read into it: that may be read better one day. */
const AS_WRITTEN = ['kind', 'group', 'groupCap', 'text', 'cap', 'rates', 'departments'];

function viewOf({ year }: AssessmentPlan, draft: PlanDraft, published: PlanDraft, difference: PlanDifference<ReadTask>): DraftDifference {
  const pairs = [...difference.kept, ...difference.changed];
  const back = pairs.filter(({ current }) => current.row.cancelled === 1);
  const kept = difference.kept.filter(({ current }) => current.row.cancelled === 0);
  const changed = difference.changed.filter(({ current }) => current.row.cancelled === 0);
  const gone = difference.gone.filter(({ row }) => row.cancelled === 0);
  const [rules, rulesThen] = [draft, published].map(({ adjustments }) => JSON.stringify(adjustments, AS_WRITTEN).replace(/\s+/gu, ''));
  const rulesDiffer = rules !== rulesThen;
  const renumbered = kept
    .filter(({ task, current }) => task.code !== current.code)
    .map(({ task, current }) => ({ code: task.code, was: current.code }));
  const order = new Map(draft.tasks.map(({ code }, index) => [code, index]));
  const added = [...difference.added.map((task) => ({ task, back: false })), ...back.map(({ task }) => ({ task, back: true }))];
  return {
    year,
    identical: changed.length + gone.length + added.length + renumbered.length === 0 && !rulesDiffer,
    rulesDiffer,
    kept: kept.length,
    renumbered,
    changed: changed.map((pair) => ({
      code: pair.task.code,
      was: pair.task.code === pair.current.code ? null : pair.current.code,
      words: changeWords(pair),
    })),
    gone: gone.map(({ code, text }) => ({ code, title: taskTitle(text), handedIn: 0 })),
    added: added
      .map((one) => ({ code: one.task.code, title: taskTitle(one.task.text), back: one.back }))
      .toSorted((a, b) => order.get(a.code)! - order.get(b.code)!),
    leaving: [],
    ownDates: [],
    handedIn: 0,
  };
}

function effectsOf(
  standing: StandingPlan,
  { rows, gone, keptShares, removeShares, ownDates }: PlanRevision,
  handedIn: ReadonlyMap<string, number>,
  names: ReadonlyMap<string, string>,
): Pick<DraftDifference, 'gone' | 'leaving' | 'ownDates' | 'handedIn'> {
  const countOf = (shares: readonly Assignment[]): number => shares.reduce((sum, { id }) => sum + (handedIn.get(id) ?? 0), 0);
  const goneViews = gone.map(({ id, code, text }) => ({
    code,
    title: taskTitle(text),
    handedIn: countOf(standing.assignments.filter(({ taskId }) => taskId === id)),
  }));
  const codes = new Map(rows.tasks.map(({ id, code }) => [id, code]));
  const leaving = [...keptShares, ...removeShares].flatMap((share) => {
    const department = share.departmentId === null ? undefined : names.get(share.departmentId);
    const wasOwed = standing.assignments.find(({ id }) => id === share.id)?.givenUp === 0;
    return department === undefined || !wasOwed ? [] : [{ code: codes.get(share.taskId)!, department, handedIn: countOf([share]) }];
  });
  const affected = [...goneViews, ...leaving].reduce((sum, one) => sum + one.handedIn, 0);
  return { gone: goneViews, leaving, ownDates, handedIn: affected };
}
