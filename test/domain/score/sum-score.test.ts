import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { readRuleTerms } from '../../../src/domain/score/read-terms.ts';
import { sumScore, totalOf, type ScoredCase, type ScoredRule } from '../../../src/domain/score/sum-score.ts';
import { seedRules } from './seed-rules.ts';

let rules: ScoredRule[];
beforeAll(async () => {
  rules = await seedRules();
});

/** Cases as `[rule of the notice, points]`, numbered from 1. */
function cases(...said: [rule: number, amount: number, more?: Partial<ScoredCase>][]): ScoredCase[] {
  return said.map(([rule, amount, more], index) => ({
    number: index + 1,
    adjustmentId: rules[rule]!.id,
    amount,
    pieces: 1,
    doubled: 0,
    happenedOn: '2023-05-10',
    source: '文号',
    withdrawnAt: null,
    ...more,
  }));
}

const points = (staff: number, ...said: Parameters<typeof cases>) => {
  const { bonus, deduction, groups } = sumScore(rules, cases(...said), staff);
  return { bonus, deduction, each: groups.flatMap((group) => group.rules.flatMap((rule) => rule.cases.map((one) => one.points))) };
};

// Computed by hand from the notice (product.md §8).
describe('bonus of the notice', () => {
  it('national honours 5 each, provincial 3 each', () => {
    expect(points(260, [0, 5], [0, 5], [0, 3])).toMatchObject({ bonus: 13, deduction: 0, each: [5, 5, 3] });
    expect(points(260, [0, 3, { pieces: 4 }]).bonus).toBe(12);
  });

  it.each([
    ['2020-12-31', 0],
    ['2021-01-01', 5],
    ['2023-12-31', 5],
    ['2024-01-01', 0],
  ])('a paper of %s brings %i', (happenedOn, bonus) => expect(points(260, [0, 5, { happenedOn }]).bonus).toBe(bonus));

  it('特色创建 3, 2 and 0.5, at most 10; all together at most 20', () => {
    expect(points(260, [1, 3], [1, 2], [1, 0.5]).bonus).toBe(5.5);
    // 3 × 3 + 2 = 11, cut to 10.
    const own = sumScore(rules, cases([1, 3, { pieces: 3 }], [1, 2]), 260);
    expect(own.groups[0]!.rules[1]).toMatchObject({ sum: 11, points: 10, limit: { by: 'cap', at: 10 } });
    expect(own.groups[0]).toMatchObject({ sum: 10, points: 10, limit: null });
    // 2 × 5 + 3 = 13, and 11 cut to 10: 23, cut to 20.
    const both = sumScore(rules, cases([0, 5], [0, 5], [0, 3], [1, 3, { pieces: 3 }], [1, 2]), 260);
    expect(both.groups[0]).toMatchObject({ sum: 23, points: 20, limit: { by: 'cap', at: 20 } });
    expect(totalOf(100, both)).toBe(120);
  });
});

describe('deductions of the notice', () => {
  it.each([
    // Unscaled: 3 each; 20 and 40; 10 and 40; 20, 20, 10, 20, 10; 5 for each false entry.
    [260, [2, 3, { pieces: 2 }], 6],
    [260, [5, 20], 20],
    [260, [5, 40], 40],
    [260, [6, 10], 10],
    [260, [6, 40], 40],
    [260, [7, 20], 20],
    [260, [7, 10], 10],
    [260, [8, 5, { pieces: 3 }], 15],
    // By severity, scaled: 4 × 60 % = 2.4; 6 × 40 % = 2.4; 1 × 60 % = 0.6; below 200 whole.
    [260, [3, 4], 2.4],
    [600, [3, 6], 2.4],
    [260, [3, 1], 0.6],
    [199, [3, 4], 4],
    [200, [3, 4], 2.4],
    [500, [3, 4], 2.4],
    [501, [3, 4], 1.6],
    // By rank, scaled: 40, 20, 15, 10 × 60 % = 24, 12, 9, 6; grave effect 12.5 × 60 % = 7.5, 5 × 40 % = 2.
    [260, [4, 40], 24],
    [260, [4, 20], 12],
    [260, [4, 15], 9],
    [260, [4, 10], 6],
    [260, [4, 12.5], 7.5],
    [800, [4, 5], 2],
  ] as [number, [number, number, Partial<ScoredCase>?], number][])('with %i staff, %j deducts %d', (staff, said, deduction) =>
    expect(points(staff, said).deduction).toBe(deduction),
  );

  it('add up without a cap, and each says by what it was scaled', () => {
    // 24 + 7.5 + 2.4 + 3 = 36.9
    const sum = sumScore(rules, cases([4, 40], [4, 12.5], [3, 4], [2, 3]), 260);
    expect(sum.deduction).toBe(36.9);
    expect(sum.groups[1]!.rules[2]!.cases[0]).toMatchObject({ amount: 40, percent: 60, points: 24 });
    expect(sum.groups[1]!.rules[0]!.cases[0]).toMatchObject({ amount: 3, percent: null, points: 3 });
    expect(totalOf(100, sum)).toBe(63.1);
  });

  it('a false entry costs 5 points and the promotion, until it is withdrawn', () => {
    expect(sumScore(rules, cases([8, 5], [2, 3], [8, 5]), 260).vetoes).toEqual([{ words: '取消晋级资格', numbers: [1, 3] }]);
    const withdrawn = sumScore(rules, cases([8, 5, { withdrawnAt: '2023-06-12T02:00:00.000Z' }]), 260);
    expect(withdrawn).toMatchObject({ deduction: 0, vetoes: [] });
    expect(withdrawn.groups[1]!.rules[6]!.cases[0]).toMatchObject({ points: 0, without: 'withdrawn' });
  });
});

