import { readName, readOnlyItem } from './arguments.ts';
import type { Command } from './command.ts';
import { readNumber } from './numbers.ts';
import { isBlank, part, trim, withoutPoliteEnding, type Said } from './said.ts';

type Kind = 'bonus' | 'deduction';

/** 「加分 荣誉称号 国家级 2023-05-10 文号」; without more, or with words that ask for it, the list of rules. */
export function readAdjustment(kind: Kind): (rest: Said) => Command | undefined {
  return (rest) => {
    if (CASES.test(withoutPoliteEnding(rest).folded)) return { name: 'score' };
    if (isBlank(rest) || LIST.test(withoutPoliteEnding(rest).folded)) return { name: 'list-adjustments', kind };
    if (ASKS.test(rest.folded)) return undefined;
    const at = findDay(rest.folded);
    if (at === undefined) return { name: 'enter-adjustment', kind, words: rest.typed, source: '' };
    return {
      name: 'enter-adjustment',
      kind,
      words: trim(part(rest, 0, at.from)).typed,
      day: at.day,
      source: trim(part(rest, at.to)).typed,
    };
  };
}

const LIST = /^(?:项目?|规则|标准|办法|条款|项目?有哪些|规则有哪些|有哪些|怎么登记|怎么记)$/;
/** What has been entered so far, all explained by 得分. */
const CASES = /^(?:的 ?)?(?:记录|明细|清单|列表|台账|情况|合计|总分|了?(?:多少|几)分?|登记情况|已?登记的)$/;
const ASKS = /(?:[吗么呢?]|行不行|对不对|好不好|是不是|算不算|可不可以|能不能加|能不能扣|该不该)[ .,!?~]*$/;

const WITH_YEAR = /(?<!\d)(20\d\d) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2})(?!\d) ?[日号]?/;
// 「2-6 分」 and 「5-10号」 are no days, and 「3.5分」 least of all.
const WITHOUT_YEAR = /(?<![\d.〔(-])(\d{1,2})(?: ?月 ?(\d{1,2})(?!\d) ?[日号]?|[-/](\d{1,2})(?![\d.]| ?[-/分号人%]))/;

/** A day with its year is surer than one without, wherever it stands. */
function findDay(folded: string): { day: string; from: number; to: number } | undefined {
  const full = WITH_YEAR.exec(folded);
  const match = full ?? WITHOUT_YEAR.exec(folded);
  if (match === null) return undefined;
  const numbers = match.slice(1).filter((one) => one !== undefined);
  return { day: numbers.map(Number).join('-'), from: match.index, to: match.index + match[0].length };
}

/** 「得分」, 「得分 加分」: it explains both. 「得分 第3项」, 「得分 办公室」. */
export function readScore(rest: Said): Command | undefined {
  const { folded } = withoutPoliteEnding(rest);
  if (isBlank(rest) || /^(?:加分|扣分|加分和?扣分|全部|全院)(?:项|明细|情况|记录)?$/.test(folded)) return { name: 'score' };
  const code = readOnlyItem(rest);
  if (code !== undefined) return { name: 'score', code };
  const scope = readName(rest);
  return scope === undefined ? undefined : { name: 'score', scope };
}

/** 「撤回 J3 理由」. */
export function readWithdrawAdjustment(rest: Said): Command | undefined {
  const named = readNumber(rest, 'J');
  if (ASKS.test(rest.folded)) return undefined;
  if (named === undefined) return { name: 'incomplete', of: 'withdraw-adjustment' };
  if (isBlank(named.rest)) return { name: 'incomplete', of: 'withdraw-adjustment', number: named.number };
  return { name: 'withdraw-adjustment', number: named.number, reason: named.rest.typed };
}
