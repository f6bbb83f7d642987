import type { Department, DepartmentResolver } from './directory.ts';
import { divideDuties } from './divide-duties.ts';
import type { AdjustmentRule, Assignment, Category, Milestone, Section, Task } from './plan.ts';
import type { PlanDraft, TaskDraft } from './plan-draft.ts';
import { statedMilestones } from './stated-milestones.ts';

/** A year's table (年度创建方案) as it is stored. */
export interface PlanRows {
  categories: Category[];
  sections: Section[];
  tasks: Task[];
  adjustments: AdjustmentRule[];
  assignments: Assignment[];
  /** The items' own, from dates the table states. */
  milestones: Milestone[];
}

export interface PlanRowsInput {
  planId: string;
  year: number;
  draft: PlanDraft;
  departments: readonly Department[];
  resolve: DepartmentResolver;
  newId(): string;
}

/** Lays a draft out in rows. A heading the table names only beside an item gets a row without declared points. */
export function planRows(input: PlanRowsInput): PlanRows {
  const { planId, year, draft, newId } = input;
  const rows: PlanRows = { categories: [], sections: [], tasks: [], assignments: [], adjustments: [], milestones: [] };
  const headings = createHeadings(planId, rows, newId);
  for (const { name, points } of draft.categories) headings.category(name, points);
  for (const { category, name, points } of draft.sections) headings.section(category, name, points);
  draft.tasks.forEach((task, position) => {
    const section = headings.section(task.category, task.section, null);
    const id = newId();
    const { code, text, points, quotas, source } = task;
    rows.tasks.push({
      id,
      planId,
      categoryId: section.categoryId,
      sectionId: section.id,
      position,
      code,
      text,
      points,
      quotas,
      source,
      completion: 'all',
      cancelled: 0,
      addedOn: null,
    });
    rows.assignments.push(...assignmentRows(id, task, input));
    const { milestones } = statedMilestones(task.deadlines, year);
    rows.milestones.push(...milestones.map((milestone) => ({ id: newId(), planId, taskId: id, departmentId: null, ...milestone })));
  });
  rows.adjustments = draft.adjustments.map((rule, position) => ({ id: newId(), planId, position, cancelled: 0, ...rule }));
  return rows;
}

function assignmentRows(taskId: string, task: TaskDraft, { resolve, departments, newId }: PlanRowsInput): Assignment[] {
  return divideDuties(task.departments, resolve, departments).map((duty, position) => ({
    id: newId(),
    taskId,
    ...duty,
    position,
    givenUp: 0,
  }));
}

/** Finds headings by name, and makes them when they are new. */
function createHeadings(planId: string, rows: PlanRows, newId: () => string) {
  function category(name: string, points: number | null): Category {
    const known = rows.categories.find((row) => row.name === name);
    if (known !== undefined) return known;
    const made: Category = { id: newId(), planId, position: rows.categories.length, name, points };
    rows.categories.push(made);
    return made;
  }
  function section(categoryName: string, name: string, points: number | null): Section {
    const categoryId = category(categoryName, null).id;
    const known = rows.sections.find((row) => row.categoryId === categoryId && row.name === name);
    if (known !== undefined) return known;
    const made: Section = { id: newId(), categoryId, position: rows.sections.length, name, points };
    rows.sections.push(made);
    return made;
  }
  return { category, section };
}
