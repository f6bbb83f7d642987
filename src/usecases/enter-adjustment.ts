import { insertCase, listAdjustments, listCases } from '../db/adjustments.ts';
import { listDepartments } from '../db/directory.ts';
import { parseDay, type Day } from '../domain/calendar.ts';
import { DomainError } from '../domain/errors.ts';
import type { AdjustmentRule, AssessmentPlan } from '../domain/plan.ts';
import type { AdjustmentCase } from '../domain/score/adjustment-case.ts';
import { findRates, findRules, isWithin, sayRate, sayRule } from '../domain/score/find-rate.ts';
import { isInWindow } from '../domain/score/rule-terms.ts';
import { audit, type Actor } from './audit.ts';
import { getOpenPlan } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { caseDescriber, ofKind, sumView, type CaseView, type SumView } from './describe-case.ts';
import { describeRates, describeRules, exampleDay, kindWord, windowWords } from './describe-rules.ts';
import { refuseLongReason } from './request-reason.ts';
import { findMeant, readSaid, withPaperInFront, type AdjustmentWords, type SaidAdjustment } from './said-adjustment.ts';
import { readScoreSheet, scoreOfRule } from './score-sums.ts';

export interface AdjustmentInput extends AdjustmentWords {
  actor: Actor;
  year: number | undefined;
}

/** What was entered and what it changes. */
export interface EnteredView extends CaseView {
  /** It stood already, and nothing was changed. */
  repeated: boolean;
  ofRule: SumView;
  /** 加分 or 扣分 of the year. */
  total: number;
  group: SumView & { name: string };
  veto: string | null;
  /** Only the highest of one work counts, and no 《》 says which one this is. */
  needsWork: boolean;
  /** A word of the paper that reads like a department, and whom it may mean; null when nobody is near. */
  meant: { said: string; department: string } | null;
  /** 300字以上 was not confirmed by saying how long it is; null when there is nothing to check. */
  minLength: number | null;
}

/**
 * 「加分 荣誉称号 国家级 2023-05-10 文号」: enters a case under a rule. What leaves open which rule, level or amount is asked, with
 * a list; what the rule does not allow is refused with what it does.
 */
export async function enterAdjustment(deps: Deps, input: AdjustmentInput): Promise<EnteredView> {
  const plan = await getOpenPlan(deps, input.year);
  const rules = ofKind(await listAdjustments(deps.db, plan.id), input.kind);
  const words = await readSaid(deps, input);
  const rule = chooseRule(plan, rules, words);
  const said = withPaperInFront(rule, words);
  const rate = chooseRate(rules, rule, /[〔《]/u.test(said.source) ? said : words);
  const amount = readAmount(rules, rule, rate, said);
  refuseUnfitting(rules, rule, rate, said);
  const happenedOn = readDay(plan, rules, rule, rate, said);
  if (said.source === '') throw refusal(said, 'no-source', { example: again(rules, rule, said, { rate }) });
  refuseLongReason(said.source);

  const fields = {
    planId: plan.id,
    adjustmentId: rule.id,
    rate,
    amount,
    pieces: said.pieces,
    doubled: said.doubled ? 1 : 0,
    happenedOn,
    source: said.source,
    departmentId: said.department?.id ?? null,
  } as const;
  const standing = (await listCases(deps.db, plan.id)).find((one) => one.withdrawnAt === null && isSame(one, fields));
  const number =
    standing?.number ?? (await insertCase(deps.db, { ...fields, enteredBy: input.actor.id, enteredAt: deps.clock.now().toISOString() }));
  const sheet = await readScoreSheet(deps, plan);
  const entered = sheet.cases.find((one) => one.number === number)!;
  const group = sheet.sum.groups.find(({ kind, name }) => kind === rule.kind && name === rule.group)!;
  if (standing === undefined) await audit(deps, input.actor, 'enter-adjustment', await summaryOf(deps, plan, sheet, entered));
  return {
    ...(await caseDescriber(deps, plan, sheet, input.inRoom))(entered),
    repeated: standing !== undefined,
    ofRule: sumView(scoreOfRule(sheet, rule.id)),
    total: rule.kind === 'bonus' ? sheet.sum.bonus : sheet.sum.deduction,
    group: { ...sumView(group), name: group.name },
    veto: rule.terms.veto,
    meant: said.department === undefined ? findMeant(said.source, await listDepartments(deps.db)) : null,
    minLength: said.length === null ? rule.terms.minLength : null,
    needsWork: rule.terms.highestOnly === 'work' && !/《[^》]+》/u.test(said.source),
  };
}

type Fields = Omit<AdjustmentCase, 'number' | 'enteredBy' | 'enteredAt' | 'withdrawnBy' | 'withdrawnAt' | 'withdrawnReason'>;

function isSame(one: AdjustmentCase, fields: Fields): boolean {
  return Object.entries(fields).every(([field, value]) => one[field as keyof Fields] === value);
}

async function summaryOf(...[deps, plan, sheet, one]: [Deps, AssessmentPlan, Parameters<typeof caseDescriber>[2], AdjustmentCase]) {
  const view = (await caseDescriber(deps, plan, sheet, false))(one);
  const parts = [`${view.rule}${view.rate === '' ? '' : ` ${view.rate}`} ${view.amount} 分`, view.day, view.source, view.department ?? ''];
  const times = view.pieces > 1 ? `（${view.pieces} 件）` : '';
  return `登记${kindWord(view.kind)} J${view.number}${times}：${parts.filter((part) => part !== '').join('，')}`;
}

