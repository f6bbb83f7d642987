import type { AdjustmentRule } from '../plan.ts';
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
  const amount = number(take(/(\d+(?:\.\d+)?)\s*分(?!钟)/u) ?? take(/(?<=^|\s)(\d+(?:\.\d+)?)(?=\s|$)/u));
  const pieces = number(take(/(?<![\d.])(\d{1,3})\s*[条例起项次件篇个人](?![\d\p{Script=Han}])/u)) ?? 1;
  const doubled = take(/加倍(?:扣分)?|翻倍|双倍/u) !== undefined;
  const words = rest.split(/[\s,;:]+/u).filter((word) => word !== '');
  return { words, ruleNumber, rateNumber, amount, pieces, doubled, length };
}

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
  /** Only the amount told them apart. */
  byAmount: boolean;
}

/** Rates of the rule that may be meant: by number, by what tells them apart, by what some share, at last by the amount. */
export function findRates(rule: NamedRule, { words, rateNumber, amount }: SaidCase): FoundRates {
  const { rates } = rule.terms;
  const all = [...rates.keys()];
  if (rateNumber !== null) return { left: all.filter((index) => index === rateNumber - 1), unexplained: [], byAmount: false };
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
  const fitting = bySubject.left.filter((index) => amount !== null && isWithin(rates[index]!, amount));
  const byAmount = bySubject.left.length > 1 && fitting.length === 1;
  return { left: byAmount ? fitting : bySubject.left, unexplained, byAmount };
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
  if (word.length > 1 && label.includes(word)) return 2;
  return parts.some((part) => word.includes(part)) ? 1 : 0;
}

/** Each word keeps those it fits best; a word that fits none says nothing. */
function narrow(all: readonly number[], tests: readonly ((index: number) => number)[]): { left: number[]; hits: boolean[] } {
  let left = [...all];
  const hits = tests.map((test) => {
    const best = Math.max(0, ...left.map(test));
    if (best > 0) left = left.filter((index) => test(index) === best);
    return best > 0 || all.some((index) => test(index) > 0);
  });
  return { left, hits };
}
