import type { DraftWarning, PlanDraft, TaskDraft } from '../../domain/plan-draft.ts';
import type { DeclaredSum } from './declared-sum.ts';

interface Sums extends Pick<PlanDraft, 'categories' | 'sections' | 'tasks'> {
  sums: readonly DeclaredSum[];
}

/** Warnings where the items under a heading do not add up to the points it declares, or its 小计 does (分值对不上). */
export function checkSums({ categories, sections, tasks, sums }: Sums): DraftWarning[] {
  const total = sums.find(({ kind }) => kind === 'total');
  return [
    ...(total === undefined ? [] : compare('total-sum', '全表', total.points, tasks)),
    ...categories.flatMap(({ name, points }) =>
      compare(
        'category-sum',
        `考评项目「${name}」`,
        points,
        tasks.filter(({ category }) => category === name),
      ),
    ),
    ...sections.flatMap(({ category, name, points }) =>
      compare(
        'section-sum',
        `考评内容「${name}」`,
        points,
        tasks.filter((task) => task.category === category && task.section === name),
      ),
    ),
  ];
}

/** Nothing to compare where the heading or one of its items names no points. */
function compare(code: string, at: string, declared: number | null, tasks: readonly TaskDraft[]): DraftWarning[] {
  if (declared === null || tasks.some(({ points }) => points === null)) return [];
  const sum = Math.round(tasks.reduce((total, { points }) => total + (points ?? 0), 0) * 100) / 100;
  if (sum === declared) return [];
  return [{ code, message: `${at}各项合计 ${sum} 分，表中写的是 ${declared} 分，请核对`, at }];
}
