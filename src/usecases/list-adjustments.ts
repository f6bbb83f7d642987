import { listAdjustments } from '../db/adjustments.ts';
import { dayOf } from '../domain/calendar.ts';
import type { AdjustmentRule } from '../domain/plan.ts';
import { getCurrentPlan } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { ofKind } from './describe-case.ts';
import { describeRules, type RuleView } from './describe-rules.ts';

/** 加分项 or 扣分项 of a year. */
export interface AdjustmentsView {
  year: number;
  /** Nothing can be entered any more. */
  closed: boolean;
  kind: AdjustmentRule['kind'];
  /** What all of a group bring at most. */
  caps: { name: string; cap: number }[];
  rules: RuleView[];
}

/** 「加分」 or 「扣分」 alone: the rules with an example each. */
export async function showAdjustments(
  deps: Deps,
  { year, kind }: { year: number | undefined; kind: AdjustmentRule['kind'] },
): Promise<AdjustmentsView> {
  const plan = await getCurrentPlan(deps, year);
  const rules = ofKind(await listAdjustments(deps.db, plan.id), kind);
  const caps = new Map(rules.flatMap(({ group, groupCap }) => (groupCap === null ? [] : [[group, groupCap]])));
  return {
    year: plan.year,
    closed: plan.state === 'closed',
    kind,
    caps: [...caps].map(([name, cap]) => ({ name, cap })),
    rules: describeRules(rules, dayOf(deps.clock.now())),
  };
}
