import type { Matrix } from '../grid.ts';
import { countEntries } from './column-entries.ts';
import { labelOf } from './header-cells.ts';
import { looksLikeDepartment } from './looks-like-department.ts';

/** Characters an entry has at least: a person's name has fewer. */
const LEAST_LENGTH = 4;

/**
 * Columns left of the items that read like headings of several of them, whatever their label is (行动名称): their entries go down over
 * more rows than one, and are neither departments nor persons.
 */
export function unnamedHeadings(cells: Matrix[number], body: Matrix, text: number): number[] {
  const items = countEntries(body, text);
  return Array.from(cells.slice(0, text), (_, col) => col).filter((col) => {
    const label = labelOf(cells[col]);
    if (label === '' || /人|领导|员$/.test(label) || countEntries(body, col) >= items) return false;
    return labelOf(body[0]?.[col]) !== '' && body.every((row) => isHeadingOrBlank(labelOf(row[col])));
  });
}

function isHeadingOrBlank(entry: string): boolean {
  return entry === '' || (entry.length >= LEAST_LENGTH && !looksLikeDepartment(entry));
}
