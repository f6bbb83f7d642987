import type { CommandOf } from './command.ts';
import { DEADLINE_WORDS, listDays } from './read-milestones.ts';
import { readItem, toNumber } from './numbers.ts';
import { isBlank, part, trim, withoutPoliteEnding, type Said } from './said.ts';

/** Several answers in one message, a line each or behind one another: all of them are understood, or none. */
export function readCorrections(said: Said): CommandOf<'correct-items'> | undefined {
  const starts = [...said.folded.matchAll(ITEM_BEGINS)].map(({ index }) => index);
  if (starts[0] !== 0 || starts.length < 2 || starts.length > MAX_ITEMS) return undefined;
  const items = starts.map((start, n) => readOne(part(said, start, starts[n + 1])));
  return items.every((item) => item !== undefined) ? { name: 'correct-items', items } : undefined;
}

const ITEM_BEGINS = /(?<=^|[ ,;.])第 ?(?:[^ ,;.项]|(?<=\d)\.(?=\d)){1,12} ?项/gu;
const MAX_ITEMS = 30;

function readOne(said: Said): CommandOf<'correct-item'> | undefined {
  const item = readItem(said);
  if (item === undefined) return undefined;
  const end = item.rest.folded.replace(/[ ,;.]+$/u, '').length;
  return readCorrection(item.code, part(item.rest, item.rest.folded.startsWith('的') ? 1 : 0, end), true);
}

/** What stands behind 「第3项」 when a reading is put right: 「截止 6-30」, 「责任部门 办公室、机关党委」, 「5分」. Never a question. */
export function readCorrection(code: string, rest: Said, asItem: boolean): CommandOf<'correct-item'> | undefined {
  if (/[?吗呢么谁哪]|什么/u.test(rest.folded)) return undefined;
  const said = withoutPoliteEnding(rest);
  // 「3 5分」 may be about anything.
  return (asItem ? readPoints(code, said) : undefined) ?? readDeadline(code, said) ?? readOwners(code, said);
}

function readPoints(code: string, { folded }: Said): CommandOf<'correct-item'> | undefined {
  if (/^(?:不计分|没有分值|无分值)$/u.test(folded)) return { name: 'correct-item', code, field: 'points', points: null };
  const points = /^(?:分值|分数)?(?:是|为|改为|改成|[:=])? ?(?:(\d{1,3}(?:\.\d{1,2})?)|([一二两三四五六七八九十]{1,3})) ?分$/u.exec(folded);
  if (points === null) return undefined;
  const [, digits, numeral = ''] = points;
  return { name: 'correct-item', code, field: 'points', points: digits === undefined ? toNumber(numeral) : Number(digits) };
}

function readDeadline(code: string, said: Said): CommandOf<'correct-item'> | undefined {
  const label = /^(?:截止(?:时间|日期|日)?|(?:完成)?时限|完成时间)(?:是|为|改为|改成)?/u.exec(said.folded);
  if (label === null) return undefined;
  const stated = trim(part(said, label[0].length));
  if (isBlank(stated)) return undefined;
  const days = listDays(stated.folded);
  if (days !== undefined) return { name: 'correct-item', code, field: 'deadlines', days, words: '' };
  return DEADLINE_WORDS.test(stated.folded) ? { name: 'correct-item', code, field: 'deadlines', days: [], words: stated.typed } : undefined;
}

function readOwners(code: string, said: Said): CommandOf<'correct-item'> | undefined {
  const label = /^(?:责任|负责|承办)(?:部门|单位|科室)(?:是|为|改为|改成)?/u.exec(said.folded);
  if (label === null) return undefined;
  const stated = trim(part(said, label[0].length)).typed;
  if (stated === '无') return { name: 'correct-item', code, field: 'departments', names: [] };
  const names = stated
    .split(/[\s,，、;；/]+/u)
    .filter((name) => name !== '')
    .map(readOwner);
  if (names.length === 0 || names.some(({ name }) => name === '' || name.length > MAX_NAME)) return undefined;
  return { name: 'correct-item', code, field: 'departments', names };
}

const MAX_NAME = 30;

function readOwner(written: string): { name: string; role?: 'lead' | 'support' } {
  const role = /^(.*?)(牵头|主责|配合|协办)$/u.exec(written);
  if (role === null) return { name: written };
  return { name: role[1]!, role: ['牵头', '主责'].includes(role[2]!) ? 'lead' : 'support' };
}
