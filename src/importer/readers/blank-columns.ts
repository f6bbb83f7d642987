import { columnMeaning } from '../header-words.ts';

/** What parts cells: blanks wide enough to be seen as a gap, else any blanks. */
const GAPS = [/\s{2,}|\u3000/, /\s+/];

/**
 * A table typed with blanks between its columns has tabs instead. Only where the first line names every column and each line below it,
 * up to an empty one, has as many cells: where one is left out nobody can tell which.
 */
export function tabsForBlanks(text: string): string {
  if (text.includes('\t')) return text;
  const lines = text.split(/\r\n?|\n/);
  for (const gap of GAPS) {
    const header = lines.findIndex((line) => isHeader(line.trim().split(gap)));
    const end = lines.findIndex((line, index) => index > header && line.trim() === '');
    const table = header < 0 ? [] : lines.slice(header, end < 0 ? undefined : end).map((line) => line.trim().split(gap));
    if (table.length > 1 && table.every(({ length }) => length === table[0]!.length)) {
      return lines.toSpliced(header, table.length, ...table.map((cells) => cells.join('\t'))).join('\n');
    }
  }
  return text;
}

function isHeader(cells: readonly string[]): boolean {
  return cells.length > 2 && cells.every((cell) => columnMeaning(cell) !== undefined);
}
