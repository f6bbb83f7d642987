import { type ReadArguments, alone, incomplete, isQuestion, freeText } from './arguments.ts';
import type { Command, DecisionName } from './command.ts';
import { readNumber, readNumbers, toNumber, type Numbered } from './numbers.ts';
import { readWithdrawAdjustment } from './read-adjustment.ts';
import { readPieceBehind } from './read-substance.ts';
import { isBlank, part, trim, withoutPoliteEnding, type Said } from './said.ts';

/** 「通过 B12」, 「通过 B12 4.5分 写得好」, 「通过 B12 B13、15」. Points are of one, and words only stand behind them. */
export function readApprove(rest: Said): Command | undefined {
  const named = readNumbers(rest, 'B');
  if (named === undefined) return isBlank(rest) ? incomplete('approve') : undefined;
  const { numbers } = named;
  // 「B12 通过了吗」 passes nothing.
  if (isQuestion(rest)) return numbers.length > 1 ? undefined : { name: 'show-submission', number: numbers[0]! };
  if (isBlank(named.rest)) return { name: 'approve', numbers };
  const { piece } = readPieceBehind(named.rest);
  if (piece !== undefined) return { name: 'unclear-decision', of: 'approve', number: numbers.at(-1)!, piece };
  const [number] = numbers as [number];
  const given = readPoints(named.rest);
  if (given === undefined) return { name: 'unclear-decision', of: 'approve', number, words: named.rest.typed.slice(0, 40) };
  if (numbers.length > 1 || readNumber(given.rest, 'B')?.lettered === true)
    return { name: 'unclear-decision', of: 'approve', number, scored: true };
  const comment = freeText(given.rest);
  return { name: 'approve', numbers, points: given.points, ...(comment !== '' && { comment }) };
}

/** 「4.5分」, 「得 4 分」, 「两分」, 「满分」, and what follows; without 分 only what can be nothing else: 4.5. */
function readPoints(rest: Said): { points: number | 'full'; rest: Said } | undefined {
  const match = POINTS.exec(rest.folded);
  if (match === null) return undefined;
  const [all, digits, numeral] = match;
  const behind = trim(part(rest, all.length));
  if (numeral === undefined) return { points: digits === undefined ? 'full' : Number(digits.replace(' ', '')), rest: behind };
  const [whole = '', decimals = ''] = numeral.split('点');
  return { points: Number(`${toNumber(whole)}.${[...decimals].map(toNumber).join('')}`), rest: behind };
}

const POINTS =
  /^(?:得|给|评|打|计)? ?(?:(- ?\d{1,4}(?:\.\d{1,4})?|\d{1,4}(?:\.\d{1,4})?)(?: ?分|(?<=\.\d{1,4})(?= |$))|([零一二两三四五六七八九十]{1,4}(?:点[零一二三四五六七八九]{1,2})?) ?分|满 ?分)/;

/** 「取消」; of a case of 加分 or 扣分 「取消 J3 理由」. */
export function readCancel(rest: Said): Command | undefined {
  return isCase(rest) ? readWithdrawAdjustment(rest) : alone({ name: 'cancel' })(rest);
}

/** 「撤回」, 「撤回 B12」, 「撤回 B12 发错了」, 「撤回 S5」, 「撤回 J3 理由」. */
export function readWithdraw(rest: Said): Command | undefined {
  if (isCase(rest)) return readWithdrawAdjustment(rest);
  if (!/^[Ss]/.test(rest.folded)) return readWithdrawn(rest);
  const named = readNumber(rest, 'S');
  return named !== undefined && isBlank(named.rest) ? { name: 'withdraw-request', number: named.number } : incomplete('withdraw');
}

function readWithdrawn(rest: Said): Command | undefined {
  const named = readNumber(rest, 'B');
  if (named === undefined) return isBlank(rest) ? { name: 'withdraw-waiting' } : undefined;
  const { piece, rest: behind } = readPieceBehind(named.rest);
  if (piece !== undefined && FURTHER_PIECE.test(behind.folded))
    return { name: 'unclear-decision', of: 'withdraw', number: named.number, piece };
  const beyond = piece === undefined ? readBeyondOne('withdraw', rest, named) : undefined;
  if (beyond !== undefined) return beyond;
  // 「撤回 3 发错了」 may mean an item.
  if (piece === undefined && !named.lettered && !isBlank(named.rest)) return incomplete('withdraw');
  if (isQuestion(behind) && !isBlank(behind)) return undefined;
  return { name: 'withdraw', number: named.number, ...(piece !== undefined && { piece }), reason: freeText(behind) };
}

