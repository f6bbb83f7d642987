import { incomplete, isQuestion, readOnlyItem, readName } from './arguments.ts';
import type { Command } from './command.ts';
import { readItem, readNumber } from './numbers.ts';
import { isBlank, part, withoutPoliteEnding, type Said } from './said.ts';

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

/** 「确认催办」, or with what it was asked with, as on the card: 「确认催办 逾期」. */
export function readConfirmUrge(rest: Said): Command | undefined {
  if (isQuestion(rest)) return undefined;
  if (isBlank(rest)) return { name: 'confirm-urge' };
  const command = readUrge(rest);
  return command?.name === 'urge' ? { name: 'confirm-urge', of: command } : command;
}
