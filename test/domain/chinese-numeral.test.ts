import { expect, it } from 'vitest';
import { chineseNumeral } from '../../src/domain/chinese-numeral.ts';

it.each([
  [1, '一'],
  [10, '十'],
  [12, '十二'],
  [20, '二十'],
  [99, '九十九'],
])('%d is %s', (n, words) => {
  expect(chineseNumeral(n)).toBe(words);
});