function chooseRule(plan: AssessmentPlan, rules: readonly AdjustmentRule[], said: SaidAdjustment): AdjustmentRule {
  if (rules.length === 0) throw refusal(said, 'no-rules', { year: plan.year });
  const found = findRules(rules, said);
  if (found.length === 1) return rules[found[0]!]!;
  const views = describeRules(rules, said.today);
  const shown = found.length === 0 ? views : views.filter((_, index) => found.includes(index));
  const rule = rules[shown[0]!.n - 1]!;
  throw refusal(said, 'which-rule', {
    found: found.length > 0,
    rules: shown.map(({ n, title }) => ({ n, title })),
    example: again(rules, rule, said, { ruleSaid: `第${shown[0]!.n}条` }),
  });
}

/** Null: the rule has no rates. */
function chooseRate(rules: readonly AdjustmentRule[], rule: AdjustmentRule, said: SaidAdjustment): number | null {
  const { rates } = rule.terms;
  if (rates.length === 0) return null;
  if (rates.length === 1 && said.rateNumber === null) return 0;
  const { left } = findRates(rule, said);
  if (left.length === 1) return left[0]!;
  const views = describeRates(rule);
  const shown = left.length === 0 ? views : views.filter((_, index) => left.includes(index));
  const rateSaid = `第${shown[0]!.n}种`;
  throw refusal(said, 'which-rate', {
    rule: sayRule(rules, rules.indexOf(rule)),
    rates: shown,
    example: again(rules, rule, said, { rateSaid }),
  });
}

function readAmount(rules: readonly AdjustmentRule[], rule: AdjustmentRule, index: number | null, said: SaidAdjustment): number {
  const rate = index === null ? undefined : rule.terms.rates[index];
  const { amount } = said;
  if (said.several) throw refusal(said, 'several', { example: again(rules, rule, said, { rate: index, amount: rate?.from ?? 1 }) });
  if (rate === undefined) {
    if (amount !== null && amount > 0 && amount <= MOST) return amount;
    if (amount === null && rule.terms.veto !== null) return 0;
    throw refusal(said, 'amount', { said: amount, rates: [], example: again(rules, rule, said, { rate: index, amount: 1 }) });
  }
  if (amount !== null && isWithin(rate, amount)) return amount;
  if (amount === null && rate.from === rate.to) return rate.from;
  const details = { said: amount, rates: [describeRates(rule)[index!]], per: rate.per };
  throw refusal(said, 'amount', { ...details, example: again(rules, rule, said, { rate: index, amount: rate.from }) });
}

/** No rule of its kind gives more. */
const MOST = 1000;

function refuseUnfitting(rules: readonly AdjustmentRule[], rule: AdjustmentRule, rate: number | null, said: SaidAdjustment): void {
  const { doubles, minLength } = rule.terms;
  const example = again(rules, rule, said, { rate, plain: true });
  if (said.doubled && !doubles) throw refusal(said, 'not-doubled', { example });
  if (said.pieces < 1) throw refusal(said, 'no-pieces', { example });
  if (minLength !== null && said.length !== null && said.length < minLength) {
    throw refusal(said, 'too-short', { length: said.length, minLength, example });
  }
}

function readDay(
  plan: AssessmentPlan,
  rules: readonly AdjustmentRule[],
  rule: AdjustmentRule,
  rate: number | null,
  said: SaidAdjustment,
): Day {
  const day = said.day === undefined ? undefined : parseDay(said.day, plan.year);
  const { window } = rule.terms;
  const isOutside = day !== undefined && window !== null && !isInWindow(window, day);
  const why =
    said.day === undefined ? 'no-day' : day === undefined ? 'no-such-day' : isOutside ? 'outside' : day > said.today ? 'future' : null;
  if (why === null) return day!;
  throw refusal(said, why, {
    day: said.day ?? said.vagueDay,
    window: windowWords(rule),
    example: again(rules, rule, said, { rate, day: exampleDay(rule, said.today) }),
  });
}

interface Instead {
  ruleSaid?: string;
  rateSaid?: string;
  rate?: number | null;
  amount?: number;
  day?: Day;
  /** Without what was refused. */
  plain?: boolean;
}

/** What was said, with what was missing in its place; in a room without words that may name a person. */
function again(rules: readonly AdjustmentRule[], rule: AdjustmentRule, said: SaidAdjustment, instead: Instead): string {
  const { ruleSaid, rateSaid, rate, amount = said.amount, day = said.day, plain = false } = instead;
  const parts = [
    kindWord(said.kind),
    ruleSaid ?? sayRule(rules, rules.indexOf(rule)),
    ruleSaid === undefined
      ? (rateSaid ?? (rate == null ? '' : sayRate(rule, rate)))
      : [said.inRoom ? '' : said.words.join(' '), said.rateNumber === null ? '' : `第${said.rateNumber}种`].join(' ').trim(),
    amount === null ? '' : `${amount}分`,
    said.pieces > 1 && !plain ? `${said.pieces}件` : '',
    said.doubled && !plain ? '加倍' : '',
    said.department?.name ?? '',
    day ?? exampleDay(rule, said.today),
    said.source === '' || said.inRoom ? '文号' : said.source,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function refusal({ kind }: SaidAdjustment, why: string, details: object): DomainError {
  return new DomainError('cannot-enter', { why, kind, ...details });
}
