import { beforeAll, expect, it } from 'vitest';
import { findRates, findRules, takeApart, type NamedRule } from '../../../src/domain/score/find-rate.ts';
import { seedRules } from './seed-rules.ts';

let bonus: NamedRule[];
let deductions: NamedRule[];
beforeAll(async () => {
  const rules = await seedRules();
  bonus = rules.filter(({ kind }) => kind === 'bonus');
  deductions = rules.filter(({ kind }) => kind === 'deduction');
});

/** Numbers of the rules that may be meant, and of the one's rates. */
function found(kind: '加分' | '扣分', words: string): { rules: number[]; rates: number[] } {
  const [said, list] = [takeApart(words), kind === '加分' ? bonus : deductions];
  const rules = findRules(list, said);
  const rates = rules.length === 1 ? findRates(list[rules[0]!]!, said).left : [];
  return { rules: rules.map((index) => index + 1), rates: rates.map((index) => index + 1) };
}

it.each([
  ['加分', '荣誉称号 国家级', [1], [1]],
  ['加分', '国家级 荣誉称号', [1], [1]],
  ['加分', '1 省部级', [1], [2]],
  ['加分', '荣誉称号', [1], [1, 2]],
  ['加分', '荣誉称号 3分', [1], [2]],
  ['加分', '特色创建国家级', [2], [1]],
  ['加分', '特色创建 人民日报', [2], [1]],
  ['加分', '湖南日报', [2], [2]],
  ['加分', '经验做法', [2], [1, 2, 3]],
  ['加分', '第2条 第3种', [2], [3]],
  ['加分', '国家级', [1, 2], []],
  ['加分', '优秀组织奖', [], []],
  ['扣分', '作风问题', [1], [1]],
  ['扣分', '党纪处分 4分', [2], [1]],
  ['扣分', '受到政纪处分 4', [2], [2]],
  ['扣分', '班子成员 受党纪处分 3', [2], [1]],
  ['扣分', '2 4', [2], [1, 2]],
  ['扣分', '违法犯罪 中层正职', [3], [3]],
  ['扣分', '违法犯罪 重大社会影响 10分', [3], [5]],
  ['扣分', '违法犯罪', [3], [1, 2, 3, 4, 5]],
  ['扣分', '3 40', [3], [1]],
  ['扣分', '负面舆情', [4], [1]],
  ['扣分', '重大负面舆情', [4], [2]],
  ['扣分', '意识形态', [4], [1, 2]],
  ['扣分', '安全责任事故', [5], [1]],
  ['扣分', '重大安全责任事故', [5], [2]],
  ['扣分', '群体性事件', [5], [1]],
  ['扣分', '绩效评估', [6], [1]],
  ['扣分', '党建述职评议', [6], [3, 4]],
  ['扣分', '党建述职评议 较差等次', [6], [4]],
  ['扣分', '虚假信息 3条', [7], [1]],
  ['扣分', '反向扣分', [1, 2, 3, 4, 5, 6, 7], []],
  ['扣分', '第8条', [], []],
  ['加分', '荣誉称号 国家级 省部级', [1], [1, 2]],
  ['加分', '荣誉称号 国家级 省部级 3分', [1], [1, 2]],
  ['加分', '荣誉称号 特色创建', [1, 2], []],
  ['扣分', '违法犯罪 主要领导 重大社会影响 40分', [3], [1, 5]],
] as const)('「%s %s」', (kind, words, rules, rates) => expect(found(kind, words)).toEqual({ rules, rates }));

it('does not tell rates apart by the amount beside a word nothing explains', () => {
  const said = takeApart('违法犯罪 科员 40分');
  expect(findRates(deductions[2]!, said)).toEqual({ left: [0, 1, 2, 3, 4], unexplained: ['科员'] });
});

it.each([
  ['党纪处分 4.5分 2例 加倍', { words: ['党纪处分'], amount: 4.5, several: false, pieces: 2, doubled: true, ruleNumber: null }],
  ['党纪处分 2-6分', { words: ['党纪处分'], amount: null, several: true }],
  ['党纪处分 2分到6分', { words: ['党纪处分'], amount: null, several: true }],
  ['其他人员 10分 重大社会影响 12分', { words: ['其他人员', '重大社会影响'], amount: null, several: true }],
  ['第2条 党纪处分 4', { words: ['党纪处分'], amount: 4, ruleNumber: 2 }],
  ['特色创建 国家级 350字', { words: ['特色创建', '国家级'], amount: null, length: 350 }],
  ['７ 虚假信息 ３条', { words: ['虚假信息'], ruleNumber: 7, pieces: 3 }],
  ['3条 虚假信息', { words: ['虚假信息'], ruleNumber: null, pieces: 3 }],
])('takes 「%s」 apart', (text, parts) => expect(takeApart(text)).toMatchObject(parts));
