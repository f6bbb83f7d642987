import type { AdjustmentRule } from '../plan.ts';
import type { AdjustmentCase } from './adjustment-case.ts';
import { isInWindow, type HeadcountBand } from './rule-terms.ts';

/** What of a rule its sum depends on. */
export type ScoredRule = Pick<AdjustmentRule, 'id' | 'kind' | 'group' | 'groupCap' | 'cap' | 'terms' | 'cancelled'>;
export type ScoredCase = Pick<
  AdjustmentCase,
  'number' | 'adjustmentId' | 'amount' | 'pieces' | 'doubled' | 'happenedOn' | 'source' | 'withdrawnAt'
>;

/** What one case brings, and why. */
export interface CaseScore {
  number: number;
  points: number;
  amount: number;
  pieces: number;
  doubled: boolean;
  /** Of the headcount scale; null when none applies. */
  percent: number | null;
  /** Why it brings nothing; null when it counts. */
  without: 'withdrawn' | 'cancelled' | 'out-of-window' | 'lower' | null;
  /** The higher one beside which it does not count. */
  beside: number | null;
}

/** A sum with the limit that cut it, if one did: the row's or group's cap (最多), or what the row is worth (扣完为止). */
export interface Capped {
  sum: number;
  points: number;
  limit: { by: 'cap' | 'worth'; at: number } | null;
}

export interface RuleScore extends Capped {
  ruleId: string;
  cases: CaseScore[];
}

export interface GroupScore extends Capped {
  kind: AdjustmentRule['kind'];
  name: string;
  rules: RuleScore[];
}

/** 加分 and 扣分 of a year. */
export interface ScoreSum {
  groups: GroupScore[];
  bonus: number;
  deduction: number;
  /** 取消晋级资格, 一票否决: the words, and the cases that brought it. */
  vetoes: { words: string; numbers: number[] }[];
  /** 扣完为止 of a rule that does not say from what: the year's points never fall below nothing. */
  neverBelowNothing: boolean;
}

/**
 * Adds up cases: each by its rule's terms, then the row's cap, then the group's. Cases of other rules are left out. Points are
 * rounded to hundredths, each case for itself; in which order they were entered does not matter.
 */
export function sumScore(rules: readonly ScoredRule[], cases: readonly ScoredCase[], staffCount: number): ScoreSum {
  const groups = [...Map.groupBy(rules, ({ kind, group }) => `${kind} ${group}`).values()].map((members): GroupScore => {
    const scores = members.map((rule) => scoreRule(rule, cases, staffCount));
    const cap = members.find(({ groupCap, cancelled }) => groupCap !== null && cancelled === 0)?.groupCap ?? null;
    const { kind, group: name } = members[0]!;
    return { kind, name, rules: scores, ...limited(add(scores), cap, null) };
  });
  const of = (kind: GroupScore['kind']): number => add(groups.filter((group) => group.kind === kind));
  const counting = new Set(groups.flatMap((group) => group.rules.flatMap(standingNumbers)));
  return {
    groups,
    bonus: of('bonus'),
    deduction: of('deduction'),
    vetoes: vetoesOf(
      rules,
      cases.filter(({ number }) => counting.has(number)),
    ),
    neverBelowNothing: rules.some(
      ({ terms, cancelled }) => cancelled === 0 && terms.untilNothingLeft !== null && terms.untilNothingLeft.of === null,
    ),
  };
}

/** Points of the items with 加分 and 扣分. */
export function totalOf(items: number, { bonus, deduction, neverBelowNothing }: Omit<ScoreSum, 'groups' | 'vetoes'>): number {
  const total = toHundredths(items + bonus - deduction);
  return neverBelowNothing ? Math.max(0, total) : total;
}

/** Rounded half up, also where a binary fraction lies just below the half. */
export function toHundredths(points: number): number {
  return Math.round(Number((points * 100).toFixed(6))) / 100;
}