describe('rules of other tables', () => {
  const rule = (text: string, more: Partial<ScoredRule> = {}, worth: number | null = null): ScoredRule => ({
    id: 'one',
    kind: 'bonus',
    group: '加分项',
    groupCap: null,
    cancelled: 0,
    cap: null,
    terms: readRuleTerms({ text, rates: [], worth }),
    ...more,
  });
  const entered = (...said: [amount: number, more?: Partial<ScoredCase>][]): ScoredCase[] =>
    said.map(([amount, more], index) => ({ ...base, number: index + 1, amount, ...more }));
  const base = { adjustmentId: 'one', pieces: 1, doubled: 0, happenedOn: '2023-05-10', source: '', withdrawnAt: null } as const;

  it('of 最高只计一项 the highest counts, and the others say beside which', () => {
    const sum = sumScore([rule('国家级加5分，省级加3分，最高只计一项')], entered([3, { pieces: 2 }], [5], [5]), 1);
    expect(sum.bonus).toBe(5);
    expect(sum.groups[0]!.rules[0]!.cases.map(({ points: own, beside }) => [own, beside])).toEqual([
      [0, 2],
      [5, null],
      [0, 2],
    ]);
  });

  it('of one work (《》) the highest counts, other works beside it', () => {
    const twice = entered(
      [3, { source: '省报《读 书会》' }],
      [5, { source: '国报《读书会》' }],
      [3, { source: '省报' }],
      [3, { source: '省报' }],
    );
    expect(sumScore([rule('国家级加5分，省级加3分，同一作品只计最高')], twice, 1).bonus).toBe(11);
  });

  it('a rule that a later table leaves out brings nothing', () => {
    const sum = sumScore([rule('每项加2分', { cancelled: 1 })], entered([2]), 1);
    expect(sum).toMatchObject({ bonus: 0, groups: [{ rules: [{ cases: [{ points: 0, without: 'cancelled' }] }] }] });
  });

  it('what is withdrawn is not the highest', () => {
    const cut = entered([5, { withdrawnAt: '2023-06-12T02:00:00.000Z' }], [3]);
    expect(sumScore([rule('国家级加5分，省级加3分，最高只计一项')], cut, 1).bonus).toBe(3);
  });

  it('doubles, and deducts no more than the row is worth', () => {
    const until = rule('每次扣3分，瞒报的加倍扣分，扣完为止', { kind: 'deduction' }, 10);
    expect(sumScore([until], entered([3, { doubled: 1 }]), 1).deduction).toBe(6);
    expect(sumScore([until], entered([3, { doubled: 1 }], [3, { pieces: 2 }]), 1).groups[0]!.rules[0]).toMatchObject({
      sum: 12,
      points: 10,
      limit: { by: 'worth', at: 10 },
    });
    const unstated = sumScore([rule('每次扣30分，扣完为止', { kind: 'deduction' })], entered([30, { pieces: 4 }]), 1);
    expect([totalOf(100, unstated), totalOf(130, unstated)]).toEqual([0, 10]);
  });

  it('of two headcounts that apply the narrower one counts', () => {
    const open = rule('每例扣5分，员工200人以上的按60%扣分，500人以上的按40%扣分', { kind: 'deduction' });
    // 5 whole, 5 × 60 % = 3, 5 × 40 % = 2.
    expect([199, 200, 499, 500, 900].map((staff) => sumScore([open], entered([5]), staff).deduction)).toEqual([5, 3, 3, 2, 2]);
  });

  it('a window without an end takes what comes later', () => {
    const since = rule('2023年3月1日以来获奖的每项加2分');
    const days = ['2023-02-28', '2023-03-01', '2025-01-01'];
    expect(days.map((happenedOn) => sumScore([since], entered([2, { happenedOn }]), 1).bonus)).toEqual([0, 2, 2]);
  });

  it('rounds each case to hundredths, half up', () => {
    // 2.675 × 60 % = 1.605; in binary a little less.
    const scaled = rule('每例扣1-6分（员工200-500人的按60%扣分）', { kind: 'deduction' });
    expect(sumScore([scaled], entered([2.675]), 300).deduction).toBe(1.61);
    expect(sumScore([scaled], entered([1.1], [2.2]), 300).deduction).toBe(1.98);
  });
});

