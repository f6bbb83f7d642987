import type { MilestoneWords } from '../domain/name-milestones.ts';
import type { Command, LikeItem } from './command.ts';
import { readItem, toNumber } from './numbers.ts';
import { hear, isBlank, join, part, trim, withoutPoliteEnding, type Said } from './said.ts';

const NUMERAL = '[一二三四五六七八九十]{1,3}';
const YEAR = '(?:(20\\d\\d) ?[-/.年] ?)?';
/** 「6月 6-28」 is the 28th under the title 6月. */
const DAY = new RegExp(
  `${YEAR}(?:(\\d{1,2}) ?[-/.] ?(\\d{1,2})|(\\d{1,2}) ?月(?! \\d{1,2} ?[-/.月] ?\\d) ?(\\d{1,2})|(${NUMERAL})月(${NUMERAL}))(?!\\d|\\.\\d| ?项(?!目)) ?[日号]?(?:之?前|止|截止)?`,
  'y',
);
const END = `${YEAR}(\\d{1,2}) ?[-/.月] ?(\\d{1,2})(?!\\d) ?[日号]?`;
/** 6-1到6-30, 6月1日至30日. */
const SPAN = new RegExp(
  `${YEAR}(?:(\\d{1,2}) ?[-/.月] ?(\\d{1,2})(?!\\d) ?[日号]?起? ?(?:-{1,2}|~|至|到) ?${END}|(\\d{1,2})月(\\d{1,2})[日号]? ?(?:-{1,2}|~|至|到) ?(\\d{1,2})(?![\\d月./-])[日号]?)(?:之?前|止|截止)?`,
  'y',
);
const BETWEEN = /[ ,;和及.]*/y;
const MAX_TITLE = 20;
const MAX_STAGES = 24;

/** As a table words a deadline: 每季度末, 12月底, 上半年, 第三季度. */
export const DEADLINE_WORDS =
  /^(?:每|无(?:期限)?$|没有(?:期限)?$|不定$|不限$|长期|全年|常态化|持续|[上下]?半年|年[底末内]|第?[一二三四1-4] ?季度|季度?末|(?:20\d\d ?年|次年)? ?(?:\d{1,2}|[一二三四五六七八九十]{1,2}) ?月).{0,30}$/u;

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
  const item = code === undefined ? {} : { code };
  const asked = withoutPoliteEnding(said);
  const stages = readStages(asked);
  const titles = stages?.map(({ title }) => title) ?? [withNumber(asked.typed)];
  if (titles.some((title) => ANOTHER_ITEM.test(hear(title).folded))) {
    return { name: 'incomplete', of: 'set-milestones', several: true };
  }
  const likeItem = code === undefined ? readLikeItem(asked) : undefined;
  if (stages !== undefined) return { name: 'set-milestones', ...item, stages, ...(likeItem !== undefined && { likeItem }) };
  if (likeItem?.stages !== undefined) return { name: 'set-milestones', code: likeItem.code, stages: likeItem.stages };
  const isName = asked.typed.length <= MAX_TITLE && !/[\d,;]/.test(asked.folded);
  return isName ? { name: 'list-milestones', ...item, words: asked.typed.trim() } : { name: 'incomplete', of: 'set-milestones' };
}

/** 「删除 年中」, 「删除 第11项」, 「删除 第11项 初稿」. */
export function readDelete(rest: Said): Command {
  const { code, said } = readScope(withoutPoliteEnding(rest));
  const title = withNumber(said.typed.trim());
  if (title.length > MAX_TITLE * MAX_STAGES || (code === undefined && title === '')) return { name: 'incomplete', of: 'delete-milestone' };
  return { name: 'delete-milestone', ...(code !== undefined && { code }), title };
}

/** The item, if one is named: in front, or as 第12项 behind the department. 「6-30」 is a day here, never an item. */
function readScope(rest: Said): { code?: string; said: Said } {
  DAY.lastIndex = 0;
  const item = DAY.test(rest.folded) ? undefined : readItem(rest);
  if (item !== undefined) return { code: item.code, said: item.rest };
  const at = MARKED_ITEM.exec(rest.folded)?.index;
  const behind = at === undefined ? undefined : readItem(part(rest, at));
  return behind === undefined ? { said: rest } : { code: behind.code, said: trim(join(part(rest, 0, at), behind.rest)) };
}

const MARKED_ITEM = /第 ?[\dⅠ-Ⅻ①-⑳一二三四五六七八九十百.-]{1,12} ?项(?!目)|(?<=^|[ ,])\d{1,3} ?项(?!目)/u;
/** In a title: 第5项, or a number by itself. */
const ANOTHER_ITEM = new RegExp(`${MARKED_ITEM.source}|(?<=^|[ ,])\\d{1,3}(?=$|[ ,])`, 'u');

/**
 * 3.5 in front may be an item as well as a day: it is one where there is such an item and what follows says when, and says it otherwise.
 * Without that nobody can tell.
 */
