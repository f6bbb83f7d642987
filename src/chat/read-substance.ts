import type { DetailField } from '../domain/evidence.ts';
import { freeText, isQuestion } from './arguments.ts';
import type { Command } from './command.ts';
import { readItem, readNumber, toNumber } from './numbers.ts';
import { isBlank, part, trim, withoutPoliteEnding, type Said } from './said.ts';

/** A 报送 and, where one is meant, the piece of it: 「B12-2」, 「B12 第2份」. */
export interface NamedPiece {
  number: number;
  piece?: number;
  rest: Said;
}

export function readPiece(said: Said): NamedPiece | undefined {
  const named = readNumber(said, 'B');
  if (named?.lettered !== true) return undefined;
  return { number: named.number, ...readPieceBehind(named.rest) };
}

/** 「-2」, 「第2份」, 「的第二张」 behind a number. */
export function readPieceBehind(rest: Said): Pick<NamedPiece, 'piece' | 'rest'> {
  const match = PIECE.exec(rest.folded);
  const written = match?.[1] ?? match?.[2];
  return match === null || written === undefined ? { rest } : { piece: toNumber(written), rest: trim(part(rest, match[0].length)) };
}

// 「-1分」 are points.
const PIECE = /^(?:- ?(\d{1,5})(?!\d|\.\d| ?分)|的? ?第 ?(\d{1,5}|[一二三四五六七八九十百]{1,5}) ?[份个张件])/;

/** What people call what a piece of evidence shows. */
const FIELDS: readonly (readonly [DetailField, RegExp])[] = [
  ['madeOn', /^(?:形成日期|形成时间|拍摄日期|拍摄时间|日期|时间)/],
  ['docNumber', /^(?:文件号|文号)/],
  ['place', /^(?:拍摄地点|活动地点|地点)/],
  ['sourceDepartment', /^(?:来源部门|来源|提供部门)/],
  ['kind', /^(?:材料类型|类型|种类|类别)/],
  ['title', /^(?:题名|标题|名称)/],
  ['caption', /^(?:图片说明|照片说明|说明)/],
  ['keptAt', /^(?:存放处|存放地点|存放位置|存放)/],
];

/** 「B12 日期 4-20」, 「B12-2 地点：二楼阅览室」; 无 takes back what was read wrongly. Undefined when nothing is said of what it shows. */
export function readDescribed({ number, piece, rest }: NamedPiece): Command | undefined {
  const said = rest.folded.startsWith('的') ? trim(part(rest, 1)) : rest;
  for (const [field, pattern] of FIELDS) {
    const match = pattern.exec(said.folded);
    if (match === null) continue;
    const behind = part(said, match[0].length);
    const about = { number, ...(piece !== undefined && { piece }) };
    if (isBlank(behind)) return { name: 'incomplete', of: 'describe', number };
    // 「B12 说明材料不全」 says nothing of a caption: what is said stands apart, or is a date.
    const joint = /^(?: ?(?:改成|改为|应为|应该是|是|为)[ :]?|[ :]|(?=\d))/.exec(behind.folded);
    if (joint === null || isQuestion(behind)) return undefined;
    const value = freeText(withoutPoliteEnding(trim(part(behind, joint[0].length))));
    return { name: 'describe', ...about, field, value: /^(?:无|没有|不详)$/.test(value) ? '' : value };
  }
  return undefined;
}

/** 「无误 B12」, 「B12 无误」. */
export function readConfirmDetails(rest: Said): Command | undefined {
  const named = readNumber(rest, 'B');
  if (named?.lettered === true && isBlank(named.rest)) return { name: 'confirm-details', number: named.number };
  return isBlank(rest) ? { name: 'incomplete', of: 'confirm-details' } : undefined;
}

/** 「也用于 B12 9」, 「B12-2 也用于 第9项 三季度」: one item at a time. */
export function readUseFor(rest: Said): Command | undefined {
  const named = readPiece(rest);
  const item = named && readItem(named.rest);
  if (named === undefined || item === undefined)
    return named !== undefined || isBlank(rest) ? { name: 'incomplete', of: 'use-for' } : undefined;
  if (isQuestion(item.rest)) return undefined;
  if (/^\d|^第|^和/.test(item.rest.folded)) return { name: 'incomplete', of: 'use-for' };
  const { number, piece } = named;
  return { name: 'use-for', number, ...(piece !== undefined && { piece }), code: item.code, words: freeText(item.rest) };
}
