import { listDepartments } from '../db/directory.ts';
import { formatDay } from '../domain/calendar.ts';
import type { AdjustmentRule, AssessmentPlan } from '../domain/plan.ts';
import type { AdjustmentCase } from '../domain/score/adjustment-case.ts';
import { isWithin, rateTitle, ruleTitle } from '../domain/score/find-rate.ts';
import type { Capped, CaseScore } from '../domain/score/sum-score.ts';
import type { Deps } from './deps.ts';
import { scoreOfCase, type ScoreSheet } from './score-sums.ts';

/** J3 as messages show it. */
export interface CaseView extends Pick<CaseScore, 'points' | 'amount' | 'pieces' | 'doubled' | 'percent' | 'without' | 'beside'> {
  number: number;
  kind: AdjustmentRule['kind'];
  rule: string;
  rate: string;
  day: string;
  /** As typed in private; in a room the 文号 alone, '' where there is none, because a title may name a person. */
  source: string;
  department: string | null;
  /** Why it was withdrawn; null in a room, too. */
  reason: string | null;
  staff: number;
}

export type DescribeCase = (one: AdjustmentCase) => CaseView;

/** Describes cases of one sheet, as they may be shown in a room or in private. */
export async function caseDescriber(deps: Deps, plan: AssessmentPlan, sheet: ScoreSheet, inRoom: boolean): Promise<DescribeCase> {
  const departments = new Map((await listDepartments(deps.db)).map(({ id, name }) => [id, name]));
  return (one) => {
    const rule = sheet.rules.find(({ id }) => id === one.adjustmentId)!;
    const { points, amount, pieces, doubled, percent, without, beside } = scoreOfCase(sheet, one);
    return {
      points,
      amount,
      pieces,
      doubled,
      percent,
      without,
      beside,
      number: one.number,
      kind: rule.kind,
      rule: ruleTitle(ofKind(sheet.rules, rule.kind), rule),
      rate: rateOf(rule, one),
      day: formatDay(one.happenedOn, plan.year),
      source: inRoom ? documentNumberOf(one.source) : one.source,
      department: departments.get(one.departmentId ?? '') ?? null,
      reason: inRoom ? null : one.withdrawnReason,
      staff: deps.config.directory.staffCount,
    };
  };
}

/** A later table may have other rates: then what was entered is told by its amount alone. */
function rateOf(rule: AdjustmentRule, { rate, amount }: AdjustmentCase): string {
  const now = rate === null ? undefined : rule.terms.rates[rate];
  return rate !== null && now !== undefined && isWithin(now, amount) ? rateTitle(rule, rate) : '';
}

/** Rules of one kind that are in force. */
export function ofKind(rules: readonly AdjustmentRule[], kind: AdjustmentRule['kind']): AdjustmentRule[] {
  return rules.filter((rule) => rule.kind === kind && rule.cancelled === 0);
}

/** A sum with what cut it, for messages. */
export interface SumView {
  sum: number;
  points: number;
  /** 最多 N 分, or 扣完为止. */
  limit: number | null;
  byWorth: boolean;
}

export function sumView({ sum, points, limit }: Capped): SumView {
  return { sum, points, limit: limit?.at ?? null, byWorth: limit?.by === 'worth' };
}

/** 湘文明〔2023〕5号, where it stands apart from other words. */
function documentNumberOf(source: string): string {
  return /(?:^|[\s，,；;：:])(\p{Script=Han}{0,8}[〔[（(【]20\d\d[〕\]）)】]\s*第?\s*\d{1,5}\s*号)/u.exec(source)?.[1] ?? '';
}
