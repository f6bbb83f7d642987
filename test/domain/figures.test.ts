import { expect, it } from 'vitest';
import { hasFigures } from '../../src/domain/figures.ts';

it.each([
  '全年开展读书会 12 次，参加 236 人次',
  '满意率达到 ９８．５％',
  '参加者三十余人',
  '投入1.2万元',
  '覆盖百分之九十',
  '受众1,200余人',
])('「%s」 names amounts', (text) => {
  expect(hasFigures(text)).toBe(true);
});

it.each([
  '2023年4月20日，按照院工〔2023〕5号通知',
  '第3项、第 12 条要求',
  '坚持“两个维护”，做到一个目标、三个到位',
  '联系电话 027-67883721',
  '一、认真组织 二、广泛参与',
  '',
])('「%s」 names none', (text) => {
  expect(hasFigures(text)).toBe(false);
});