describe('any cases', () => {
  const said = fc.record({
    rule: fc.nat({ max: 8 }),
    // A single hundredth at 40 % is less than any that counts.
    amount: fc.integer({ min: 2, max: 4000 }).map((hundredths) => hundredths / 100),
    pieces: fc.integer({ min: 1, max: 9 }),
    happenedOn: fc.constantFrom('2020-01-01', '2022-02-02', '2023-05-10'),
    withdrawnAt: fc.constantFrom(null, null, '2023-06-12T02:00:00.000Z'),
  });
  const many = fc.array(said, { maxLength: 20 }).map((list) =>
    list.map(({ rule, ...one }, index): ScoredCase => ({
      ...one,
      number: index + 1,
      adjustmentId: rules[rule]!.id,
      doubled: 0,
      source: '',
    })),
  );

  it('never bring more than the caps, nor anything when withdrawn', () => {
    fc.assert(
      fc.property(many, fc.nat({ max: 2000 }), (list, staff) => {
        const { groups, bonus, deduction } = sumScore(rules, list, staff);
        expect(bonus).toBeLessThanOrEqual(20);
        expect(groups[0]!.rules[1]!.points).toBeLessThanOrEqual(10);
        expect(Math.min(bonus, deduction)).toBeGreaterThanOrEqual(0);
        for (const { points: own, without } of groups.flatMap((group) => group.rules.flatMap((rule) => rule.cases)))
          expect(own > 0).toBe(without === null);
      }),
    );
  });

  it('bring the same in whatever order they are given', () => {
    fc.assert(
      fc.property(
        many.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, other]) => {
          expect(sumScore(rules, other, 260)).toEqual(sumScore(rules, list, 260));
        },
      ),
    );
  });

  it('never bring less for one more, whatever the rules', () => {
    const terms = [
      '国家级加5分，省级加3分，最高只计一项',
      '每项加2分，同一作品只计最高，最多加7分',
      '2023年1月1日至2023年12月31日，每项加1-9分',
      '每次加3分（员工200-500人的按60%），加倍，扣完为止',
    ].map((text, index) => ({ text, index }));
    const own: ScoredRule[] = terms.map(({ text, index }) => ({
      id: `rule ${index}`,
      kind: index < 3 ? 'bonus' : 'deduction',
      group: '加分项',
      groupCap: index < 3 ? 12 : null,
      cancelled: 0,
      cap: index === 1 ? 7 : null,
      terms: readRuleTerms({ text, rates: [], worth: 10 }),
    }));
    const entered = fc.array(fc.tuple(said, fc.constantFrom('《甲》', '《乙》', ''), fc.constantFrom(0 as const, 1 as const)), {
      minLength: 1,
      maxLength: 15,
    });
    fc.assert(
      fc.property(entered, fc.nat({ max: 14 }), fc.nat({ max: 600 }), (list, at, staff) => {
        const all = list.map(([{ rule, ...one }, source, doubled], index): ScoredCase => ({
          ...one,
          number: index + 1,
          adjustmentId: `rule ${rule % 4}`,
          source,
          doubled,
        }));
        const [whole, less] = [all, all.toSpliced(at % all.length, 1)].map((cases) => sumScore(own, cases, staff));
        expect(less!.bonus).toBeLessThanOrEqual(whole!.bonus);
        expect(less!.deduction).toBeLessThanOrEqual(whole!.deduction);
        expect(whole!.bonus).toBeLessThanOrEqual(12);
        expect(whole!.deduction).toBeLessThanOrEqual(10);
      }),
    );
  });

  it('bring whole hundredths', () => {
    fc.assert(
      fc.property(many, (list) => {
        const { bonus, deduction } = sumScore(rules, list, 260);
        for (const sum of [bonus, deduction]) expect(sum).toBe(Number(sum.toFixed(2)));
      }),
    );
  });
});
