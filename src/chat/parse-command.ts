import type { Command, ParsedMessage } from './command.ts';
import { readOnlyItem } from './arguments.ts';
import { readSubmitFor } from './read-hand-in.ts';
import { readCommand } from './grammar.ts';
import { readItem, readNumber, readNumbers } from './numbers.ts';
import { readCorrection, readCorrections } from './read-correction.ts';
import { asWritten } from './read-typed.ts';
import { readDescribed, readPiece, type NamedPiece } from './read-substance.ts';
import { readPastedTable } from './pasted-table.ts';
import { hear, isBlank, join, part, trim, withoutMentions, withoutPoliteEnding, withoutQuotes, type Said } from './said.ts';
import { AFTER_CASE, AFTER_ITEM, AFTER_NAME, AFTER_REQUEST, AFTER_SUBMISSION, DECISIONS, QUESTIONS, WORDS } from './words.ts';

/**
 * What a message means, by rules alone: the same words always mean the same. Tolerant of mention, spacing, full-width forms
 * and Chinese numerals; never a guess that changes data, and never thrown whatever the text.
 */
export function parseMessage(text: string, botName: string): ParsedMessage {
  const said = withoutQuotes(withoutMentions(hear(text), botName));
  const { year, rest } = readYear(said);
  if (isBlank(said)) return { command: { name: 'help', all: false } };
  const heard = read(rest) ?? { name: 'unknown' as const, text: said.typed };
  const command = heard.name === 'submit-text' ? { ...heard, text: asWritten(text, heard.text) } : heard;
  const table =
    command.name === 'import' || command.name === 'unknown' ? readPastedTable(text, botName, command.name === 'import') : undefined;
  if (table !== undefined) return { command: { name: 'import', text: table } };
  const ofYear = year === undefined ? (readYearBehind(command, said) ?? readYearWithin(said)) : undefined;
  return ofYear ?? { command, ...(year !== undefined && { year }) };
}

/** Whether nothing is said, or the bot's name alone. */
export function isWordless(text: string, botName: string): boolean {
  return isBlank(withoutQuotes(withoutMentions(hear(text), botName)));
}

/** 「2022年 进度」. */
function readYear(said: Said): { year?: number; rest: Said } {
  const match = /^(20\d\d) ?年(?:度)?(?:的)?/.exec(said.folded);
  if (!match) return { rest: said };
  return { year: Number(match[1]), rest: trim(part(said, match[0].length)) };
}

/** 「进度 2022年」, 「得分 2022年」: behind what only asks. */
function readYearBehind(command: Command, said: Said): ParsedMessage | undefined {
  const scoped = command.name === 'progress' || command.name === 'score' ? command : undefined;
  const year = /^(20\d\d) ?年?(?:度)?$/.exec(scoped?.scope ?? '')?.[1];
  if (scoped !== undefined && year !== undefined) return { command: { name: scoped.name }, year: Number(year) };
  const behind = command.name === 'unknown' ? /^(.{2,40}?) ?(20\d\d) ?年(?:度)?$/.exec(said.folded) : null;
  const asked = behind && read(trim(part(said, 0, behind[1]!.length)));
  return asked && QUESTIONS.includes(asked.name) ? { command: asked, year: Number(behind[2]) } : undefined;
}

/** 「时间节点 2022年 年终 8-10」: behind the words, or the item. 「2022年8月10日」 is a day. */
function readYearWithin(said: Said): ParsedMessage | undefined {
  const found = YEAR_WITHIN.exec(said.folded);
  if (found === null) return undefined;
  const before = part(said, 0, found.index);
  const opening = read(trim(before));
  const isBehindWords =
    opening?.name === 'list-milestones' ? opening.words === undefined : opening?.name === 'incomplete' && opening.of === 'delete-milestone';
  const command = isBehindWords ? read(join(before, trim(part(said, found.index + found[0].length)))) : undefined;
  return command && { command, year: Number(found[1]) };
}

/** 2022年终 is 年终 of 2022. */
const YEAR_WITHIN = /(?<![\d-])(20\d\d) ?(?:(?=年[中终底末内](?![期稿]))|年度?的?(?!\d))/u;

function read(said: Said, depth = 0): Command | undefined {
  return (
    readCorrections(said) ??
    readSubmitFor(said) ??
    readCommand(said) ??
    readAboutItem(said) ??
    readAboutNumber(said) ??
    readAlias(said) ??
    readAfterLeadIn(said, depth) ??
    readAboutName(said)
  );
}

/** 「第3项」, 「3」, 「第3项谁没交」. */
function readAboutItem(said: Said): Command | undefined {
  const item = readItem(said);
  if (item === undefined) return undefined;
  if (isBlank(item.rest)) return item.asItem ? { name: 'show-task', code: item.code } : { name: 'choose', answer: item.code };
  const rest = withoutOf(item.rest);
  const correction = readCorrection(item.code, rest, item.asItem);
  if (correction !== undefined) return correction;
  if (item.asItem && DETAILS.test(rest.folded)) return { name: 'show-task', code: item.code };
  return readTurnedRound(part(said, 0, said.folded.length - item.rest.folded.length), rest, AFTER_ITEM);
}

const DETAILS = /^(?:详情|内容|全文|要求|标准|是什么|情况|逾期|谁负责|什么时候交|什么时候截止)[ ?.!吗呢了]*$/;

