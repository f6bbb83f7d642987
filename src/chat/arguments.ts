import type { Command, IncompleteName } from './command.ts';
import { readItem } from './numbers.ts';
import { isBlank, withoutPoliteEnding, type Said } from './said.ts';
import { QUESTIONS } from './words.ts';

/** Reads what follows a command's words. Undefined: those words meant something else here. */
export type ReadArguments = (rest: Said) => Command | undefined;

/** Characters of a name of a department, a category or a person. */
export const MAX_NAME = 30;

/** The command takes nothing; asked about (「完成了吗」), one that changes something is not meant. */
export function alone(command: Command): ReadArguments {
  return (rest) => (isBlank(rest) && (QUESTIONS.includes(command.name) || !isQuestion(rest)) ? command : undefined);
}

/** The command is known, and what it needs is missing. */
export function incomplete(of: IncompleteName): Command {
  return { name: 'incomplete', of };
}

/** What asks changes nothing: 「移交 张三 李四吗？」. */
export function isQuestion({ folded }: Said): boolean {
  return /[?吗么]/u.test(folded);
}

/** Names side by side. */
export function namesIn(text: string): string[] {
  return text.split(/[\s,，、;；]+/u).filter((name) => name !== '');
}

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
export function readName(said: Said): string | undefined {
  const name = withoutPoliteEnding(said).typed.replace(/的$/, '').trim();
  return name === '' || name.length > MAX_NAME ? undefined : name;
}
