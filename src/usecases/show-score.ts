import { listCategories } from '../db/plans.ts';
import type { AdjustmentRule } from '../domain/plan.ts';
import { ruleTitle } from '../domain/score/find-rate.ts';
import { totalOf, type GroupScore } from '../domain/score/sum-score.ts';
import { getCurrentPlan } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { caseDescriber, ofKind, sumView, type CaseView, type SumView } from './describe-case.ts';
import { listItemScores, sumScores, type ScoreSums } from './item-scores.ts';
import { readScoreSheet, scoreOfRule, type ScoreSheet } from './score-sums.ts';

/** 得分: what the year brings so far, and how each sum comes about. */
export interface ScoreView {
  year: number;
  /** Nothing can be entered or withdrawn any more. */
  closed: boolean;
  /** With what is approved so far, with what waits for review besides, and once all is approved with all its points. */
  now: number;
  expected: number;
  full: number;
  items: ScoreSums;
  categories: (ScoreSums & { name: string })[];
  /** One of the items; null: there is none. */
  item: string | null;
  bonus: KindView;
  deduction: KindView;
  vetoes: { words: string; numbers: number[] }[];
  withdrawn: CaseView[];
  /** Any case, for 「撤回 J3 理由」; null when none counts. */
  example: number | null;
}

interface KindView {
  points: number;
  /** Groups whose cap cut their sum. */
  capped: (SumView & { name: string })[];
  rules: RuleSumView[];
}

/** One rule with the cases that were entered under it; the withdrawn ones stand apart. */
export interface RuleSumView extends SumView {
  title: string;
  cases: CaseView[];
}

/** `more`: rules whose cases go on in messages of their own. */
export interface ScoreAnswer {
  head: ScoreView;
  more: RuleSumView[][];
}

export async function showScore(deps: Deps, { year, inRoom }: { year: number | undefined; inRoom: boolean }): Promise<ScoreAnswer> {
  const plan = await getCurrentPlan(deps, year);
  const sheet = await readScoreSheet(deps, plan);
  const describe = await caseDescriber(deps, plan, sheet, inRoom);
  const views = sheet.cases.map(describe);
  const [bonus, deduction] = (['bonus', 'deduction'] as const).map((kind) => ruleSums(sheet, kind, views));
  const [shownBonus, restBonus] = cut(bonus!, CASES_SHOWN);
  const [shownDeduction, restDeduction] = cut(deduction!, CASES_SHOWN);
  const scored = await listItemScores(deps, plan, {});
  const items = sumScores(scored);
  const categories = await listCategories(deps.db, plan.id);
  const { sum } = sheet;
  const withdrawn = views.filter(({ without }) => without === 'withdrawn');
  return {
    head: {
      year: plan.year,
      closed: plan.state === 'closed',
      now: totalOf(items.approved, sum),
      expected: totalOf(items.expected, sum),
      full: totalOf(items.points, sum),
      items,
      categories: categories.map(({ id, name }) => ({ name, ...sumScores(scored.filter(({ task }) => task.categoryId === id)) })),
      item: scored[0]?.task.code ?? null,
      bonus: { points: sum.bonus, capped: cappedOf(sum.groups, 'bonus'), rules: shownBonus },
      deduction: { points: sum.deduction, capped: cappedOf(sum.groups, 'deduction'), rules: shownDeduction },
      vetoes: sum.vetoes,
      withdrawn,
      example: views.find(({ without }) => without !== 'withdrawn')?.number ?? null,
    },
    more: [...inParts(restBonus), ...inParts(restDeduction)],
  };
}

const CASES_SHOWN = 10;
const CASES_IN_PART = 20;

function ruleSums(sheet: ScoreSheet, kind: AdjustmentRule['kind'], views: readonly CaseView[]): RuleSumView[] {
  const rules = ofKind(sheet.rules, kind);
  const all = sheet.rules.filter((rule) => rule.kind === kind);
  return all.flatMap((rule) => {
    const score = scoreOfRule(sheet, rule.id);
    const numbers = new Set(score.cases.filter(({ without }) => without !== 'withdrawn').map(({ number }) => number));
    const cases = views.filter(({ number }) => numbers.has(number));
    return cases.length === 0 ? [] : [{ ...sumView(score), title: ruleTitle(rules, rule), cases }];
  });
}

function cappedOf(groups: readonly GroupScore[], kind: AdjustmentRule['kind']): KindView['capped'] {
  return groups.filter((group) => group.kind === kind && group.limit !== null).map((group) => ({ ...sumView(group), name: group.name }));
}

/** The rules with the first `count` cases, and the rest of them. */
function cut(rules: readonly RuleSumView[], count: number): [RuleSumView[], RuleSumView[]] {
  let left = count;
  const [shown, rest]: [RuleSumView[], RuleSumView[]] = [[], []];
  for (const rule of rules) {
    const [first, others] = [rule.cases.slice(0, left), rule.cases.slice(left)];
    left -= first.length;
    if (first.length > 0) shown.push({ ...rule, cases: first });
    if (others.length > 0) rest.push({ ...rule, cases: others });
  }
  return [shown, rest];
}

function inParts(rules: readonly RuleSumView[]): RuleSumView[][] {
  if (rules.length === 0) return [];
  const [part, rest] = cut(rules, CASES_IN_PART);
  return [part, ...inParts(rest)];
}
