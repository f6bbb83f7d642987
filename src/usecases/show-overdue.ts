import { listOverdue } from '../db/progress.ts';
import { can } from '../domain/access.ts';
import { dayOf, formatDay } from '../domain/calendar.ts';
import type { Member } from '../domain/directory.ts';
import { byDepartment, codesOf } from '../domain/progress.ts';
import { getCurrentPlan } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { getNamedScope, getOwnScope } from './progress-scope.ts';

/** 「逾期」: what is past its date and still owed. */
export interface OverdueView {
  year: number;
  /** What was asked about, or the asker's departments; null: all. */
  name: string | null;
  count: number;
  departments: { name: string; days: { due: string; codes: string[] }[] }[];
  mayUrge: boolean;
  /** What to urge: 逾期, or the department asked about. */
  words: string;
  /** One of the items. */
  example: string | null;
}

export async function showOverdue(
  deps: Deps,
  { asker, year, name }: { asker: Member; year: number | undefined; name: string | undefined },
): Promise<OverdueView> {
  const plan = await getCurrentPlan(deps, year);
  const scope = name === undefined ? await getOwnScope(deps, asker) : await getNamedScope(deps, plan, asker, { name, command: '逾期' });
  const entries = await listOverdue(deps.db, plan.id, dayOf(deps.clock.now()), scope.filter);
  return {
    year: plan.year,
    name: scope.name ?? scope.departments?.map((department) => department.name).join('、') ?? null,
    count: entries.length,
    departments: byDepartment(entries).map(({ name: department, entries: of }) => ({
      name: department,
      days: [...Map.groupBy(of, ({ dueOn }) => dueOn ?? '')]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([dueOn, those]) => ({ due: formatDay(dueOn, plan.year), codes: codesOf(those) })),
    })),
    mayUrge: plan.state === 'published' && can(asker, 'urge'),
    words: scope.category === null ? (scope.name ?? '逾期') : '逾期',
    example: entries[0]?.code ?? null,
  };
}
