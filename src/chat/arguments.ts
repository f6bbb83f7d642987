import type { Command, CommandOf, IncompleteName } from './command.ts';
import { readItem, readNumber } from './numbers.ts';
import { readWithdrawAdjustment } from './read-adjustment.ts';
import { splitAtDay } from './read-milestones.ts';
import { QUESTIONS } from './words.ts';
import { isBlank, part, trim, withoutPoliteEnding, type Said } from './said.ts';

/** Reads what follows a command's words. Undefined: those words meant something else here. */
export type ReadArguments = (rest: Said) => Command | undefined;

const MAX_NAME = 30;

/** The command takes nothing; asked about (「完成了吗」), one that changes something is not meant. */
export function alone(command: Command): ReadArguments {
  return (rest) => (isBlank(rest) && (QUESTIONS.includes(command.name) || !isQuestion(rest)) ? command : undefined);
}

function incomplete(of: IncompleteName): Command {
  return { name: 'incomplete', of };
}

/** One submission (B12) and nothing else: 「通过 B12 B13」 must not pass the first alone. */
export function oneSubmission(name: 'withdraw' | 'approve'): ReadArguments {
  return (rest) => {
    const named = readNumber(rest, 'B');
    if (named !== undefined && isBlank(named.rest)) return { name, number: named.number };
    return named !== undefined || isBlank(rest) ? incomplete(name) : undefined;
  };
}

/** 「取消」; of a case of 加分 or 扣分 「取消 J3 理由」. */
export function readCancel(rest: Said): Command | undefined {
  return isCase(rest) ? readWithdrawAdjustment(rest) : alone({ name: 'cancel' })(rest);
}

/** 「撤回 B12」, 「撤回 S5」, 「撤回 J3 理由」. */
export function readWithdraw(rest: Said): Command | undefined {
  if (isCase(rest)) return readWithdrawAdjustment(rest);
  if (!/^[Ss]/.test(rest.folded)) return oneSubmission('withdraw')(rest);
  const named = readNumber(rest, 'S');
  return named !== undefined && isBlank(named.rest) ? { name: 'withdraw-request', number: named.number } : incomplete('withdraw');
}

function isCase(rest: Said): boolean {
  return readNumber(rest, 'J')?.lettered === true;
}

/** 「延期 3 7-10 理由」, 「延期 3 机关工会 年中 到7月10日 理由」. */
export function readExtend(rest: Said): Command | undefined {
  const item = readItem(rest);
  if (item === undefined) return isBlank(rest) ? incomplete('extend') : undefined;
  const split = splitAtDay(item.rest);
  if (split === undefined) return incomplete('extend');
  const about = split.before.replace(/[\s:：,，、]*[到至]?[\s:：,，、]*$/u, '');
  return { name: 'extend', code: item.code, about, day: split.day, reason: freeText(split.after) };
}

export function readCancelExtension(rest: Said): Command | undefined {
  const item = readItem(rest);
  if (item === undefined) return isBlank(rest) ? incomplete('cancel-extension') : undefined;
  return { name: 'cancel-extension', code: item.code, words: freeText(withoutPoliteEnding(item.rest)) };
}

/** 「不属于 3 理由」, 「3 不属于我们 理由」. */
export function readRelease(rest: Said): Command | undefined {
  const item = readItem(rest);
  if (item === undefined) return isBlank(rest) ? incomplete('release') : undefined;
  return { name: 'release', code: item.code, words: freeText(item.rest) };
}

/** 「分派 3 办公室、机关工会 配合」. */
export function readAssign(rest: Said): Command | undefined {
  const item = readItem(rest);
  if (item === undefined) return isBlank(rest) ? incomplete('assign') : undefined;
  const said = withoutPoliteEnding(item.rest).typed.replace(/^给/u, '');
  const role = /(?:^|[\s,，、]|(?<=.))(牵头|负责|配合|协办)$/u.exec(said);
  const departments = namesIn(role === null ? said : said.slice(0, role.index));
  if (departments.length === 0 || departments.some((name) => name.length > MAX_NAME)) return incomplete('assign');
  if (role === null) return { name: 'assign', code: item.code, departments };
  return { name: 'assign', code: item.code, departments, role: ['牵头', '负责'].includes(role[1]!) ? 'lead' : 'support' };
}

export function readUnassign(rest: Said): Command | undefined {
  const item = readItem(rest);
  if (item === undefined) return isBlank(rest) ? incomplete('unassign') : undefined;
  const [department, ...more] = namesIn(withoutPoliteEnding(item.rest).typed);
  if (department === undefined || more.length > 0 || department.length > MAX_NAME) return incomplete('unassign');
  return { name: 'unassign', code: item.code, department };
}

function namesIn(text: string): string[] {
  return text.split(/[\s,，、;；]+/u).filter((name) => name !== '');
}

