import type { Command } from './command.ts';
import { readItem, toNumber } from './numbers.ts';
import { isBlank, part, trim, withoutPoliteEnding, type Said } from './said.ts';

const NUMERAL = '[一二三四五六七八九十]{1,3}';
const DAY = new RegExp(
  `(?:(20\\d\\d) ?[-/.年] ?)?(?:(\\d{1,2}) ?[-/.月] ?(\\d{1,2})|(${NUMERAL})月(${NUMERAL}))(?!\\d|\\.\\d) ?[日号]?(?:之?前|止|截止)?`,
  'y',
);
const BETWEEN = /[ ,;和及.]*/y;
const MAX_DAYS = 24;
const MAX_TITLE = 20;

/** What follows 「时间节点」: nothing or an item (list), 删除, or dates, in front of them an item and a title. */
export function readMilestones(rest: Said): Command | undefined {
  if (isBlank(rest)) return { name: 'list-milestones' };
  const removal = /^(?:删除|删掉|去掉|取消)/.exec(rest.folded) ?? /(?:删除|删掉|去掉|取消)$/.exec(rest.folded);
  if (removal) {
    const end = removal.index + removal[0].length;
    return readDelete(trim(removal.index === 0 ? part(rest, end) : part(rest, 0, removal.index)));
  }
  const { code, said } = readScope(rest);
  if (code !== undefined && isBlank(said)) return { name: 'list-milestones', code };
  return readDays(said, code);
}

/** 「删除 年中」, 「删除 第11项」, 「删除 第11项 初稿」. */
export function readDelete(rest: Said): Command {
  const { code, said } = readScope(withoutPoliteEnding(rest));
  const title = said.typed.trim();
  if (title.length > MAX_TITLE || (code === undefined && title === '')) return { name: 'incomplete', of: 'delete-milestone' };
  return { name: 'delete-milestone', ...(code !== undefined && { code }), title };
}

/** The item in front, if one is named. 「6-30」 is a day here, never an item. */
function readScope(rest: Said): { code?: string; said: Said } {
  DAY.lastIndex = 0;
  if (DAY.test(rest.folded)) return { said: rest };
  const item = readItem(rest);
  return item === undefined ? { said: rest } : { code: item.code, said: item.rest };
}

function readDays(rest: Said, code: string | undefined): Command {
  const said = withoutPoliteEnding(rest);
  const at = firstDay(said.folded);
  const title = said.typed.slice(0, at).replace(/[\s:：,，=＝]+$/, '');
  const days = at === undefined ? undefined : listDays(said.folded.slice(at));
  if (days === undefined || title.length > MAX_TITLE) return { name: 'incomplete', of: 'set-milestones' };
  return { name: 'set-milestones', ...(code !== undefined && { code }), title, days };
}

/** The first day somebody names, as `7-10`, with what stands before and behind it. */
export function splitAtDay(said: Said): { before: string; day: string; after: Said } | undefined {
  const at = firstDay(said.folded);
  if (at === undefined) return undefined;
  DAY.lastIndex = at;
  const [all = '', ...parts] = DAY.exec(said.folded) ?? [];
  return { before: part(said, 0, at).typed.trim(), day: dayWords(parts), after: trim(part(said, at + all.length)) };
}

function firstDay(folded: string): number | undefined {
  // A title is short, so a day that starts later belongs to none.
  for (let at = 0; at <= MAX_TITLE + 5 && at < folded.length; at++) {
    DAY.lastIndex = at;
    if (DAY.test(folded)) return at;
  }
  return undefined;
}

/** Undefined when there is something else among them: two titles at once are two messages. */
export function listDays(folded: string): string[] | undefined {
  const days: string[] = [];
  for (let at = 0; at < folded.length;) {
    DAY.lastIndex = at;
    const match = DAY.exec(folded);
    if (!match || days.length === MAX_DAYS) return undefined;
    days.push(dayWords(match.slice(1)));
    BETWEEN.lastIndex = DAY.lastIndex;
    BETWEEN.exec(folded);
    at = BETWEEN.lastIndex;
  }
  return days;
}

/** What `DAY` found, as `6-30` or `2023-6-30`. */
function dayWords([year, month = '', date = '', monthNumeral = '', dateNumeral = '']: readonly (string | undefined)[]): string {
  const monthDay = month === '' ? `${toNumber(monthNumeral)}-${toNumber(dateNumeral)}` : `${Number(month)}-${Number(date)}`;
  return year === undefined ? monthDay : `${year}-${monthDay}`;
}
