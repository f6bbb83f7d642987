import { joinLines, type Matrix } from '../grid.ts';
import { partFields } from './fields.ts';
import { labelOf } from './header-cells.ts';
import { readInlineOwners } from './inline-owners.ts';
import { readItemCode } from './item-code.ts';

export function countEntries(body: Matrix, col: number): number {
  return new Set(body.map((row) => row[col]).filter((cell) => cell !== undefined && cell.lines.length > 0)).size;
}

/** Without a column for owners most items say themselves whose they are: （牵头单位：机关党委）. */
export function saysWhose(body: Matrix, text: number): boolean {
  const items = [...new Set(body.map((row) => row[text]))].flatMap((cell) => (cell && cell.lines.length > 0 ? [cell.lines] : []));
  const owned = items.filter((lines) => partFields(lines).fields.owners.length > 0 || readInlineOwners(joinLines(lines)).length > 0);
  return owned.length > 1 && owned.length * 2 >= items.length;
}

/** 条款 with nothing but 第一条, 第二条 is a column of codes. */
export function isNumbering(body: Matrix, col: number): boolean {
  const entries = body.map((row) => labelOf(row[col])).filter((text) => text !== '');
  return entries.length > 0 && entries.every((text) => /^(?:第?[一二三四五六七八九十百\d]+[条项款]?|[（(]\d+[)）])$/.test(text));
}

/** Numbered on from row to row, as items are and rules for one item are not. */
function isNumberedThrough(entries: readonly string[]): boolean {
  const codes = entries.flatMap((text) => readItemCode(text) ?? []);
  return codes.length > 1 && codes.length === entries.length && new Set(codes).size === codes.length;
}

/** 「考核标准」 may hold what is deducted when rather than what is to be done. */
export function isScoring(body: Matrix, col: number): boolean {
  const entries = [...new Set(body.map((row) => row[col]))].flatMap((cell) => (cell && cell.lines.length > 0 ? [cell.lines.join('')] : []));
  if (isNumberedThrough(entries)) return false;
  const scored = entries.filter((text) => /扣\s*[\d０-９]|不得分|[得计]\s*[\d０-９.]+\s*分|扣完/.test(text));
  return scored.length > 0 && scored.length * 2 >= entries.length;
}

/** 权重 in percent says how much of the whole, not how many points. */
export function isShare(body: Matrix, col: number): boolean {
  const entries = body.map((row) => labelOf(row[col])).filter((text) => text !== '');
  return entries.length > 0 && entries.every((text) => /[%％]$/.test(text));
}
