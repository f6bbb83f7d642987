import { findCase, markCaseWithdrawn } from '../db/adjustments.ts';
import { findPlan, getPlan } from '../db/plans.ts';
import type { AdjustmentRule, AssessmentPlan } from '../domain/plan.ts';
import type { AdjustmentCase } from '../domain/score/adjustment-case.ts';
import { DomainError } from '../domain/errors.ts';
import { sayRate, sayRule } from '../domain/score/find-rate.ts';
import { audit, type Actor } from './audit.ts';
import type { Deps } from './deps.ts';
import { caseDescriber, ofKind, type CaseView } from './describe-case.ts';
import { kindWord } from './describe-rules.ts';
import { refuseLongReason } from './request-reason.ts';
import { readScoreSheet } from './score-sums.ts';

/** `total`: 加分 or 扣分 of the year without it. `again`: what enters it anew; null when the rule is in force no more. */
export interface CaseWithdrawnView extends CaseView {
  total: number;
  again: string | null;
}

/** 「撤回 J3 理由」: the case counts no more; it stays, with who withdrew it and why. */
export async function withdrawAdjustment(
  deps: Deps,
  { actor, inRoom, number, reason }: { actor: Actor; inRoom: boolean; number: number; reason: string },
): Promise<CaseWithdrawnView> {
  const standing = await findCase(deps.db, number);
  if (standing === undefined) throw new DomainError('cannot-withdraw-case', { number, why: 'unknown' });
  const plan = await getPlan(deps.db, standing.planId);
  if (plan.state === 'closed') throw new DomainError('plan-closed', { year: plan.year });
  if (standing.withdrawnAt !== null) throw new DomainError('cannot-withdraw-case', { number, why: 'withdrawn' });
  refuseLongReason(reason);
  await markCaseWithdrawn(deps.db, number, {
    withdrawnBy: actor.id,
    withdrawnAt: deps.clock.now().toISOString(),
    withdrawnReason: reason,
  });
  const sheet = await readScoreSheet(deps, plan);
  const view = (await caseDescriber(deps, plan, sheet, inRoom))(sheet.cases.find((one) => one.number === number)!);
  await audit(deps, actor, 'withdraw-adjustment', `撤回${kindWord(view.kind)} J${number}（${view.rule}）：${reason}`);
  const rule = sheet.rules.find(({ id }) => id === standing.adjustmentId)!;
  return {
    ...view,
    total: view.kind === 'bonus' ? sheet.sum.bonus : sheet.sum.deduction,
    again: rule.cancelled === 1 ? null : await sayAgain(deps, plan, ofKind(sheet.rules, rule.kind), standing, view),
  };
}

/** What enters it as it stood; in a room without the words that may name a person. */
async function sayAgain(
  deps: Deps,
  plan: AssessmentPlan,
  rules: readonly AdjustmentRule[],
  { adjustmentId, rate, happenedOn }: AdjustmentCase,
  { amount, pieces, doubled, department, source }: CaseView,
): Promise<string> {
  const index = rules.findIndex(({ id }) => id === adjustmentId);
  const rule = rules[index]!;
  const isCurrent = (await findPlan(deps.db))?.id === plan.id;
  const words = [
    isCurrent ? '' : `${plan.year}年`,
    kindWord(rule.kind),
    sayRule(rules, index),
    rate === null || rate >= rule.terms.rates.length ? '' : sayRate(rule, rate),
    amount === 0 ? '' : `${amount}分`,
    pieces > 1 ? `${pieces}件` : '',
    doubled ? '加倍' : '',
    department ?? '',
    happenedOn,
    source === '' ? '文号' : source,
  ];
  return words.filter((word) => word !== '').join(' ');
}
