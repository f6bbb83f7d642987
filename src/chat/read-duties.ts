import { type ReadArguments, MAX_NAME, incomplete, namesIn, freeText } from './arguments.ts';
import type { Command } from './command.ts';
import { readItem } from './numbers.ts';
import { splitAtDay } from './read-milestones.ts';
import { isBlank, withoutPoliteEnding, type Said } from './said.ts';

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

/** Only said of an item, and never as a question: 「第3项全部完成了吗」 changes nothing. */
export function readCompletion(completion: 'all' | 'any'): ReadArguments {
  return (rest) => {
    const item = readItem(rest);
    if (item === undefined || !isBlank(item.rest) || /[?吗呢么没]/u.test(item.rest.folded)) return undefined;
    return { name: 'set-completion', code: item.code, completion };
  };
}
