import type { TaskDraft } from '../../domain/plan-draft.ts';
import { toAsciiDigits, toNumber } from './digits.ts';

const COUNT =
  /(?:(?:不少于|不得少于|不低于|至少)\s*(\d+|[一二两三四五六七八九十])\s*[次场期篇条张份个件项]|(\d+|[一二两三四五六七八九十])\s*[次场期篇条张份个件项](?:及|或)?以上)/;

const PERIODS: readonly (readonly [RegExp, string])[] = [
  [/每半年|每学期/, 'half-year'],
  [/每季度?/, 'quarter'],
  [/每个?月/, 'month'],
  [/每周/, 'week'],
  [/全年|每年|年度|一年/, 'year'],
];

/** How often an item asks for something (全年不少于 4 次), the first of its text. Without a period the plan's year is meant. */
export function readQuota(text: string): TaskDraft['quota'] {
  const ascii = toAsciiDigits(text);
  const count = COUNT.exec(ascii);
  if (!count) return null;
  const end = count.index + count[0].length;
  const clauseStart = Math.max(...['，', '。', '；', ',', ';'].map((mark) => ascii.lastIndexOf(mark, count.index))) + 1;
  const before = ascii.slice(clauseStart, count.index);
  const [period, per] = PERIODS.find(([pattern]) => pattern.test(before)) ?? [undefined, 'year'];
  const start = period ? clauseStart + before.search(period) : count.index;
  return { raw: text.slice(start, end), n: toNumber((count[1] ?? count[2])!), per };
}
