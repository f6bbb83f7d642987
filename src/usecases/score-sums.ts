import { listAdjustments, listCases } from '../db/adjustments.ts';
import type { AdjustmentRule, AssessmentPlan } from '../domain/plan.ts';
import type { AdjustmentCase } from '../domain/score/adjustment-case.ts';
import { sumScore, type CaseScore, type RuleScore, type ScoreSum } from '../domain/score/sum-score.ts';
import type { Deps } from './deps.ts';

/** A year's 加分 and 扣分 with their sums. */
export interface ScoreSheet {
  rules: AdjustmentRule[];
  cases: AdjustmentCase[];
  sum: ScoreSum;
}

export async function readScoreSheet(deps: Deps, plan: AssessmentPlan): Promise<ScoreSheet> {
  const [rules, cases] = [await listAdjustments(deps.db, plan.id), await listCases(deps.db, plan.id)];
  return { rules, cases, sum: sumScore(rules, cases, deps.config.directory.staffCount) };
}

export function scoreOfRule({ sum }: Pick<ScoreSheet, 'sum'>, ruleId: string): RuleScore {
  return sum.groups.flatMap((group) => group.rules).find((rule) => rule.ruleId === ruleId)!;
}

export function scoreOfCase(sheet: Pick<ScoreSheet, 'sum'>, { number, adjustmentId }: AdjustmentCase): CaseScore {
  return scoreOfRule(sheet, adjustmentId).cases.find((score) => score.number === number)!;
}
