import { listCategories, listSections } from '../db/plans.ts';
import type { Member } from '../domain/directory.ts';
import { taskTitle } from '../domain/task-title.ts';
import { getCurrentPlan } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { listItemScores, sumScores, type ScoredTask, type ScoreSums } from './item-scores.ts';
import { getNamedScope, getOwnScope } from './progress-scope.ts';

/** 得分 of departments, of a category (考评项目) or a section of it (考评内容); 加分 and 扣分 are the whole unit's and not in it. */
export interface PartScoreView {
  year: number;
  /** What it is about; null: the asker's departments. */
  name: string | null;
  /** Only by what these departments handed in; none: by all. */
  departments: string[];
  sums: ScoreSums;
  /** Of a category its 考评内容, of departments the categories; none where there would be one. */
  groups: (ScoreSums & { name: string })[];
  /** In table order. */
  items: ItemLine[];
}

interface ItemLine {
  code: string;
  title: string;
  /** Null: 未计分. */
  points: number | null;
  evidenced: number;
  approved: number;
}

export async function showPartScore(
  deps: Deps,
  { asker, year, name }: { asker: Member; year: number | undefined; name: string | undefined },
): Promise<PartScoreView> {
  const plan = await getCurrentPlan(deps, year);
  const scope = name === undefined ? await getOwnScope(deps, asker) : await getNamedScope(deps, plan, asker, { name, command: '得分' });
  const scored = await listItemScores(deps, plan, scope.filter);
  const headings = scope.category === null ? await listCategories(deps.db, plan.id) : await listSections(deps.db, [scope.category.id]);
  const headingOf = ({ task }: ScoredTask): string => (scope.category === null ? task.categoryId : task.sectionId);
  const groups = headings.flatMap((heading) => {
    const own = scored.filter((one) => headingOf(one) === heading.id);
    return own.length === 0 || heading.name === '' ? [] : [{ name: heading.name, ...sumScores(own) }];
  });
  return {
    year: plan.year,
    name: scope.name,
    departments: scope.departments?.map((department) => department.name) ?? [],
    sums: sumScores(scored),
    groups: groups.length > 1 ? groups : [],
    items: scored.map(({ task, score }) => ({
      code: task.code,
      title: taskTitle(task.text),
      points: task.points,
      evidenced: score?.evidenced ?? 0,
      approved: score?.approved ?? 0,
    })),
  };
}
