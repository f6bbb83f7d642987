import type { Day } from '../domain/calendar.ts';
import type { AdjustmentRule } from '../domain/plan.ts';
import { rateTitle, ruleTitle, sayRate, sayRule } from '../domain/score/find-rate.ts';

/** One amount of a rule as lists show it. */
export interface RateView {
  /** Its number in the rule: 第2种. */
  n: number;
  /** 党建述职评议 较差等次; '' when the rule says nothing. */
  label: string;
  /** 5, 2～6. */
  points: string;
  per: string | null;
  extra: boolean;
}

/** 加分项 / 扣分项 as it is listed, numbered among those of its kind. */
export interface RuleView {
  n: number;
  title: string;
  cap: number | null;
  rates: RateView[];
  window: string | null;
  minLength: number | null;
  highestOnly: AdjustmentRule['terms']['highestOnly'];
  doubles: boolean;
  scaled: boolean;
  veto: string | null;
  /** What to type to enter a case of it. */
  example: string;
}

/** 加分 or 扣分. */
export function kindWord(kind: AdjustmentRule['kind']): string {
  return kind === 'bonus' ? '加分' : '扣分';
}

/** The rules of one kind in table order. */
export function describeRules(rules: readonly AdjustmentRule[], today: Day): RuleView[] {
  return rules.map((rule, index) => {
    const { terms, cap, kind } = rule;
    const [first] = terms.rates;
    const open = first === undefined ? terms.veto === null : first.from !== first.to;
    const parts = [sayRule(rules, index), sayRate(rule, 0), open ? `${first?.from ?? 1}分` : ''];
    return {
      n: index + 1,
      title: ruleTitle(rules, rule),
      cap,
      rates: describeRates(rule),
      window: windowWords(rule),
      minLength: terms.minLength,
      highestOnly: terms.highestOnly,
      doubles: terms.doubles,
      scaled: terms.headcount.length > 0,
      veto: terms.veto,
      example: [kindWord(kind), ...parts, exampleDay(rule, today), '文号'].filter((part) => part !== '').join(' '),
    };
  });
}

export function describeRates(rule: AdjustmentRule): RateView[] {
  return rule.terms.rates.map(({ from, to, per, extra }, index) => ({
    n: index + 1,
    label: rateTitle(rule, index),
    points: from === to ? String(from) : `${from}～${to}`,
    per,
    extra,
  }));
}

/** 2021年1月1日至2023年12月31日, 2023年1月1日以后, of whatever years. */
export function windowWords({ terms: { window } }: AdjustmentRule): string | null {
  return window && (window.to === null ? `${dayWords(window.from)}以后` : `${dayWords(window.from)}至${dayWords(window.to)}`);
}

function dayWords(day: Day): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** A day the rule takes, so that the example can be said with another paper. */
export function exampleDay({ terms: { window } }: AdjustmentRule, today: Day): Day {
  if (window === null) return today;
  if (window.to !== null && today > window.to) return window.to;
  return today < window.from ? window.from : today;
}