/** 「请假 6-20 6-28 由李四代」, 「请假 6月20日到28日」, 「请假 6-20」. A number of days is asked about: working days or not? */
export function readTakeLeave(rest: Said): Command | undefined {
  if (isBlank(rest)) return incomplete('take-leave');
  if (isQuestion(rest)) return undefined;
  const first = splitAtDay(rest);
  if (first === undefined || !/^[从自]?$/u.test(first.before)) return incomplete('take-leave');
  const joint = /^ *(?:[-~到至]|起至?|开始到?)* */u.exec(first.after.folded)![0];
  const behind = part(first.after, joint.length);
  const second = splitAtDay(behind);
  if (second?.before === '') return leave(first.day, second.day, second.after);
  const sameMonth = /^(\d{1,2}) ?[日号]/u.exec(behind.folded);
  if (sameMonth !== null)
    return leave(first.day, `${first.day.replace(/\d+$/, '')}${Number(sameMonth[1])}`, part(behind, sameMonth[0].length));
  if (joint.trim() !== '' || /^(?:\d|[一二两三四五六七八九十半])+ ?[个天周]/u.test(behind.folded)) return incomplete('take-leave');
  return leave(first.day, first.day, behind);
}

function leave(from: string, to: string, words: Said): Command {
  return { name: 'take-leave', from, to, words: freeText(withoutPoliteEnding(trim(words))) };
}

/** What asks changes nothing: 「移交 张三 李四吗？」. */
function isQuestion({ folded }: Said): boolean {
  return /[?吗么]/u.test(folded);
}

/** 「移交 张三 李四」, 「移交 张三的工作给李四」. */
export function readHandover(name: 'hand-over' | 'take-back'): ReadArguments {
  return (rest) => {
    if (isQuestion(rest)) return undefined;
    const [from = '', to = '', ...more] = withoutPoliteEnding(rest)
      .typed.split(/(?:\s|[,，、→>＞]|->|移交给|交给|给)+/u)
      .map((one) => one.replace(/的(?:联络员|全部)?(?:工作|任务)?$/u, ''));
    const isName = (text: string): boolean => text !== '' && text.length <= MAX_NAME;
    return isName(from) && isName(to) && more.length === 0 ? { name, from, to } : incomplete(name);
  };
}

/** 「绑定本群 办公室」, 「绑定本群 全院」. */
export function readBindRoom(rest: Said): Command | undefined {
  if (isQuestion(rest)) return undefined;
  const departments = namesIn(withoutPoliteEnding(rest).typed.replace(/^[到为给是]+/u, ''));
  return departments.length === 0 || departments.some((name) => name.length > MAX_NAME)
    ? incomplete('bind-room')
    : { name: 'bind-room', departments };
}

/** Only said of an item, and never as a question: 「第3项全部完成了吗」 changes nothing. */
export function readCompletion(completion: 'all' | 'any'): ReadArguments {
  return (rest) => {
    const item = readItem(rest);
    if (item === undefined || !isBlank(item.rest) || /[?吗呢么没]/u.test(item.rest.folded)) return undefined;
    return { name: 'set-completion', code: item.code, completion };
  };
}

export function readApproveRequest(rest: Said): Command | undefined {
  if (/^[Bb]/.test(rest.folded)) return oneSubmission('approve')(rest);
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
  const reason = /^[Rr] ?-? ?(\d{1,2})(?!\d)/.exec(named.rest.folded);
  if (!reason) return { name: 'return', number: named.number, comment: freeText(named.rest) };
  const comment = freeText(trim(part(named.rest, reason[0].length)));
  return { name: 'return', number: named.number, reason: `R${Number(reason[1])}`, comment };
}

/** 「不采用 B12 理由」: one submission and why. */
function readWithReason(name: IncompleteName, command: (number: number, reason: string) => Command): ReadArguments {
  return (rest) => {
    const named = readNumber(rest, 'B');
    if (named === undefined) return isBlank(rest) ? incomplete(name) : undefined;
    return isBlank(named.rest) ? incomplete(name) : command(named.number, freeText(named.rest));
  };
}

export const readReject = readWithReason('reject', (number, reason) => ({ name: 'reject', number, reason }));

export function readPurge(confirmed: boolean): ReadArguments {
  return readWithReason('purge', (number, reason) => ({ name: 'purge', number, reason, confirmed }));
}

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

/** 「重新打开 B12 理由」; a year is meant where one is named: 「重新打开 2023年」. */
export function readReopen(rest: Said): Command | undefined {
  return /^20\d\d ?年(?:度)?$/.test(rest.folded) ? readYearOf('open-plan')(rest) : readReopened(rest);
}

const readReopened = readWithReason('reopen', (number, reason) => ({ name: 'reopen', number, reason }));

