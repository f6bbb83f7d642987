import { expandDepartment, type Department, type DepartmentResolver } from './directory.ts';
import { divideDuties } from './divide-duties.ts';
import type { AdjustmentDraft, PlanDraft } from './plan-draft.ts';
import { milestoneWords, statedMilestones } from './stated-milestones.ts';

/** What an admin is shown of a table before 确认导入. Points are rounded to hundredths. */
export interface DraftPreview {
  title: string;
  year: number | null;
  itemCount: number;
  unscored: number;
  total: number;
  /** Points of the items under each category, in table order; `declared` as its heading says. */
  categories: { name: string; items: number; declared: number | null; counted: number; agrees: boolean; short: number; over: number }[];
  /** Every declared sum is met. */
  agrees: boolean;
  labelCount: number;
  /** 机关各支部, 机关各部门 and what they stand for. */
  collectives: { name: string; count: number; branches: boolean }[];
  bonus: { count: number; cap: number | null; ruleCaps: number[] };
  deductionCount: number;
  /** Items whose dates the table states: they become 时间节点 of their own. */
  dated: { code: string; milestones: string[] }[];
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
    const items = draft.tasks.filter(({ category }) => category === name);
    const counted = sum(items.map((task) => task.points ?? 0));
    // Points that stand on headings only have nothing to be compared with.
    const isScored = items.some((task) => task.points !== null);
    const short = points === null || !isScored ? 0 : sum([points, -counted]);
    return {
      name,
      items: items.length,
      declared: points,
      counted,
      agrees: short === 0,
      short: Math.max(0, short),
      over: Math.max(0, -short),
    };
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
    dated: draft.year === null ? [] : previewDates(draft, draft.year),
  };
}

function previewDates({ tasks }: PlanDraft, year: number): DraftPreview['dated'] {
  return tasks.flatMap(({ code, deadlines }) => {
    const { milestones } = statedMilestones(deadlines, year);
    if (milestones.length === 0) return [];
    return [{ code, milestones: milestones.map((milestone) => milestoneWords(milestone, year)) }];
  });
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