/** 「撤回 B12-3、4」, 「撤回 B12-3 B13」. */
const FURTHER_PIECE = /^(?:[-~,;和与及跟到至] ?)*(?:[Bb] ?-? ?\d|-? ?\d{1,5}(?=[ ,;]|$)|第 ?\d{1,5} ?[份个张件])/;

/** What acts on one whole 报送 must act on neither less nor more than was said: 「清除 B5-4 误传」, 「撤回 B12 B13」. */
function readBeyondOne(of: DecisionName, rest: Said, { number, rest: behind }: Numbered): Command | undefined {
  const { piece } = readPieceBehind(behind);
  if (piece !== undefined) return { name: 'unclear-decision', of, number, piece };
  const isOne = readNumbers(rest, 'B')!.numbers.length === 1 && !ANOTHER.test(behind.folded);
  return isOne ? undefined : { name: 'unclear-decision', of, number };
}

/** A further number, which is no reason: 「B13」, 「13」, 「和13」, 「到B15」. */
const ANOTHER = /^(?:[-~到至]? ?[Bb] ?-? ?\d|[到至和与及跟~] ?\d|\d{1,9}(?=[ ,;]|$))/;

function isCase(rest: Said): boolean {
  return readNumber(rest, 'J')?.lettered === true;
}

export function readApproveRequest(rest: Said): Command | undefined {
  if (/^[Bb]/.test(rest.folded)) return readApprove(rest);
  const named = readNumber(rest, 'S');
  if (named !== undefined && isBlank(named.rest)) return { name: 'approve-request', number: named.number };
  return named !== undefined || isBlank(rest) ? incomplete('approve-request') : undefined;
}

export function readRefuseRequest(rest: Said): Command | undefined {
  const named = readNumber(rest, 'S');
  if (named !== undefined) return { name: 'refuse-request', number: named.number, reason: freeText(named.rest) };
  if (/^[Bb] ?\d/.test(rest.folded)) return incomplete('return');
  return isBlank(rest) ? incomplete('refuse-request') : undefined;
}

/** 「退回 B12 R2 照片没有时间」, 「退回B12R2照片没有时间」. */
export function readReturn(rest: Said): Command | undefined {
  const named = readNumber(rest, 'B');
  if (named === undefined) return isBlank(rest) || /^[Rr] ?\d/.test(rest.folded) ? incomplete('return') : undefined;
  const beyond = readBeyondOne('return', rest, named);
  if (beyond !== undefined) return beyond;
  const reason = /^[Rr] ?-? ?(\d{1,2})(?!\d)/.exec(named.rest.folded);
  if (!reason) return { name: 'return', number: named.number, comment: freeText(named.rest) };
  const comment = freeText(trim(part(named.rest, reason[0].length)));
  return { name: 'return', number: named.number, reason: `R${Number(reason[1])}`, comment };
}

/** 「不采用 B12 理由」: one submission and why. */
function readWithReason(name: 'reject' | 'reopen' | 'purge', command: (number: number, reason: string) => Command): ReadArguments {
  return (rest) => {
    const named = readNumber(rest, 'B');
    if (named === undefined) return isBlank(rest) ? incomplete(name) : undefined;
    if (isBlank(named.rest)) return incomplete(name);
    return readBeyondOne(name, rest, named) ?? command(named.number, freeText(named.rest));
  };
}

export const readReject = readWithReason('reject', (number, reason) => ({ name: 'reject', number, reason }));

export function readPurge(confirmed: boolean): ReadArguments {
  return readWithReason('purge', (number, reason) => ({ name: 'purge', number, reason, confirmed }));
}

/** 「重新打开 B12 理由」; a year is meant where one is named: 「重新打开 2023年」. */
export function readReopen(rest: Said): Command | undefined {
  return /^20\d\d ?年(?:度)?$/.test(rest.folded) ? readYearOf('open-plan')(rest) : readReopened(rest);
}

const readReopened = readWithReason('reopen', (number, reason) => ({ name: 'reopen', number, reason }));

/** The year is said, so that no other one is closed by mistake. */
export function readConfirmClose(rest: Said): Command {
  const year = readOnlyYear(rest);
  return year === undefined ? incomplete('confirm-close') : { name: 'confirm-close', year };
}

/** The year may stand behind, too. */
export function readYearOf(name: 'close-plan' | 'open-plan'): ReadArguments {
  return (rest) => {
    if (isBlank(rest)) return { name };
    const year = readOnlyYear(rest);
    return year === undefined ? undefined : { name, year };
  };
}

function readOnlyYear(rest: Said): number | undefined {
  const year = /^(20\d\d) ?年?(?:度)?$/.exec(withoutPoliteEnding(rest).folded)?.[1];
  return year === undefined ? undefined : Number(year);
}