/** 「代 机关工会 提交 3 说明」. Undefined when nothing is handed in: 「代表大会几点开」. */
export function readSubmitFor(said: Said): Command | undefined {
  const opening = /^(?:代替|替代|代|替) ?/.exec(said.folded);
  if (opening === null) return undefined;
  const rest = part(said, opening[0].length);
  if (isBlank(rest)) return incomplete('submit-for');
  const verb = /提交|上交|报送|上报|交材料|交/.exec(rest.folded);
  // 「代 机关工会」 wants to; words that only begin alike have no blank there.
  if (verb === null) return opening[0].endsWith(' ') ? incomplete('submit-for') : undefined;
  const department = part(rest, 0, verb.index)
    .typed.replace(/[\s的]+$/u, '')
    .trim();
  if (department === '' || department.length > MAX_NAME) return incomplete('submit-for');
  const { code, note } = readSubmit(trim(part(rest, verb.index + verb[0].length))) as CommandOf<'submit'>;
  return { name: 'submit-for', department, ...(code !== undefined && { code }), note };
}

export function readSubmit(rest: Said): Command {
  const item = readItem(rest);
  return { name: 'submit', ...(item && { code: item.code }), note: freeText(item?.rest ?? rest) };
}

export function readNoteProgress(rest: Said): Command | undefined {
  const item = readItem(rest);
  if (item === undefined) return isBlank(rest) ? incomplete('note-progress') : undefined;
  return isBlank(item.rest) ? incomplete('note-progress') : { name: 'note-progress', code: item.code, text: item.rest.typed };
}

export function readWhoOwes(rest: Said): Command | undefined {
  if (isBlank(rest)) return { name: 'who-owes' };
  const code = readOnlyItem(rest);
  return code === undefined ? undefined : { name: 'who-owes', code };
}

export function readTrail(rest: Said): Command | undefined {
  if (isBlank(rest)) return { name: 'trail' };
  const named = readNumber(rest, 'B');
  if (named?.lettered === true) return isBlank(named.rest) ? { name: 'trail', number: named.number } : incomplete('trail');
  const code = readOnlyItem(rest);
  return code === undefined ? undefined : { name: 'trail', code };
}

/** 「进度 办公室」, 「进度 政治建设」; 「进度 3」 is about an item and answered by it. */
export function readProgress(rest: Said): Command | undefined {
  if (isBlank(rest) || /^(?:全部|全院|所有|总体)[ .?!]*$/.test(rest.folded)) return { name: 'progress' };
  const code = readOnlyItem(rest);
  if (code !== undefined) return { name: 'show-task', code };
  const scope = readName(rest);
  return scope === undefined ? undefined : { name: 'progress', scope };
}

export function readOverdue(rest: Said): Command | undefined {
  if (isBlank(rest)) return { name: 'overdue' };
  const department = readName(rest);
  return department === undefined ? undefined : { name: 'overdue', department };
}

/** 「催办 3」, 「催办 办公室」, 「催办 逾期」, each with 「仍然」. */
export function readUrge(rest: Said): Command | undefined {
  const said = withoutPoliteEnding(rest);
  const again = /(?:^| |,|(?<=.))(?:仍然|再次)$/.exec(said.folded);
  const anyway = again !== null;
  const target = withoutPoliteEnding(anyway ? part(said, 0, again.index) : said);
  if (isBlank(target)) return incomplete('urge');
  if (/^逾期(?:的|部门|的部门)?$/.test(target.folded)) return { name: 'urge', overdue: true, anyway };
  const item = readItem(target);
  if (item !== undefined) return isBlank(item.rest) ? { name: 'urge', code: item.code, anyway } : incomplete('urge');
  const department = readName(target);
  return department === undefined ? undefined : { name: 'urge', department, anyway };
}

/** 「绑定 办公室 张三」; without a blank the department ends at 室, 部, 会 and their like. */
export function readBind(rest: Said): Command | undefined {
  const { typed, folded } = withoutPoliteEnding(rest);
  if (folded.startsWith('本群')) return undefined;
  const words = typed.split(/[\s,，、/／:：;；|｜+]+/).filter((word) => word !== '');
  const [department, ...names] = words.length === 1 ? (GLUED.exec(typed)?.slice(1) ?? words) : words;
  const person = names.join(' ');
  if (department === undefined || person === '' || department.length > MAX_NAME || person.length > MAX_NAME) return incomplete('bind');
  return { name: 'bind', department, person };
}

const GLUED = /^(.+(?:室|部|处|科|委|会|中心|办|局|所|院|队))(\p{Script=Han}{2,4}(?<!室|部|处|科|委|会|中心))$/u;

/** As typed; politeness alone says nothing. */
export function freeText(said: Said): string {
  return isBlank(said) ? '' : said.typed;
}

/** The code when an item is named and nothing else. */
export function readOnlyItem(said: Said): string | undefined {
  const item = readItem(said);
  return item !== undefined && isBlank(item.rest) ? item.code : undefined;
}

/** A department or category as typed. */
function readName(said: Said): string | undefined {
  const name = withoutPoliteEnding(said).typed.replace(/的$/, '').trim();
  return name === '' || name.length > MAX_NAME ? undefined : name;
}
