import type { AdjustmentDraft } from '../../domain/plan-draft.ts';
import { readRuleTerms } from '../../domain/score/read-terms.ts';
import { joinLines } from '../grid.ts';
import { toAsciiDigits } from './digits.ts';
import { CAP, readCap, readHeading } from './heading.ts';
import { readOwners } from './owners.ts';
import type { ItemRow } from './item-row.ts';

/** The heading of rows that add or deduct points. */
export const ADJUSTING = /加分|扣分|减分|附加分|奖励分|奖励项|负面(?:清单|事项|情形|行为)|一票否决|否决(?:项|指标|事项|条件|情形)/;

const BONUS = /加分|奖励|正面|正向/;
const DEDUCTION = /扣分|减分|负面|否决/;

/** One rule row (加分项 / 扣分项). Its own cap stands in its inner heading, in its own column or in its text. */
export function readAdjustment(row: ItemRow): AdjustmentDraft {
  const group = readHeading(row.category);
  const text = textOf(row);
  const kind = kindOf(group.name, row, text);
  const section = readHeading(row.section);
  const rates = ratesOf(row, text);
  return {
    kind,
    group: group.name || (kind === 'bonus' ? '加分项目' : '扣分项目'),
    groupCap: group.cap,
    name: section.name,
    text,
    cap: section.cap ?? readCap(text) ?? amountsIn(row.cap)[0] ?? null,
    rates,
    terms: readRuleTerms({ text, rates, worth: amountsIn(row.points.join('、'))[0] ?? section.points }),
    departments: readOwners(row.owners).map(({ name }) => name),
  };
}

/** What is added or deducted may stand in a column of its own (扣分标准): it is part of the rule. */
function textOf({ lines, scoring }: ItemRow): string {
  const text = joinLines(lines);
  return scoring === '' || text.includes(scoring) ? text : `${text.replace(/[。；;]$/, '')}：${scoring}`;
}

/** A heading and label for both (加减分项) leave it to the row's own words, or to another column. */
function kindOf(group: string, { adjusts, source, points }: ItemRow, text: string): AdjustmentDraft['kind'] {
  const said = [group, adjusts].find((words) => BONUS.test(words) !== DEDUCTION.test(words));
  if (said !== undefined) return BONUS.test(said) ? 'bonus' : 'deduction';
  if (/^\s*[-－−]/.test(points.join(''))) return 'deduction';
  if (BONUS.test(text) !== DEDUCTION.test(text)) return BONUS.test(text) ? 'bonus' : 'deduction';
  if (/加\s*\d/.test(toAsciiDigits(text))) return 'bonus';
  return source.some(({ label }) => BONUS.test(label)) ? 'bonus' : 'deduction';
}

/** Amounts in points in the order of the text; a range (2-6 分) and a list (10、8、5分) give each number. Percentages are none. */
function ratesOf({ points }: ItemRow, text: string): number[] {
  const rates = amountsIn(toAsciiDigits(text).replace(CAP, ''), AMOUNTS);
  return rates.length > 0 ? rates : amountsIn(points.join('、'));
}

function amountsIn(text: string, pattern = /\d+(?:\.\d+)?/g): number[] {
  return [...toAsciiDigits(text).matchAll(pattern)].flatMap(([amounts]) => (amounts.match(/\d+(?:\.\d+)?/g) ?? []).map(Number));
}

const AMOUNTS = /\d+(?:\.\d+)?(?:\s*[-－—–~～至、]\s*\d+(?:\.\d+)?)*\s*分(?!钟)/g;
