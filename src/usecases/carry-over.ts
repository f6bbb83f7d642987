import { findPlanBefore } from '../db/plans.ts';
import type { Department } from '../domain/directory.ts';
import { createDepartmentResolver } from '../domain/directory.ts';
import { carryPeople, type Carried } from '../domain/carry-people.ts';
import type { PlanDraft } from '../domain/plan-draft.ts';
import type { PlanRows } from '../domain/plan-rows.ts';
import { compareWithEarlier, type DraftDifference } from './compare-with-published.ts';
import type { Deps } from './deps.ts';

/** A new year's table beside the one of the year before it, and what it takes over from there. */
export interface CarriedView extends Carried {
  difference: DraftDifference;
}

/** Takes over people and rules from the latest earlier year; changes `rows`. Null when there is no earlier year. */
export async function carryOver(
  deps: Deps,
  { year, draft, rows, departments }: { year: number; draft: PlanDraft; rows: PlanRows; departments: readonly Department[] },
): Promise<CarriedView | null> {
  const earlier = await findPlanBefore(deps.db, year);
  if (earlier === undefined) return null;
  const { view, difference, standing } = await compareWithEarlier(deps, earlier, draft);
  const positions = new Map(draft.tasks.map((task, position) => [task, position]));
  const shares = Map.groupBy(standing.assignments, ({ taskId }) => taskId);
  const carried = carryPeople({
    rows,
    earlier: [...difference.kept, ...difference.changed].map(({ task, current: { row, ...before } }) => ({
      position: positions.get(task)!,
      before,
      row,
      shares: shares.get(row.id) ?? [],
    })),
    departments,
    resolve: createDepartmentResolver(departments),
    newId: deps.newId,
  });
  return { ...carried, difference: view };
}
