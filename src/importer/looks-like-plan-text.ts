import { joinLines } from './grid.ts';
import { columnMeaning } from './header-words.ts';
import { readText } from './readers/text.ts';

const MIN_LENGTH = 60;

/** Whether a text pasted into the chat is worth trying as an import: it holds cells under a header. Cheap for ordinary messages. */
export function looksLikePlanText(text: string): boolean {
  if (text.length < MIN_LENGTH || !text.includes('\t')) return false;
  const rows = readText(text.slice(0, 20_000)).tables.flatMap((table) => table.rows);
  return rows.some((row) => row.filter(({ lines }) => columnMeaning(joinLines(lines)) !== undefined).length >= 2);
}
