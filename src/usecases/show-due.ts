import { listDue, listOverdue } from '../db/progress.ts';
import { addDays, dayOf, endOfWeek, formatDay } from '../domain/calendar.ts';
import type { Member } from '../domain/directory.ts';
import { taskTitle } from '../domain/task-title.ts';
import { getCurrentPlan, mayHandInto } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { getOwnScope } from './progress-scope.ts';

export type Week = 'this' | 'next';

/** 「本周要交什么」: what is still owed and due from today to Sunday, or in the week after. */
export interface DueView {
  week: Week;
  /** The asker's departments; null: all. */
  name: string | null;
  /** 应报事项. */
  count: number;
  days: { due: string; items: { code: string; title: string; departments: string[] }[] }[];
  /** To be said who owes it: more than one department is asked about. */
  several: boolean;
  overdue: number;
  mayHandIn: boolean;
  /** One of the items. */
  example: string | null;
}

export async function showDue(
  deps: Deps,
  { asker, year, week }: { asker: Member; year: number | undefined; week: Week },
): Promise<DueView> {
  const plan = await getCurrentPlan(deps, year);
  const scope = await getOwnScope(deps, asker);
  const today = dayOf(deps.clock.now());
  const sunday = endOfWeek(today);
  const entries = await listDue(
    deps.db,
    plan.id,
    week === 'this' ? [today, sunday] : [addDays(sunday, 1), addDays(sunday, 7)],
    scope.filter,
  );
  return {
    week,
    name: scope.departments?.map((department) => department.name).join('、') ?? null,
    count: entries.length,
    days: [...Map.groupBy(entries, ({ dueOn }) => dueOn ?? '')]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([dueOn, of]) => ({
        due: formatDay(dueOn, plan.year),
        items: [...Map.groupBy(of, ({ code }) => code)].map(([code, those]) => ({
          code,
          title: taskTitle(those[0]!.text),
          departments: [...new Set(those.map(({ departmentName }) => departmentName))],
        })),
      })),
    several: scope.departments?.length !== 1,
    overdue: (await listOverdue(deps.db, plan.id, today, scope.filter)).length,
    mayHandIn: asker.departments.length > 0 && mayHandInto(plan, asker),
    example: entries[0]?.code ?? null,
  };
}
