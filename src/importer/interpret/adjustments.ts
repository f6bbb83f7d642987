import type { AdjustmentDraft } from '../../domain/plan-draft.ts';
import { toAsciiDigits } from './digits.ts';
import { CAP, readCap, readHeading } from './heading.ts';
import { readOwners } from './owners.ts';
import type { ItemRow } from './rows.ts';

const BONUS = /加分|奖励/;
const DEDUCTION = /扣分|减分|负面/;

/** Whether a row stands under 加分项目 or 扣分项目 rather than being an item of its own. */
export function isAdjustment({ category }: ItemRow): boolean {
  const heading = category.replace(/\s+/g, '');
  return BONUS.test(heading) || DEDUCTION.test(heading);
}

/** One rule row (加分项 / 扣分项). Its own cap stands in its inner heading or in its text. */
export function readAdjustment(row: ItemRow): AdjustmentDraft {
  const group = readHeading(row.category);
  return {
    kind: kindOf(group.name, row.text),
    group: group.name,
    groupCap: group.cap,
    text: row.text,
    cap: readHeading(row.section).cap ?? readCap(row.text),
    rates: readRates(row.text),
    departments: readOwners(row.owners).map(({ name }) => name),
  };
}

/** A heading for both (加减分项) leaves it to the row's own words. */
function kindOf(group: string, text: string): AdjustmentDraft['kind'] {
  if (BONUS.test(group) !== DEDUCTION.test(group)) return BONUS.test(group) ? 'bonus' : 'deduction';
  return /加\s*\d/.test(toAsciiDigits(text)) ? 'bonus' : 'deduction';
}

/** Amounts in points in the order of the text; a range (2-6 分) and a list (10、8、5分) give each number. Percentages are none. */
function readRates(text: string): number[] {
  const withoutCap = toAsciiDigits(text).replace(CAP, '');
  return [...withoutCap.matchAll(AMOUNTS)].flatMap(([amounts]) => (amounts.match(/\d+(?:\.\d+)?/g) ?? []).map(Number));
}

const AMOUNTS = /\d+(?:\.\d+)?(?:\s*[-－—–~～至、]\s*\d+(?:\.\d+)?)*\s*分(?!钟)/g;
