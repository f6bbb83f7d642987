import type { DraftWarning, TaskDraft } from '../../domain/plan-draft.ts';
import { joinLines } from '../grid.ts';
import { chooseCodes } from './codes.ts';
import { partClosingBracket } from './closing-bracket.ts';
import { isDeadline, readDeadlines } from './deadlines.ts';
import { type Fields, partFields } from './fields.ts';
import { headingsOf } from './headings.ts';
import { readInlineOwners } from './inline-owners.ts';
import { readItemCode } from './item-code.ts';
import { pointsBeforeRules, readItemPoints } from './item-points.ts';
import { readOwners } from './owners.ts';
import { readQuotas } from './quota.ts';
import type { ItemRow, OwnerCell } from './item-row.ts';
import { linesNumberedAlike, splitItems } from './split-items.ts';

/** One item of a row; a row may hold several. */
interface Item {
  row: ItemRow;
  text: string;
  fields: Fields;
  /** Its number within the cell. */
  number: number | null;
  /** How many items the row holds, and which of them this is. */
  of: number;
  index: number;
  /** The number before the first of several items: 3 of 「（3）做好以下工作：1.…」. */
  before: string | undefined;
}

/** Item rows → tasks, with what an admin should look at. An item without a number is called by its position. */
export function readTasks(rows: readonly ItemRow[], year: number | null): { tasks: TaskDraft[]; warnings: DraftWarning[] } {
  const items = rows.flatMap(itemsOf);
  const headings = items.map(({ row }) => headingsOf(row));
  const { codes, warnings } = chooseCodes(
    items.map((item, index) => ({
      category: headings[index]!.category.name,
      section: headings[index]!.section.name,
      columnCode: columnCode(item),
      group: item.row.codeGroup,
      textCode: item.number === null ? readItemCode(item.text) : String(item.number),
    })),
  );
  const tasks = items.map((item, index): TaskDraft => {
    const { row, text, fields } = item;
    const { category, section, owners } = headings[index]!;
    const code = codes[index]!;
    const chosen = chooseOwners(item, [...row.headingOwners, ...owners]);
    if (chosen.differs) warnings.push(ownerDiffers(code, row.at, chosen.cell));
    return {
      code,
      category: category.name,
      section: section.name,
      text,
      points:
        readItemPoints(pointsOf(item), text) ?? (item.of === 1 ? pointsBeforeRules(row.scoring) : null) ?? section.each ?? category.each,
      departments: chosen.departments,
      deadlines: deadlinesOf(item, year),
      quotas: readQuotas([text, row.evidence, fields.evidence].filter((part) => part !== '').join('\n')),
      source: [...row.source, ...fields.source],
      at: row.at,
      corrections: [],
    };
  });
  return { tasks, warnings };
}

function itemsOf(row: ItemRow): Item[] {
  const pieces = splitItems(row.lines);
  const first = pieces[0]!;
  const before = first.number === null ? undefined : readItemCode(row.lines[row.lines.indexOf(first.lines[0]!) - 1] ?? '');
  return pieces.map(({ lines, number }, index) => {
    const { lines: own, fields } = partFields(lines);
    return { row, text: joinLines(own.length > 0 ? own : lines), fields, number, of: pieces.length, index, before };
  });
}

/** 一 in a codes' column is 1: people say 第1项. */
function columnCode({ row: { code }, before }: Item): string {
  const bare = code.replace(/[\s*＊※]+/g, '').replace(/^第|[项条]$/g, '');
  return readItemCode(code) ?? readItemCode(bare) ?? (bare === '' ? (before ?? '') : plainNumber(bare));
}

function plainNumber(code: string): string {
  if (/^[\d０-９]+(?:\.0)?$/.test(code)) return String(Number(code.normalize('NFKC')));
  const numeral = '一二三四五六七八九十'.indexOf(code) + 1;
  return numeral > 0 ? String(numeral) : code;
}

