import { type GridCell, type GridDocument, type GridTable, toMatrix } from '../grid.ts';
import { columnMeaning } from '../header-words.ts';
import { isEmpty } from './cells.ts';
import { labelOf } from './header-cells.ts';

/** One item as a form: each label stands before its value. */
type Card = Map<string, GridCell>;

/** A 任务书 with a form for each item (任务名称 | … | 责任部门 | …) as one table with a header, a row for each form. Other documents stay. */
export function foldCards(document: GridDocument): GridDocument {
  const cards = document.tables.map(cardsOf);
  const first = cards.findIndex((found) => found.length > 0);
  if (first < 0) return document;
  const isCard = (index: number) => cards[index]!.length > 0;
  const between = document.tables.flatMap(({ before }, index) => (index > first && isCard(index) ? before : []));
  const folded = { before: document.tables[first]!.before, rows: rowsOf(cards.flat()) };
  return {
    tables: document.tables.flatMap((table, index) => (index === first ? [folded] : isCard(index) ? [] : [table])),
    after: [...between, ...document.after],
  };
}

/** A table may hold several forms, one below the other: the first label begins the next. */
function cardsOf(table: GridTable): Card[] {
  const pairs = toMatrix(table).flatMap((row) => {
    const cells = [...new Set(row)].filter((cell) => cell !== undefined);
    // A title across the form.
    if (cells.length === 1) return [];
    return cells.flatMap((label, index) => (index % 2 === 0 ? [{ label, value: cells[index + 1] }] : []));
  });
  const meanings = new Set(pairs.flatMap(({ label }) => columnMeaning(labelOf(label)) ?? []));
  const isForm =
    pairs.length > 2 &&
    pairs.every(({ label, value }) => !isEmpty(label) && value !== undefined && columnMeaning(labelOf(value)) === undefined) &&
    pairs.filter(({ label }) => columnMeaning(labelOf(label)) !== undefined).length * 3 >= pairs.length * 2 &&
    meanings.has('hierarchy') &&
    OWNERS.some((meaning) => meanings.has(meaning));
  if (!isForm) return [];
  const first = labelOf(pairs[0]!.label);
  return pairs.reduce<Card[]>((found, { label, value }) => {
    if (labelOf(label) === first) found.push(new Map());
    found.at(-1)!.set(labelOf(label), value!);
    return found;
  }, []);
}

const OWNERS = ['departments', 'lead'] as const;

function rowsOf(cards: readonly Card[]): GridCell[][] {
  const labels = [...new Set(cards.flatMap((card) => [...card.keys()]))];
  const row = (linesAt: (label: string) => string[]) =>
    labels.map((label, col): GridCell => ({ col, colspan: 1, rowspan: 1, lines: linesAt(label) }));
  return [row((label) => [label]), ...cards.map((card) => row((label) => card.get(label)?.lines ?? []))];
}
