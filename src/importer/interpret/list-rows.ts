import type { GridDocument } from '../grid.ts';
import { toAsciiDigits } from './digits.ts';
import { partFields } from './fields.ts';
import { readHeading } from './heading.ts';
import { isPeriod } from './heading-level.ts';
import { readInlineOwners } from './inline-owners.ts';
import { departmentHeading } from './department-heading.ts';
import { looksLikeDepartment } from './looks-like-department.ts';
import { ADJUSTING } from './adjustments.ts';
import type { ItemRow, OwnerCell } from './item-row.ts';

/** A numbered paragraph with what stands under it. */
interface Entry {
  level: number;
  at: number;
  lines: string[];
  children: Entry[];
}

/** How paragraphs are numbered, from the widest: 一、 （一） 任务一： 1. （1） ①; or marked: 【…】 over ●. */
const LEVELS = [
  /^(?:[一二三四五六七八九十]+\s*[、.．]|第\s*[一二三四五六七八九十]+\s*(?:部分|章|方面)|【(?!20\d\d年)[^】]{2,20}】\s*$)/,
  /^[（(]\s*[一二三四五六七八九十]+\s*[)）]/,
  /^任务\s*(?:[一二三四五六七八九十]+|\d{1,3})\s*[:：、.．]/,
  /^\d{1,3}\s*[.．、](?!\d)|^\d{1,2}(?:\.\d{1,2})+(?=[\s一-鿿])/,
  /^[（(]?\s*\d{1,3}\s*[)）]/,
  /^[①-⑳]/,
  /^[●○■□◆◇▪•·➢✓]/,
];

/** What a plan says around its tasks: nobody takes these for tasks left out. */
const PROSE = /^(?:指导思想|.{0,2}(?:目标|目的|意义)|.{0,2}(?:要求|原则|思路)|.{0,2}保障(?:措施)?)$/;

/**
 * A list without any table: its numbered paragraphs are headings and items. Undefined unless at least two items say whose they are,
 * because many papers are numbered that are no list of tasks. `left` are headings whose paragraphs were not taken for tasks.
 */
export function listRowsOfText({ tables, after }: GridDocument): { rows: ItemRow[]; left: string[] } | undefined {
  const paragraphs = [...tables.flatMap(({ before }) => before), ...after];
  const roots = entriesOf(paragraphs);
  const isByDepartment = roots.length > 0 && roots.every(({ lines, children }) => children.length > 0 && departmentOf(lines).length > 0);
  const rows =
    roots.length > 0
      ? roots.flatMap((root) => rowsOf(root, { category: '', section: '', owners: isByDepartment ? departmentOf(root.lines) : [] }, roots))
      : loose(paragraphs);
  const items = rows.filter(({ adjusts }) => adjusts === '');
  const owned = new Set(items.filter(isOwned).map(({ category }) => category));
  const kept = rows.filter(({ category, adjusts }) => adjusts !== '' || owned.has(category));
  const tasks = kept.filter(({ adjusts }) => adjusts === '');
  if (tasks.filter(isOwned).length < Math.max(2, tasks.length / 2)) return undefined;
  const left = [...new Set(items.map(({ category }) => category))].filter(
    (category) => category !== '' && !owned.has(category) && !PROSE.test(readHeading(category).name),
  );
  return { rows: kept.map((row, index) => ({ ...row, codeGroup: index })), left };
}

function departmentOf([title = '']: readonly string[]): OwnerCell[] {
  return [departmentHeading(title)].filter((owner) => owner !== undefined);
}

/** 办公室： over what it is to do. Whom a letter is for (各科室：) is no heading. */
function isDepartmentLine(line: string): boolean {
  return /^\s*[一-鿿]{2,16}\s*[:：]\s*$/.test(line) && !/各/.test(line) && looksLikeDepartment(line.replace(/[\s:：]/g, ''));
}

function levelOf(line: string): number {
  if (isPeriod(line)) return 0;
  if (isDepartmentLine(line)) return 1;
  return LEVELS.findIndex((pattern) => pattern.test(toAsciiDigits(line)));
}