/** Several items in a row have their own points only where the cell lists as many. */
function pointsOf({ row: { points }, fields, of, index }: Item): string {
  if (fields.points !== '') return fields.points;
  if (of === 1) return points.join('');
  return points.length === of ? points[index]! : '';
}

/** What the item says of itself is nearer than the period it stands under: 三月, 动员阶段（3月底前）. */
function deadlinesOf(item: Item, year: number | null): TaskDraft['deadlines'] {
  const { row, text, fields } = item;
  const said = piecesFor(row.deadline, item).join('') || fields.deadline || closingDeadline(text) || openingDeadline(text);
  const own = readDeadlines(said, text, year);
  if (own.length > 0) return own;
  const above = row.period || partClosingBracket(row.section).deadline || partClosingBracket(row.category).deadline;
  return readDeadlines(above, '', year);
}

/** 3月5日：学雷锋志愿服务 */
function openingDeadline(text: string): string {
  const opening = /^(?:\s*[（(]?\d{1,2}[)）.、．])?\s*([^:：，。；、]{2,10})[:：]/.exec(text)?.[1] ?? '';
  return isDeadline(opening) ? opening : '';
}

/** A bracket at the end may name a day, alone or beside owners. */
function closingDeadline(text: string): string {
  const { words, deadline } = partClosingBracket(text);
  const isAlone = !/[)）】]$/.test(words);
  return isAlone || readInlineOwners(words).length > 0 ? deadline : '';
}

interface ChosenOwners {
  departments: TaskDraft['departments'];
  /** What the item says itself is not what the shared cell says. */
  differs: boolean;
  /** The cell's words. */
  cell: string;
}

/** An owner the item names itself wins over a cell several items share; a heading's owners are those of items that name none. */
function chooseOwners(item: Item, ofHeading: readonly OwnerCell[]): ChosenOwners {
  const { row, text, fields, of } = item;
  const inner = readOwners(fields.owners.length > 0 ? fields.owners : readInlineOwners(text));
  const cell = readOwners(ownCells(item));
  const isShared = of > 1 || row.sharesOwners;
  const own = inner.length > 0 && (isShared || cell.length === 0) ? inner : cell;
  const words = row.owners.flatMap(({ lines }) => lines).join(' ');
  const differs = isShared && inner.length > 0 && cell.length > 0 && namesOf(inner) !== namesOf(cell);
  if (own.length === 0) return { departments: readOwners(ofHeading), differs, cell: words };
  const lead = ofHeading.filter(({ role }) => role === 'lead');
  const isLed = lead.length === 0 || own.some(({ name, role }) => role === 'lead' && isSaid(row, name));
  return {
    departments: isLed ? own : readOwners([...lead, ...own.map(({ name }) => ({ lines: [name], role: 'support' as const }))]),
    differs,
    cell: words,
  };
}

/** Whether the cell itself calls this department the leading one. */
function isSaid({ owners }: ItemRow, name: string): boolean {
  return owners.some(({ lines, role }) => lines.join('').includes(name) && (role === 'lead' || /牵头|主责/.test(lines.join(''))));
}

/** A cell that numbers its lines as the items are numbered names each item's owners. */
function ownCells(item: Item): OwnerCell[] {
  return item.row.owners.map((cell) => ({ ...cell, lines: piecesFor(cell.lines, item) }));
}

function piecesFor(lines: string[], { of, index, number }: Item): string[] {
  if (of === 1) return lines;
  const line = linesNumberedAlike(lines, number! - index, of)?.[index];
  if (line !== undefined) return [line];
  const pieces = splitItems(lines);
  return pieces.length === of ? pieces[index]!.lines : lines;
}

function namesOf(owners: TaskDraft['departments']): string {
  return owners.map(({ name }) => name).join('、');
}

function ownerDiffers(code: string, at: string, cell: string): DraftWarning {
  return {
    code: 'owner-differs',
    message: `第${code}项自己写的责任部门与责任部门栏「${cell.slice(0, 40)}」不同，按该项自己写的`,
    at: `${at}「${cell.slice(0, 40)}」`,
  };
}
