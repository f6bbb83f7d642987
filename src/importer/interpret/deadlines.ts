import type { DeadlineDraft } from '../../domain/plan-draft.ts';
import { STAGES } from '../../domain/stated-milestones.ts';
import { READINGS } from './deadline-words.ts';
import { toAsciiDigits } from './digits.ts';

/**
 * Deadlines as the table words them, in their order: from the column for them, else those the text states plainly (6月30日前).
 * Days without a year are of the plan's year; without one they stay undated. A column entry nobody can read is `unknown`.
 * Days of a rhythm (每月28日前) are as worded: which of them are working days is not asked here.
 */
export function readDeadlines(column: string, text: string, year: number | null): DeadlineDraft[] {
  // Words may be spread over the width of their cell with blanks.
  const inColumn = [column, column.replace(/\s+/g, '')].map((words) => scan(words, year, true)).find(({ length }) => length > 0);
  if (inColumn !== undefined) return rhythmWithinRange(inColumn.filter(saysMore));
  if (/[^\s\-—–─/无]/.test(column)) return [{ raw: column, type: 'unknown', dates: [] }];
  return scan(text, year, false);
}

/** Nothing but a deadline: 长期坚持, 7月底前完成. A year alone says what something is of. */
export function isDeadline(clause: string): boolean {
  if (/^\s*20\d\d\s*年\s*$/.test(clause)) return false;
  const read = readDeadlines(clause, '', null).filter(({ type }) => type !== 'unknown');
  return read.length > 0 && read.reduce((rest, { raw }) => rest.replace(raw, ''), clause).replace(BESIDE, '') === '';
}

/** 立即整改、长期坚持; 半年一次（6月、12月）: the same twice. */
function saysMore({ type, dates }: DeadlineDraft, index: number, all: readonly DeadlineDraft[]): boolean {
  const before = all.slice(0, index);
  if (dates.length === 0) return type !== 'continuous' || !before.some((one) => one.type === type);
  return !dates.every((date) => before.some((one) => one.type !== 'range' && one.dates.includes(date)));
}

/** 6月—9月，每月1次: the one says which months the other is about. */
function rhythmWithinRange(found: DeadlineDraft[]): DeadlineDraft[] {
  const [range, rhythm, ...others] = found.toSorted((a, b) => Number(b.type === 'range') - Number(a.type === 'range'));
  if (range?.type !== 'range' || rhythm === undefined || others.length > 0 || !RHYTHMS.has(rhythm.type)) return found;
  const [from, to] = range.dates;
  const dates = rhythm.dates.filter((date) => from !== undefined && to !== undefined && date >= from && date <= to);
  return dates.length > 0 ? [{ raw: found.map(({ raw }) => raw).join('，'), type: rhythm.type, dates }] : found;
}

const RHYTHMS: ReadonlySet<DeadlineDraft['type']> = new Set(['monthly', 'quarterly', 'half-yearly']);

/** Words beside a day that change nothing about it. */
const BESIDE = /(?:全面|基本)?(?:完成|报送|落实|实施|开展|启动|坚持|推进)|[\s。]/g;

/** What takes a place first keeps it: 每月28日前 is not 28日前 of one month. */
function scan(text: string, year: number | null, isColumn: boolean): DeadlineDraft[] {
  let open = toAsciiDigits(text);
  const found: { at: number; deadline: DeadlineDraft }[] = [];
  for (const { type, pattern, onlyInColumn, dates } of READINGS) {
    if (onlyInColumn && !isColumn) continue;
    open = open.replace(pattern, (match: string, ...rest: unknown[]) => {
      const groups = (typeof rest.at(-1) === 'object' ? rest.pop() : {}) as Record<string, string | undefined>;
      const at = rest.at(-2) as number;
      const named = groups['year'] === undefined ? null : Number(groups['year']);
      // Running text also tells of years gone by.
      if (!isColumn && named !== null && year !== null && named < year) return match;
      const known = named ?? year;
      const days = known === null ? [] : (dates?.(groups, known) ?? []).filter((date) => date !== '');
      found.push({ at, deadline: { raw: text.slice(at, at + match.length).trim(), type, dates: days } });
      return '。'.repeat(match.length);
    });
  }
  found.sort((a, b) => a.at - b.at);
  if (!isColumn) return found.map(({ deadline }) => deadline);
  return found.map(({ at, deadline }, index) => {
    const before = found[index - 1];
    const ahead = text.slice(before === undefined ? 0 : before.at + before.deadline.raw.length, at);
    return { ...deadline, raw: `${STAGE_AHEAD.exec(ahead)?.[0] ?? ''}${deadline.raw}` };
  });
}

/** 初稿6月10日，定稿6月25日: what is due stands before its day. */
const STAGE_AHEAD = new RegExp(`(?:${STAGES.source})[:：]?$`, 'u');