/** 「B12」, 「B12 通过」, 「S5 同意」, 「J3 撤回 理由」; 「J3」 alone is explained by 得分. */
function readAboutNumber(said: Said): Command | undefined {
  const submission = readNumber(said, 'B');
  if (submission?.lettered === true) {
    if (isBlank(submission.rest)) return { name: 'show-submission', number: submission.number };
    const named = readPiece(said)!;
    const described = readDescribed(named);
    if (described !== undefined) return described;
    if (named.piece !== undefined) return readAboutPiece(said, named);
    const several = readNumbers(said, 'B')!;
    if (several.numbers.length > 1) return readTurnedRound(before(said, several.rest), withoutAll(several.rest), DECISIONS);
    return readTurnedRound(before(said, submission.rest), withoutOf(submission.rest), AFTER_SUBMISSION);
  }
  const request = readNumber(said, 'S');
  if (request?.lettered === true) return readTurnedRound(before(said, request.rest), request.rest, AFTER_REQUEST);
  const one = readNumber(said, 'J');
  if (one?.lettered !== true) return undefined;
  return isBlank(one.rest) ? { name: 'score' } : readTurnedRound(before(said, one.rest), one.rest, AFTER_CASE);
}

/** 「B12-2」, 「B12-2 也用于 9」. */
function readAboutPiece(said: Said, { number, piece, rest }: NamedPiece): Command | undefined {
  if (isBlank(rest)) return { name: 'show-submission', number, ...(piece !== undefined && { piece }) };
  return readTurnedRound(before(said, rest), withoutOf(rest), ['use-for', ...DECISIONS]);
}

function before(said: Said, rest: Said): Said {
  return trim(part(said, 0, said.folded.length - rest.folded.length));
}

function withoutOf(rest: Said): Said {
  return rest.folded.startsWith('的') ? trim(part(rest, 1)) : rest;
}

/** 「B12、B13 都通过」 */
function withoutAll(rest: Said): Said {
  return trim(part(rest, /^(?:都|全部)?/.exec(rest.folded)![0].length));
}

/** What it is about came first, the verb after it: read as if the verb had come first. */
function readTurnedRound(object: Said, rest: Said, verbs: readonly (keyof typeof WORDS)[]): Command | undefined {
  for (const verb of verbs) {
    const word = WORDS[verb].toSorted((a, b) => b.length - a.length).find((one) => rest.folded.startsWith(one));
    if (word === undefined) continue;
    const command = readCommand(join({ typed: word, folded: word }, object, trim(part(rest, word.length))), [verb]);
    if (command !== undefined) return command;
  }
  return undefined;
}

/** 「地质工会=机关工会」, 「地质工会就是机关工会」, with 「取消」 in front the way back. */
function readAlias(said: Said): Command | undefined {
  const back = /^(?:取消|删除) ?(?=.)/.exec(said.folded);
  const command = back && readAlias(trim(part(said, back[0].length)));
  if (command) return command.name === 'set-alias' ? { ...command, name: 'unset-alias' } : command;
  const match = /^([^=]{0,40}?) ?(?:=|就是) ?([^=]{0,40})$/.exec(withoutPoliteEnding(said).folded);
  if (!match) return undefined;
  const [left = '', right = ''] = match.slice(1).map((side) => side.trim());
  if (![left, right].every((side) => side === '' || LABEL.test(side))) return undefined;
  if (left === '' && right === '') return undefined;
  return left === '' || right === '' ? { name: 'incomplete', of: 'set-alias' } : { name: 'set-alias', alias: left, department: right };
}

const LABEL = /^[\p{L}\p{N}()·,-]{1,30}$/u;

/** 「办公室完成情况」, 「办公室逾期」; a bare name may answer 「是哪个部门」. */
function readAboutName(said: Said): Command | undefined {
  const { folded, typed } = withoutPoliteEnding(said);
  for (const verb of AFTER_NAME) {
    const word = WORDS[verb].find((one) => folded.length > one.length && folded.endsWith(one));
    if (word === undefined) continue;
    const name = part({ folded, typed }, 0, folded.length - word.length);
    if (name.folded.length <= MAX_NAME && !/[=?!,;:]/.test(name.folded))
      return readCommand(join({ typed: word, folded: word }, withoutOfBehind(name)), [verb]);
  }
  return DEPARTMENT.test(folded) ? { name: 'choose', answer: typed } : undefined;
}

const MAX_NAME = 30;
const DEPARTMENT = /^[\p{Script=Han}\d()·]{1,14}(?:室|部|处|科|委|会|中心|办|局|所|院|队|站|组|党委|支部)$/u;

function withoutOfBehind(name: Said): Said {
  const trimmed = trim(name);
  return trimmed.folded.endsWith('的') ? trim(part(trimmed, 0, -1)) : trimmed;
}

/** 「你好，请问进度」 is 「进度」; 「看一下进度」 too, but only what asks may follow it. */
function readAfterLeadIn(said: Said, depth: number): Command | undefined {
  if (depth === MAX_LEAD_INS) return undefined;
  const polite = /^(?:你好|您好|请问|请帮我|请|麻烦您?|帮我|帮忙|管家)[ ,.!~:;]*(?=.)/.exec(said.folded);
  if (polite) return read(trim(part(said, polite[0].length)), depth + 1);
  const look = /^(?:查看|查询|查一下|查|看一下|看看|看|打开) ?(?=.)/.exec(said.folded);
  const command = look && (readOnlyShown(trim(part(said, look[0].length))) ?? read(trim(part(said, look[0].length)), depth + 1));
  return command && QUESTIONS.includes(command.name) ? command : undefined;
}

const MAX_LEAD_INS = 3;

/** 「看3」 asks for the item. */
function readOnlyShown(said: Said): Command | undefined {
  const code = readOnlyItem(said);
  return code === undefined ? undefined : { name: 'show-task', code };
}
