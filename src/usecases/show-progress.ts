import { listOwnerlessTasks, listUnclaimedOf } from '../db/assignments.ts';
import { listDepartments } from '../db/directory.ts';
import { listCategories } from '../db/plans.ts';
import { countByCheckpoint, countProgress } from '../db/progress-counts.ts';
import { listProgress } from '../db/progress.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Member } from '../domain/directory.ts';
import type { AssessmentPlan } from '../domain/plan.ts';
import { codesOf, countEntries, sumProgress, type ProgressCount, type ProgressSums } from '../domain/progress.ts';
import { taskTitle } from '../domain/task-title.ts';
import { getCurrentPlan } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { listItemScores, sumScores, type ScoreSums } from './item-scores.ts';
import { checkpointViews, type CheckpointsView } from './progress-lines.ts';
import { getNamedScope, getOwnScope, type ProgressScope } from './progress-scope.ts';

interface ProgressHead {
  year: number;
  /** What the numbers are about; null: everything. */
  name: string | null;
  sums: ProgressSums;
}

/** Where something stands, in a list of parts. */
interface PartView {
  name: string;
  approved: number;
  total: number;
  overdue: number;
}

/** 进度, as much as the asker asked for and may see, with what it brings (得分). */
export type ProgressView = CountedProgress & { score: ScoreSums };

type CountedProgress = ProgressHead &
  (
    | {
        kind: 'plan';
        categories: PartView[];
        overdue: PartView[];
        unclaimed: { label: string; codes: string[] }[];
        ownerless: string[];
        example: string;
      }
    | { kind: 'departments'; departments: PartView[] }
    | ({ kind: 'department' } & CheckpointsView)
    | { kind: 'category'; own: string[]; tasks: (PartView & { code: string })[] }
  );

export async function showProgress(
  deps: Deps,
  { asker, year, name }: { asker: Member; year: number | undefined; name: string | undefined },
): Promise<ProgressView> {
  const plan = await getCurrentPlan(deps, year);
  const scope = name === undefined ? await getOwnScope(deps, asker) : await getNamedScope(deps, plan, asker, { name, command: '进度' });
  const score = sumScores(await listItemScores(deps, plan, scope.filter));
  return { ...(await countScope(deps, plan, scope)), score };
}

async function countScope(deps: Deps, plan: AssessmentPlan, scope: ProgressScope): Promise<CountedProgress> {
  if (scope.category !== null) return showCategory(deps, plan, scope);
  if (scope.departments?.length === 1) return showDepartment(deps, plan, scope);
  const counts = await countProgress(deps.db, plan.id, dayOf(deps.clock.now()), scope.filter);
  return scope.departments === null ? showPlan(deps, plan, counts) : showDepartments(plan, scope, counts);
}

async function showPlan(deps: Deps, plan: AssessmentPlan, counts: readonly ProgressCount[]): Promise<CountedProgress> {
  const categories = await listCategories(deps.db, plan.id);
  const departments = await listDepartments(deps.db);
  const parts = partsOf(departments, counts);
  const unclaimed = await listUnclaimedOf(deps.db, plan.id);
  return {
    kind: 'plan',
    year: plan.year,
    name: null,
    sums: sumProgress(counts),
    categories: categories.map(({ id, name }) =>
      partOf(
        name,
        counts.filter(({ categoryId }) => categoryId === id),
      ),
    ),
    overdue: parts.filter(({ overdue }) => overdue > 0),
    example: parts[0]?.name ?? '',
    ownerless: await listOwnerlessTasks(deps.db, plan.id),
    unclaimed: [...Map.groupBy(unclaimed, ({ label }) => label)].map(([label, shares]) => ({
      label,
      codes: codesOf(shares),
    })),
  };
}

function showDepartments(plan: AssessmentPlan, { name, departments }: ProgressScope, counts: readonly ProgressCount[]): CountedProgress {
  const parts = partsOf(departments ?? [], counts);
  return { kind: 'departments', year: plan.year, name, sums: sumProgress(counts), departments: parts };
}

async function showDepartment(deps: Deps, plan: AssessmentPlan, { departments, filter }: ProgressScope): Promise<CountedProgress> {
  const today = dayOf(deps.clock.now());
  const counts = await countByCheckpoint(deps.db, plan.id, today, filter);
  return {
    kind: 'department',
    year: plan.year,
    name: departments?.[0]?.name ?? null,
    sums: sumProgress(counts),
    ...(await checkpointViews(deps, plan, today, counts)),
  };
}

async function showCategory(deps: Deps, plan: AssessmentPlan, { name, departments, filter }: ProgressScope): Promise<CountedProgress> {
  const today = dayOf(deps.clock.now());
  const entries = await listProgress(deps.db, plan.id, filter);
  const tasks = [...Map.groupBy(entries, ({ taskId }) => taskId).values()].map((ofTask) => {
    const { approved, total, overdue } = countEntries(ofTask, today);
    return { code: ofTask[0]!.code, name: taskTitle(ofTask[0]!.text), approved, total, overdue };
  });
  const own = departments?.map((department) => department.name) ?? [];
  return { kind: 'category', year: plan.year, name, sums: countEntries(entries, today), own, tasks };
}

/** In the directory's order; those without any duty are left out. */
function partsOf(departments: readonly { id: string; name: string }[], counts: readonly ProgressCount[]): PartView[] {
  return departments.flatMap(({ id, name }) => {
    const own = counts.filter(({ departmentId }) => departmentId === id);
    return own.length === 0 ? [] : [partOf(name, own)];
  });
}

function partOf(name: string, counts: readonly ProgressCount[]): PartView {
  const { approved, total, overdue } = sumProgress(counts);
  return { name, approved, total, overdue };
}
