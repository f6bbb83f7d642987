import { type GridDocument, joinLines } from '../grid.ts';
import { columnMeaning } from '../header-words.ts';
import { type StreamCell, tablesOf } from './cell-stream.ts';
import { tabsForBlanks } from './blank-columns.ts';
import { readSeparatedText } from './separated-text.ts';

/** Reads text: a table with a row in each line, a table copied out of Word, or paragraphs only. */
export function readText(text: string): GridDocument {
  return readSeparatedText(tabsForBlanks(tabsForBars(text))) ?? readWordText(text);
}

/**
 * A table copied out of Word as text: each cell begins with a tab at the start of a line, rows are parted by an empty line,
 * merged cells are empty. Word's bookmark marks are dropped.
 */
function readWordText(text: string): GridDocument {
  const cells: StreamCell[] = [];
  let cell: StreamCell = { lines: [], rest: [], mayEnd: true }; // what stands above the first cell
  for (const raw of text.replace(/\r\n?/g, '\n').replace(BOOKMARKS, '').split('\n')) {
    if (raw.startsWith('\t')) {
      cells.push(cell);
      cell = { lines: [], rest: [], mayEnd: false };
    }
    const line = raw.trim();
    if (line !== '') (cell.mayEnd ? cell.rest : cell.lines).push(line);
    else if (!raw.startsWith('\t')) cell.mayEnd = true;
  }
  cells.push({ ...cell, mayEnd: true });
  const [first, ...others] = cells;
  // A message that is nothing but the table comes without its first tab: chats trim what people paste.
  if (columnMeaning(joinLines(first!.rest)) !== undefined) return tablesOf([{ lines: first!.rest, rest: [], mayEnd: false }, ...others]);
  return tablesOf(cells);
}

/** A table drawn with bars (Markdown) has tabs instead; the rule under its header goes. */
function tabsForBars(text: string): string {
  const lines = text.split(/\r\n?|\n/);
  if (!lines.some((line) => RULE.test(line))) return text;
  const row = (line: string) => /^\s*\|(.*)\|\s*$/.exec(line)?.[1];
  return lines.flatMap((line) => (RULE.test(line) ? [] : [row(line)?.replaceAll('|', '\t') ?? line])).join('\n');
}

const RULE = /^\s*\|(?:\s*:?-{2,}:?\s*\|){2,}\s*$/;
const BOOKMARKS = /\[bookmark: [^\]\n]{0,80}\]/g;
