import { type GridCell, joinLines } from './grid.ts';
import { type ColumnMeaning, columnMeaning } from './header-words.ts';
import { readText } from './readers/text.ts';

const MIN_LENGTH = 60;

/** Whether a text pasted into the chat is worth trying as an import: it holds cells under a header. Cheap for ordinary messages. */
export function looksLikePlanText(text: string): boolean {
  if (text.length < MIN_LENGTH || !text.includes('\t')) return false;
  return readText(text.slice(0, 20_000)).tables.some(({ rows }) => rows.some(looksLikeHeader));
}

/** It names the items and something about them; a list of people has labels, too (姓名, 电话). */
function looksLikeHeader(row: readonly GridCell[]): boolean {
  const meanings = row
    .map(({ lines }) => columnMeaning(joinLines(lines)))
    .filter((meaning) => meaning !== undefined && meaning !== 'other');
  return meanings.length >= 2 && meanings.some((meaning) => ITEMS.has(meaning));
}

const ITEMS = new Set<ColumnMeaning | undefined>(['hierarchy', 'adjustment', 'goal']);
