import type { Quota } from '../../domain/quota.ts';
import { toAsciiDigits, toNumber } from './digits.ts';

const NUMBER = String.raw`(?<n>\d+(?:\.\d+)?|[一二两三四五六七八九十]{1,3})`;
const UNIT = '(?<unit>人次|小时|学时|课时|[次场期篇条张份个件项人名字%幅处家户本册遍轮批门部节堂])';
const NOUN = '(?:照片|图片|报告|总结|信息|稿件|参与率|覆盖率|合格率|[^，。；、\\s]{1,8}率)?\\s*';

/** Least amounts (不少于4次, 两次以上), plain ones, and how often something is done (每季度一次). */
const PATTERNS = [
  new RegExp(
    `${NOUN}(?:不得?少于|不得?低于|至少|达到?)\\s*[^，。；、\\d一二两三四五六七八九十]{0,6}?\\s*${NUMBER}\\s*${UNIT}(?:及?以上)?`,
    'g',
  ),
  new RegExp(`${NOUN}${NUMBER}\\s*${UNIT}(?:及|或|[（(]含[)）])?以上`, 'g'),
  // 开展礼仪讲堂4期: an amount that ends its clause is what is to be done, whatever stands between.
  new RegExp(
    `(?:开展|举办|组织|召开|发表|撰写|刊发|编发|培育|选树|研究|宣讲|走访|慰问|报送|发布)[^，。；、\\d]{0,20}?${NUMBER}\\s*(?<unit>[次场期篇条名个])(?=[。，；（(]|$)`,
    'g',
  ),
  new RegExp(
    `每(?:半年|学期|季度?|个?月|周|年)[^，。；、\\d一二两三四五六七八九十]{0,8}?${NUMBER}\\s*(?<unit>[次场期篇条])(?![^，。；、]{0,4}以上)`,
    'g',
  ),
];

const PERIODS: readonly (readonly [RegExp, Quota['per']])[] = [
  [/每?半年|每学期/, 'half-year'],
  [/每?季度?/, 'quarter'],
  [/每个?月/, 'month'],
  [/每周/, 'week'],
  [/全年|每年|年度|一年/, 'year'],
];

/** Everything an item asks for by number, in text order. Without a period the plan's year is meant. */
export function readQuotas(text: string): Quota[] {
  const ascii = toAsciiDigits(text);
  const found: { start: number; end: number; quota: Quota }[] = [];
  for (const match of PATTERNS.flatMap((pattern) => [...ascii.matchAll(pattern)])) {
    const { n = '', unit = '' } = match.groups ?? {};
    const end = match.index + match[0].length;
    if (found.some((other) => match.index < other.end && end > other.start)) continue;
    const { start, per } = periodBefore(ascii, match.index, end);
    found.push({ start, end, quota: { raw: text.slice(start, end).trim(), n: toNumber(n), per, unit } });
  }
  return found.sort((a, b) => a.start - b.start).map(({ quota }) => quota);
}

/** The period an amount is for (每季度, 全年) stands in the same clause before it. */
function periodBefore(text: string, at: number, end: number): { start: number; per: Quota['per'] } {
  const clauseStart = Math.max(...['，', '。', '；', ',', ';', '、', '\n'].map((mark) => text.lastIndexOf(mark, at))) + 1;
  const clause = text.slice(clauseStart, end);
  const [pattern, per] = PERIODS.find(([candidate]) => candidate.test(clause)) ?? [undefined, 'year'];
  // 每月25日前更新专栏，不少于3条: a clause that is nothing but the amount goes on with the one before. Words and pictures are for each piece.
  const goesOn = pattern === undefined && at === clauseStart && /[，,]/.test(text[at - 1] ?? '') && /[次场期篇条]$/.test(clause);
  if (goesOn) return { start: at, per: periodBefore(text, at - 2, at - 1).per };
  return { start: pattern === undefined ? at : Math.min(at, clauseStart + clause.search(pattern)), per };
}
