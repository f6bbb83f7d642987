import { toAsciiDigits } from './digits.ts';

const CELL = /^\s*[（(【]?\s*[共计]?\s*(\d+(?:\.\d+)?)\s*分?\s*[)）】]?\s*$/;
/** 5分/次，共20分 */
const CELL_WITH_TOTAL = /[，,；;。\s（(](?:共计?|合计|满分)\s*(\d+(?:\.\d+)?)\s*分[)）]?\s*$/;
/** 20（每篇2分） */
const CELL_WITH_RULE = /^\s*(\d+(?:\.\d+)?)\s*分?\s*[（(]每[^（()）]*[)）]\s*$/;
const AT_END = /(?<![\d.\-－—–~～至])(\d+(?:\.\d+)?)\s*分\s*[)）]?\s*[。；;.]?\s*$/;
const BEFORE_RULES = /^\s*(?:满分|本项|共?计|分值)?[:：]?\s*(\d+(?:\.\d+)?)\s*分\s*(?=[。；;，,:：（(]|$)/;
/** What the points are made of: （5分，其中制度2分、记录3分）. */
const PARTS = /[，。；,;：:（(]*其中[^。；（()）]*\d\s*分[^。；（()）]*/g;
const IN_BRACKETS = /[（(]\s*(?:满分|本项|共?计|分值)?[:：]?\s*(\d+(?:\.\d+)?)\s*分\s*[)）]/g;
/** The only amount, in a clause of its own, is no rule: 职工无违纪行为，计4分. */
const CLAUSE = /[，,；;。]\s*(?:本项)?(?:共?计|满分|分值)[:：]?\s*$/;

/** An item's points: from its own column, else what the text ends with (7分, （7 分）), else the only amount in brackets. Null when none says. */
export function readItemPoints(cell: string, text: string): number | null {
  const ascii = toAsciiDigits(text).replace(PARTS, '');
  const inCell = [CELL, CELL_WITH_TOTAL, CELL_WITH_RULE]
    .map((form) => form.exec(toAsciiDigits(cell))?.[1])
    .find((one) => one !== undefined);
  if (inCell !== undefined) return Number(inCell);
  const atEnd = AT_END.exec(ascii);
  if (atEnd && !isRule(ascii.slice(0, atEnd.index))) return Number(atEnd[1]);
  const [only, ...others] = [...ascii.matchAll(IN_BRACKETS)];
  return only !== undefined && others.length === 0 ? Number(only[1]) : null;
}

/** What a cell for both begins with (分值及评分办法): 10分。缺一项扣2分. Null when it begins with a rule. */
export function pointsBeforeRules(scoring: string): number | null {
  const found = BEFORE_RULES.exec(toAsciiDigits(scoring));
  return found ? Number(found[1]) : null;
}

/** 每发现一处扣0.5分: what stands before an amount says that it is added or taken, not what the item is worth. */
function isRule(before: string): boolean {
  const isOnly = CLAUSE.test(before) && !/\d\s*分/.test(before);
  return /[加扣减得计][^，。；]{0,4}$/.test(before) && !isOnly;
}