function readLikeItem(said: Said): LikeItem | undefined {
  const code = /^\d{1,2}\.\d{1,2}(?= |$)/.exec(said.folded)?.[0];
  if (code === undefined) return undefined;
  const rest = trim(part(said, code.length));
  const isOtherwise = !/\d\.\d|^[到至~前止号日-]/.test(rest.folded);
  const stages = isOtherwise ? readStages(rest) : undefined;
  return stages === undefined ? { code } : { code, stages };
}

/** 阶段 1 is 阶段1, and no item. */
function withNumber(title: string): string {
  return title.replace(
    /(?<!第[\d一二三四五六七八九十]{1,3})(阶段|环节|步|步骤|[批轮期次稿版])\s+(?=[\d０-９]{1,3}(?:$|[\s:：,，、]))/gu,
    '$1',
  );
}

type Piece = { title: string } | { days: string[] };

/** 年中 6-30; 初稿 6-10 定稿 6-25; 6月10日前初稿，6月25日前定稿; 简报 每月25日. Undefined where there is no date, or titles and dates are not in pairs. */
function readStages(said: Said): MilestoneWords[] | undefined {
  const pieces = readPieces(said);
  if (pieces.every((piece) => 'title' in piece)) return readWords(said);
  const titles = pieces.flatMap((piece) => ('title' in piece ? [piece.title] : []));
  const dates = pieces.flatMap((piece) => ('days' in piece ? [piece.days] : []));
  const isPaired = titles.length === dates.length && titles.every((title) => title.length <= MAX_TITLE);
  if (titles.length === 0) return dates.map((days) => ({ title: '', days }));
  return isPaired && dates.length <= MAX_STAGES ? titles.map((title, index) => ({ title, days: dates[index]! })) : undefined;
}

/** Titles and the days between them, in turn. */
function readPieces({ typed, folded }: Said): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  const closeTitle = (to: number): void => {
    const title = withNumber(typed.slice(from, to).replace(/^[\s:：,，、;；=＝和及.。]+|[\s:：,，、;；=＝和及.。]+$/gu, ''));
    if (title !== '') pieces.push({ title });
  };
  for (let at = 0; at < folded.length;) {
    const found = readDayAt(folded, at);
    if (found === undefined) at += 1;
    else {
      closeTitle(at);
      const last = pieces.at(-1);
      if (last !== undefined && 'days' in last) last.days.push(found.day);
      else pieces.push({ days: [found.day] });
      at = from = found.end;
    }
  }
  closeTitle(folded.length);
  return pieces;
}

/** A day, or a span as `6-1/6-30`. One in brackets or before 「=」 is part of a title: 9月（9月30日）, 3月31日=4-2. */
function readDayAt(folded: string, at: number): { day: string; end: number } | undefined {
  if (/[\d(月]/.test(folded[at - 1] ?? '')) return undefined;
  SPAN.lastIndex = at;
  const span = SPAN.exec(folded);
  if (span !== null) {
    const [, year, month, date, toYear, toMonth, toDate, inMonth, first, last] = span;
    const from = dayWords([year, month ?? inMonth, date ?? first]);
    const to = dayWords([toYear ?? year, toMonth ?? inMonth, toDate ?? last]);
    return { day: `${from}/${to}`, end: SPAN.lastIndex };
  }
  DAY.lastIndex = at;
  const found = DAY.exec(folded);
  if (found === null || /^ ?=/.test(folded.slice(DAY.lastIndex))) return undefined;
  return { day: dayWords(partsOf(found)), end: DAY.lastIndex };
}

/** Words in place of a day, behind a title or alone. */
function readWords(said: Said): MilestoneWords[] | undefined {
  for (const { index } of said.folded.matchAll(/(?<=^| )(?=[^ ])/gu)) {
    const words = part(said, index);
    if (index > MAX_TITLE || !DEADLINE_WORDS.test(words.folded)) continue;
    const isShort = /^(?:半年|季)/u.test(words.folded);
    return [{ title: withNumber(part(said, 0, index).typed.trim()), days: [], words: (isShort ? '每' : '') + words.typed.trim() }];
  }
  return undefined;
}

/** The first day somebody names, as `7-10`, with what stands before and behind it. */
export function splitAtDay(said: Said): { before: string; day: string; after: Said } | undefined {
  const at = firstDay(said.folded);
  if (at === undefined) return undefined;
  DAY.lastIndex = at;
  const found = DAY.exec(said.folded)!;
  return { before: part(said, 0, at).typed.trim(), day: dayWords(partsOf(found)), after: trim(part(said, at + found[0].length)) };
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
    if (!match || days.length === MAX_STAGES) return undefined;
    days.push(dayWords(partsOf(match)));
    BETWEEN.lastIndex = DAY.lastIndex;
    BETWEEN.exec(folded);
    at = BETWEEN.lastIndex;
  }
  return days;
}

/** Year, month and day of what `DAY` found. */
function partsOf([, year, ...found]: RegExpExecArray): (string | undefined)[] {
  return [year, ...found.filter((one) => one !== undefined)];
}

/** As `6-30` or `2023-6-30`. */
function dayWords([year, month = '', date = '']: readonly (string | undefined)[]): string {
  const monthDay = `${toNumber(month)}-${toNumber(date)}`;
  return year === undefined ? monthDay : `${year}-${monthDay}`;
}
