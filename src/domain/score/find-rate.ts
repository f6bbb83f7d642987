import type { AdjustmentRule } from '../plan.ts';
import { taskTitle } from '../task-title.ts';
import type { Rate } from './rule-terms.ts';

/** What a rule is found by. */
export type NamedRule = Pick<AdjustmentRule, 'name' | 'group' | 'text' | 'terms'>;

/** Words in front of a date, taken apart: numbers that mean something, and what is left. */
export interface SaidCase {
  words: string[];
  /** 第2条, or a bare number in front. */
  ruleNumber: number | null;
  /** 第2种: a rate of the rule. */
  rateNumber: number | null;
  amount: number | null;
  /** More than one amount was said (1-6分, 「10分 … 12分」): none is taken for the one meant. */
  several: boolean;
  pieces: number;
  doubled: boolean;
  /** 350字. */
  length: number | null;
}

/** 「第2条 党纪处分 4分 2例 加倍」. A bare number in front is the rule's, a later one the amount. */
export function takeApart(text: string): SaidCase {
  let rest = text.normalize('NFKC');
  const take = (pattern: RegExp): string | undefined => {
    const match = pattern.exec(rest);
    if (match === null) return undefined;
    rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`;
    return match[1] ?? match[0];
  };
  const number = (written: string | undefined): number | null => (written === undefined ? null : Number(written));
  const rateNumber = number(take(/第\s*(\d{1,2})\s*[种档]/u));
  const ruleNumber = number(
    take(/第\s*(\d{1,2})\s*[条项类]/u) ?? take(/^\s*(\d{1,2})(?=\s|$|\p{Script=Han}{2})(?!\s*(?:[分条例起项次件篇个字]))/u),
  );
  const length = number(take(/(\d{2,6})\s*字/u));
  const isRange = take(RANGE) !== undefined;
  const amount = number(take(AMOUNT) ?? take(/(?<=^|\s)(\d+(?:\.\d+)?)(?=\s|$)/u));
  let several = isRange;
  while (amount !== null && take(AMOUNT) !== undefined) several = true;
  const pieces = number(take(/(?<![\d.])(\d{1,3})\s*[条例起项次件篇个人](?![\d\p{Script=Han}])/u)) ?? 1;
  const doubled = take(/加倍(?:扣分)?|翻倍|双倍/u) !== undefined;
  const words = rest.split(/[\s,;:]+/u).filter((word) => word !== '');
  return { words, ruleNumber, rateNumber, amount: several ? null : amount, several, pieces, doubled, length };
}

const AMOUNT = /(\d+(?:\.\d+)?)\s*分(?!钟)/u;
const RANGE = /\d+(?:\.\d+)?\s*(?:分\s*)?(?:[-~—–]|至|到)\s*\d+(?:\.\d+)?\s*分(?!钟)/u;

/** Whether a word says an amount, how often or how long, wherever it stands: 4分, 3篇, 加倍, 350字. */
export function saysHowMuch(word: string): boolean {
  return HOW_MUCH.test(word.normalize('NFKC'));
}

const HOW_MUCH = /^(?:\d+(?:\.\d+)?(?:[-~—–至到]\d+(?:\.\d+)?)?分|\d{1,3}[条例起项次件篇个人]|\d{2,6}字|加倍(?:扣分)?|翻倍|双倍)$/u;

/** Rules that may be meant, as places in the list; none of the words fits when it is empty. */
export function findRules(rules: readonly NamedRule[], { words, ruleNumber }: SaidCase): number[] {
  if (ruleNumber !== null) return ruleNumber >= 1 && ruleNumber <= rules.length ? [ruleNumber - 1] : [];
  const isHit =
    (word: string) =>
    (index: number): number =>
      likeness(rules[index]!, word);
  const narrowed = narrow([...rules.keys()], words.map(isHit));
  return narrowed.hits.some(Boolean) ? narrowed.left : [];
}

/** 3: its very name; 2: a part of it or more than it; 1: words of its text; 0: nothing. */
function likeness({ name, group, text, terms }: NamedRule, word: string): number {
  if (name !== '' && name === word) return 3;
  if (word.length < 2) return 0;
  if (name.includes(word) || (name.length > 1 && word.startsWith(name))) return 2;
  const isSaid = text.normalize('NFKC').includes(word) || group.includes(word);
  return isSaid || terms.rates.some(({ label }) => label.length > 2 && word.includes(label)) ? 1 : 0;
}

/** What the words say of a rule's rates. */
export interface FoundRates {
  /** Places of those that may be meant. */
  left: number[];
  /** Words neither rule nor rate explains. */
  unexplained: string[];
}

/** Rates of the rule that may be meant: by number, by what tells them apart, by what some share; by the amount when every word is understood. */
export function findRates(rule: NamedRule, { words, rateNumber, amount }: SaidCase): FoundRates {
  const { rates } = rule.terms;
  const all = [...rates.keys()];
  const own = words.map((word) => withoutName(word, rule.name)).filter((word) => word !== '');
  const byLabel = narrow(
    all,
    own.map((word) => (index) => labelLikeness(rates[index]!, word)),
  );
  const bySubject = narrow(
    byLabel.left,
    own.map((word) => (index) => (rates[index]!.subject.includes(word) ? 1 : 0)),
  );
  const unexplained = own.filter((word, index) => !byLabel.hits[index] && !bySubject.hits[index] && likeness(rule, word) === 0);
  if (rateNumber !== null) return { left: all.filter((index) => index === rateNumber - 1), unexplained };
  // 「科员 40分」 is not 主要领导 because of its 40.
  const isUnderstood = amount !== null && unexplained.length === 0 && !byLabel.isDivided;
  const fitting = bySubject.left.filter((index) => isUnderstood && isWithin(rates[index]!, amount));
  return { left: fitting.length === 1 ? fitting : bySubject.left, unexplained };
}

export function isWithin({ from, to }: Rate, amount: number): boolean {
  return amount >= from && amount <= to;
}

/** 「特色创建国家级」 names the rule and the rate at once. */
function withoutName(word: string, name: string): string {
  return name !== '' && word.startsWith(name) ? word.slice(name.length) : word;
}

/** 3: one of its parts exactly; 2: words of it; 1: more than one of its parts. */
function labelLikeness({ label: written }: Rate, word: string): number {
  const label = written.normalize('NFKC');
  const parts = label.split(/[、,()]|或|和|及/u).filter((part) => part.length > 1);
  if (label === word || parts.some((part) => part === word || part === word.replace(/^(?:发生|造成|受到?|获得?)/u, ''))) return 3;
  if (word.length > 1 && (label.includes(word) || parts.some((part) => isShortLevel(word, part)))) return 2;
  return parts.some((part) => word.includes(part)) ? 1 : 0;
}

/** 省级 for 省部级荣誉称号, 市级 for 地市级: a level (…级) with characters left out. */
function isShortLevel(word: string, part: string): boolean {
  const level = /^[^级]+级/u.exec(part)?.[0] ?? '';
  if (!word.endsWith('级')) return false;
  let at = 0;
  for (const character of level) if (character === word[at]) at++;
  return at === word.length;
}

interface Narrowed {
  left: number[];
  hits: boolean[];
  /** Two words name different ones: 国家级 省部级. */
  isDivided: boolean;
}

/** Each word keeps those it fits best; a word that fits none says nothing, and one that names another leaves both. */
function narrow(all: readonly number[], tests: readonly ((index: number) => number)[]): Narrowed {
  let left = [...all];
  let isDivided = false;
  const hits = tests.map((test) => {
    const best = Math.max(0, ...left.map(test));
    const others = all.filter((index) => test(index) >= NAMED);
    if (best > 0) left = left.filter((index) => test(index) === best);
    else if (others.length > 0) {
      left = all.filter((index) => left.includes(index) || others.includes(index));
      isDivided = true;
    }
    return best > 0 || all.some((index) => test(index) > 0);
  });
  return { left, hits, isDivided };
}

/** The likeness from which a word names something rather than merely occurs in it. */
const NAMED = 2;

/** How a rule is called where it is listed: by its name where only one has it, else by what its rates share or begin with. */
export function ruleTitle(rules: readonly NamedRule[], rule: NamedRule): string {
  if (hasOwnName(rules, rule)) return rule.name;
  const [first, ...others] = rule.terms.rates;
  if (first === undefined || first.label === '') return taskTitle(rule.text, TITLE_LENGTH).replace(/的$/u, '');
  if (others.length === 0) return taskTitle(rateLabel(first), TITLE_LENGTH);
  const shared = sharedSubject(rule);
  return shared.length > 4 ? taskTitle(shared, TITLE_LENGTH) : `${taskTitle(rateLabel(first), TITLE_LENGTH - 3)}等情形`;
}

const TITLE_LENGTH = 20;

/** What all its rates have in front (加扣 aside), '' when they differ. */
function sharedSubject({ terms: { rates } }: Pick<NamedRule, 'terms'>): string {
  const subjects = new Set(rates.filter(({ extra }) => !extra).map(({ subject }) => subject));
  return subjects.size === 1 ? [...subjects][0]! : '';
}

/** A rate's words beside its rule's title; '' for the only one, which the title means. */
export function rateTitle(rule: Pick<NamedRule, 'terms'>, index: number): string {
  const rate = rule.terms.rates[index];
  if (rate === undefined || rule.terms.rates.length === 1) return '';
  const subject = rate.subject === sharedSubject(rule) ? '' : rate.subject;
  return [subject, rateLabel(rate)].filter((part) => part !== '').join(' ');
}

function hasOwnName(rules: readonly NamedRule[], { name }: NamedRule): boolean {
  return name !== '' && rules.filter((other) => other.name === name).length === 1;
}

/** Words by which exactly this rule is found. */
export function sayRule(rules: readonly NamedRule[], index: number): string {
  const rule = rules[index]!;
  const isFound = hasOwnName(rules, rule) && findRules(rules, takeApart(rule.name)).join() === String(index);
  return isFound ? rule.name : `第${index + 1}条`;
}

/** Words by which exactly this rate of the rule is found; '' where it is the only one. */
export function sayRate(rule: NamedRule, index: number): string {
  const { rates } = rule.terms;
  if (rates.length <= 1) return '';
  const label = rateLabel(rates[index]!);
  const isShort = label !== '' && label.length <= TITLE_LENGTH && !/[\d\s，,]/u.test(label);
  return isShort && findRates(rule, takeApart(label)).left.join() === String(index) ? label : `第${index + 1}种`;
}

/** What tells a rate from the others, without what stands in brackets. */
function rateLabel({ label }: Rate): string {
  return label.replace(/[（(][^（()）]*[)）]/gu, '');
}
