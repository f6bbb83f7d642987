import { expandDepartment, type Department, type DepartmentResolver } from './directory.ts';
import { divideDuties } from './divide-duties.ts';
import type { AdjustmentDraft, PlanDraft } from './plan-draft.ts';

/** What an admin is shown of a table before 确认导入. Points are rounded to hundredths. */
export interface DraftPreview {
  title: string;
  year: number | null;
  itemCount: number;
  unscored: number;
  total: number;
  /** Points of the items under each category, in table order; `declared` as its heading says. */
  categories: { name: string; declared: number | null; counted: number; agrees: boolean }[];
  /** Every declared sum is met. */
  agrees: boolean;
  labelCount: number;
  /** 机关各支部, 机关各部门 and what they stand for. */
  collectives: { name: string; count: number; branches: boolean }[];
  bonus: { count: number; cap: number | null; ruleCaps: number[] };
  deductionCount: number;
  /** Dates the table words itself, with the first day of each. */
  dated: { code: string; raw: string; day: string }[];
  withoutLiaison: string[];
}

export interface PreviewInput {
  draft: PlanDraft;
  departments: readonly Department[];
  resolve: DepartmentResolver;
  /** Departments that have a 联络员. */
  departmentsWithLiaison: ReadonlySet<string>;
}

export function previewDraft(input: PreviewInput): DraftPreview {
  const { draft } = input;
  const categories = draft.categories.map(({ name, points }) => {
    const counted = sum(draft.tasks.filter(({ category }) => category === name).map((task) => task.points ?? 0));
    return { name, declared: points, counted, agrees: points === null || points === counted };
  });
  return {
    title: draft.title,
    year: draft.year,
    itemCount: draft.tasks.length,
    unscored: draft.tasks.filter(({ points }) => points === null).length,
    total: sum(draft.tasks.map(({ points }) => points ?? 0)),
    categories,
    agrees: categories.every(({ agrees }) => agrees),
    ...previewOwners(input),
    bonus: previewBonus(draft.adjustments.filter(({ kind }) => kind === 'bonus')),
    deductionCount: draft.adjustments.filter(({ kind }) => kind === 'deduction').length,
    dated: draft.tasks.flatMap(({ code, deadlines }) =>
      deadlines.filter(({ dates }) => dates.length > 0).map(({ raw, dates }) => ({ code, raw, day: dates[0]! })),
    ),
  };
}

function previewOwners({
  draft,
  departments,
  resolve,
  departmentsWithLiaison,
}: PreviewInput): Pick<DraftPreview, 'labelCount' | 'collectives' | 'withoutLiaison'> {
  const labels = new Set(draft.tasks.flatMap((task) => task.departments.map(({ name }) => name)));
  const named = new Set([...labels].flatMap((label) => resolve(label) ?? []));
  const owing = new Set(
    draft.tasks.flatMap((task) => divideDuties(task.departments, resolve, departments).map((duty) => duty.departmentId)),
  );
  return {
    labelCount: labels.size,
    collectives: [...named].filter(({ kind }) => kind === 'collective').map((department) => previewCollective(department, departments)),
    withoutLiaison: departments.filter(({ id }) => owing.has(id) && !departmentsWithLiaison.has(id)).map(({ name }) => name),
  };
}

function previewCollective(department: Department, all: readonly Department[]): DraftPreview['collectives'][number] {
  const parts = expandDepartment(department, all);
  return { name: department.name, count: parts.length, branches: parts.every(({ kind }) => kind === 'branch') };
}

/** The cap of all bonus rules together, when they stand under one heading; the caps single rules have of their own. */
function previewBonus(rules: readonly AdjustmentDraft[]): DraftPreview['bonus'] {
  const groups = new Map(rules.map(({ group, groupCap }) => [group, groupCap]));
  const [cap = null] = groups.size === 1 ? groups.values() : [];
  return { count: rules.length, cap, ruleCaps: rules.flatMap((rule) => rule.cap ?? []) };
}

/** Tenths of points add up to odd fractions otherwise. */
function sum(points: readonly number[]): number {
  return Math.round(points.reduce((total, one) => total + one, 0) * 100) / 100;
}