/** What ends a list is no more of its last item: whom to ask, sums, copies, the day of the letter. */
const CLOSING =
  /^\s*(?:联系(?:人|方式|电话)|(?:如)?有.{0,8}请.{0,4}联系|抄[送报]|[合总共]计|总分|注\s*[:：]|20\d\d年\d{1,2}月\d{1,2}日\s*$)/;

function entriesOf(paragraphs: readonly string[]): Entry[] {
  const roots: Entry[] = [];
  const open: Entry[] = [];
  let isClosed = false;
  paragraphs.forEach((line, index) => {
    const level = levelOf(line);
    isClosed = level < 0 && (isClosed || CLOSING.test(toAsciiDigits(line)));
    if (level < 0) {
      if (!isClosed) open.at(-1)?.lines.push(line);
      return;
    }
    while ((open.at(-1)?.level ?? -1) >= level) open.pop();
    const entry: Entry = { level, at: index + 1, lines: [line], children: [] };
    (open.at(-1)?.children ?? roots).push(entry);
    open.push(entry);
  });
  return roots;
}

interface Above {
  category: string;
  section: string;
  owners: OwnerCell[];
}

/** What is numbered below 1. are parts of it, unless they are items: those of one paragraph or of another beside it name owners each. */
function isItem(entry: Entry, siblings: readonly Entry[]): boolean {
  const owned = ({ children }: Entry) => children.filter((child) => ownersOf(child).length > 0).length;
  if (entry.children.length === 0) return true;
  return entry.level >= 2 && (owned(entry) === 0 || !siblings.some((sibling) => owned(sibling) > 1));
}

function rowsOf(entry: Entry, above: Above, siblings: readonly Entry[]): ItemRow[] {
  if (isItem(entry, siblings)) return [itemRow(entry.at, allLines(entry), above)];
  const { owners } = partFields(entry.lines).fields;
  const [title = ''] = entry.lines;
  const isWidest = above.category === '';
  const below: Above = {
    category: isWidest ? title : above.category,
    section: isWidest ? '' : title,
    owners: [...above.owners, ...(isDepartmentLine(title) ? departmentOf([title]) : []), ...owners, ...trailingOwners(entry)],
  };
  return entry.children.flatMap((child) => rowsOf(child, below, entry.children));
}

/** 责任单位 below the last of several paragraphs is that of all when no other names one. */
function trailingOwners({ children }: Entry): OwnerCell[] {
  const [last, ...others] = children.toReversed();
  if (last === undefined || others.length === 0 || others.some((child) => ownersOf(child).length > 0)) return [];
  return partFields(allLines(last).slice(1)).fields.owners;
}

function allLines({ lines, children }: Entry): string[] {
  return [...lines, ...children.flatMap(allLines)];
}

function ownersOf(entry: Entry): OwnerCell[] {
  const lines = allLines(entry);
  const { owners } = partFields(lines).fields;
  return owners.length > 0 ? owners : readInlineOwners(lines.join(''));
}

/** Without numbers each paragraph that says whose it is counts. */
function loose(paragraphs: readonly string[]): ItemRow[] {
  return paragraphs
    .map((line, index) => itemRow(index + 1, [line], { category: '', section: '', owners: [] }))
    .filter((row) => isOwned(row) && row.lines[0]!.length > 10);
}

function isOwned({ lines, headingOwners }: ItemRow): boolean {
  return headingOwners.length > 0 || partFields(lines).fields.owners.length > 0 || readInlineOwners(lines.join('')).length > 0;
}

function itemRow(at: number, lines: string[], { category, section, owners }: Above): ItemRow {
  const period = [section, category].find(isPeriod) ?? '';
  return {
    at: `第${at}段`,
    category,
    section,
    lines,
    code: '',
    codeGroup: 0,
    points: [],
    deadline: [],
    period,
    evidence: '',
    scoring: '',
    cap: '',
    owners: [],
    sharesOwners: false,
    headingOwners: owners,
    adjusts: ADJUSTING.test(category) ? category : '',
    source: [],
  };
}
