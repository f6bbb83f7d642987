import { expect, it } from 'vitest';
import { quotes, tellingBeginning } from '../../src/domain/quoted-words.ts';

it.each([
  ['2 场读书会都办了', '2场读书会都办了'],
  ['他说：\n"好的" 就办', '他说：好的就办'],
  ['[通知] 关于开展读书会', '通知关于开展读书会'],
  ['https://www.example.cn/secret/7', 'www.example.cn/secre'],
  ['2023年3月1日，意识形态研判…', '2023年3月1日，意识形态研判'],
  ['好的', undefined],
  ['', undefined],
])('%j is known by %j', (words, beginning) => {
  expect(tellingBeginning(words)).toBe(beginning);
});

it.each([
  ['B1 第3项\n1. 《2 场读书会都办了》', true],
  ['B12 第3项\n1. 《2 场读书会都办了》', false],
  ['B1 第3项\n1. 《2 场培训》', false],
  ['B12、B1：2 场\n读书会都办了', true],
])('%j says it of B1: %s', (text, isSaid) => {
  expect(quotes(JSON.stringify({ text }), { number: 1, beginnings: [tellingBeginning('2 场读书会都办了')!] })).toBe(isSaid);
});