function scoreRule(rule: ScoredRule, all: readonly ScoredCase[], staffCount: number): RuleScore {
  const scores = all
    .filter(({ adjustmentId }) => adjustmentId === rule.id)
    .toSorted((a, b) => a.number - b.number)
    .map((one) => ({ one, score: scoreCase(rule, one, staffCount) }));
  const { highestOnly, untilNothingLeft } = rule.terms;
  if (highestOnly !== null) {
    const counting = scores.filter(({ score }) => score.without === null);
    const works = Map.groupBy(counting, ({ one }) => (highestOnly === 'rule' ? '' : workOf(one)));
    for (const same of works.values()) keepHighest(same.map(({ score }) => score));
  }
  const cases = scores.map(({ score }) => score);
  return { ruleId: rule.id, cases, ...limited(add(cases), rule.cap, untilNothingLeft?.of ?? null) };
}

function scoreCase({ terms, cancelled }: ScoredRule, one: ScoredCase, staffCount: number): CaseScore {
  // Of the highest only one counts, however many there are.
  const pieces = terms.highestOnly === null ? one.pieces : 1;
  const doubled = one.doubled === 1;
  const percent = bandOf(terms.headcount, staffCount)?.percent ?? null;
  const without = withoutPoints(terms.window, cancelled, one);
  const points = without === null ? toHundredths((one.amount * pieces * (doubled ? 2 : 1) * (percent ?? 100)) / 100) : 0;
  return { number: one.number, points, amount: one.amount, pieces, doubled, percent, without, beside: null };
}

/** 「200人以上按60%，500人以上按40%」: of those that apply the one that says it most closely. */
function bandOf(bands: readonly HeadcountBand[], staffCount: number): HeadcountBand | undefined {
  const width = ({ from, to }: HeadcountBand): number => (to ?? Infinity) - from;
  return bands
    .filter(({ from, to }) => staffCount >= from && (to === null || staffCount <= to))
    .toSorted((a, b) => (a.to === null && b.to === null ? b.from - a.from : width(a) - width(b)))[0];
}

function withoutPoints(
  window: ScoredRule['terms']['window'],
  cancelled: 0 | 1,
  { withdrawnAt, happenedOn }: ScoredCase,
): CaseScore['without'] {
  if (withdrawnAt !== null) return 'withdrawn';
  if (cancelled === 1) return 'cancelled';
  return window !== null && !isInWindow(window, happenedOn) ? 'out-of-window' : null;
}

/** Of equals the one entered first. */
function keepHighest(scores: CaseScore[]): void {
  const highest = scores.reduce((best, score) => (score.points > best.points ? score : best));
  for (const score of scores) {
    if (score !== highest) Object.assign(score, { points: 0, without: 'lower', beside: highest.number });
  }
}

/** The work (作品) a paper speaks of: what stands in 《》. Without it nothing is taken for the same. */
function workOf({ source, number }: ScoredCase): string {
  return /《([^》]+)》/u.exec(source)?.[1]?.replace(/\s+/g, '') ?? `J${number}`;
}

function limited(sum: number, cap: number | null, worth: number | null): Capped {
  const limits = [
    ...(cap === null ? [] : [{ by: 'cap', at: cap } as const]),
    ...(worth === null ? [] : [{ by: 'worth', at: worth } as const]),
  ].toSorted((a, b) => a.at - b.at);
  const [limit] = limits;
  return limit !== undefined && sum > limit.at ? { sum, points: limit.at, limit } : { sum, points: sum, limit: null };
}

function add(scores: readonly { points: number }[]): number {
  return toHundredths(scores.reduce((sum, { points }) => sum + points, 0));
}

function standingNumbers({ cases }: RuleScore): number[] {
  return cases.filter(({ without }) => without === null || without === 'lower').map(({ number }) => number);
}

function vetoesOf(rules: readonly ScoredRule[], cases: readonly ScoredCase[]): ScoreSum['vetoes'] {
  return rules.flatMap(({ id, terms }) => {
    const numbers = cases.filter(({ adjustmentId }) => adjustmentId === id).map(({ number }) => number);
    return terms.veto === null || numbers.length === 0 ? [] : [{ words: terms.veto, numbers: numbers.toSorted((a, b) => a - b) }];
  });
}
