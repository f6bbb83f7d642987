import type { PlanDraft, TaskDraft } from '../domain/plan-draft.ts';

/** An item of the current plan, as far as a newly read table can differ from it. */
export type ComparableTask = Pick<TaskDraft, 'code' | 'text' | 'points' | 'departments'>;

/** What a new table would do to the current plan (沿用, 有变化, 取消, 新增). `T` is the caller's own row. */
export interface PlanDifference<T> {
  kept: { task: TaskDraft; current: T }[];
  changed: { task: TaskDraft; current: T; what: ('text' | 'points' | 'departments')[] }[];
  gone: T[];
  added: TaskDraft[];
}

/** Matches items by code. Blanks do not make a text different: Word and pasted text put them differently. */
export function comparePlan<T extends ComparableTask>(
  draft: Pick<PlanDraft, 'tasks'>,
  current: { tasks: readonly T[] },
): PlanDifference<T> {
  const before = new Map(current.tasks.map((task) => [task.code, task]));
  const codes = new Set(draft.tasks.map(({ code }) => code));
  const pairs = draft.tasks.flatMap((task) => {
    const known = before.get(task.code);
    return known === undefined ? [] : [{ task, current: known, what: differences(task, known) }];
  });
  return {
    kept: pairs.filter(({ what }) => what.length === 0).map(({ task, current: known }) => ({ task, current: known })),
    changed: pairs.filter(({ what }) => what.length > 0),
    gone: current.tasks.filter(({ code }) => !codes.has(code)),
    added: draft.tasks.filter(({ code }) => !before.has(code)),
  };
}

function differences(task: ComparableTask, known: ComparableTask): PlanDifference<ComparableTask>['changed'][number]['what'] {
  return (['text', 'points', 'departments'] as const).filter((field) => comparable(task, field) !== comparable(known, field));
}

function comparable(task: ComparableTask, field: 'text' | 'points' | 'departments'): string {
  if (field === 'departments') return task.departments.map(({ name, role }) => `${name} ${role}`).join('\n');
  return String(task[field]).replace(/\s+/g, '');
}
