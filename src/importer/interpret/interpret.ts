import type { DraftWarning, PlanDraft } from '../../domain/plan-draft.ts';
import type { GridDocument } from '../grid.ts';
import { ImportRefusal } from '../import-refusal.ts';
import { readAdjustment } from './adjustments.ts';
import { foldCards } from './cards.ts';
import { checkDeadlines, checkItems, checkNotice } from './check-items.ts';
import { checkSums } from './check-sums.ts';
import type { DeclaredSum } from './declared-sum.ts';
import { readHeading } from './heading.ts';
import { listCategories, listSections } from './headings.ts';
import { listRowsOfText } from './list-rows.ts';
import { listRows } from './rows.ts';
import { readTasks } from './tasks.ts';
import { readTitle, readYear } from './title.ts';

/** Grid → 任务分解表. Pure: what it reads depends on the document, its name, and the year to assume when neither names one. */
export function interpret(given: GridDocument, fileName: string, assumedYear: number | null): PlanDraft {
  const document = foldCards(given);
  const inTables = listRows(document);
  const inText = inTables === undefined ? listRowsOfText(document) : undefined;
  const rows = inTables?.rows ?? inText?.rows;
  if (rows === undefined) throw new ImportRefusal('not-a-table');
  const title = readTitle(document, fileName);
  const year = readYear(document, title, fileName) ?? assumedYear;
  const items = rows.filter(({ adjusts }) => adjusts === '');
  const adjustments = rows.filter(({ adjusts }) => adjusts !== '').map(readAdjustment);
  const { tasks, warnings } = readTasks(items, year);
  if (tasks.length + adjustments.length === 0) throw new ImportRefusal('no-items');
  // Many papers hold tables: one that neither says whose a thing is nor what it counts is none of ours.
  const isPlan = adjustments.length > 0 || tasks.some(({ departments, points }) => departments.length > 0 || points !== null);
  if (!isPlan) throw new ImportRefusal('not-a-table');

  const categories = withSubtotals(listCategories(items), inTables?.sums ?? []);
  const sections = listSections(items);
  return {
    year,
    title,
    categories,
    sections,
    tasks,
    adjustments,
    warnings: [
      ...(year === null ? [{ code: 'no-year', message: '没有读到是哪一年的表，请说明年度', at: title }] : []),
      ...checkDeadlines(tasks),
      ...(inTables === undefined ? [] : checkNotice(document, year)),
      ...checkSums({ categories, sections, tasks, sums: inTables?.sums ?? [] }),
      ...(inText?.left ?? []).map(leftOut),
      ...warnings,
      ...checkItems(tasks, year),
    ],
  };
}

/** A category's points may stand only in its 小计 row. */
function withSubtotals(categories: PlanDraft['categories'], sums: readonly DeclaredSum[]): PlanDraft['categories'] {
  const declared = new Map(sums.filter(({ kind }) => kind === 'subtotal').map((sum) => [readHeading(sum.category).name, sum.points]));
  return categories.map(({ name, points }) => ({ name, points: points ?? declared.get(name) ?? null }));
}

function leftOut(heading: string): DraftWarning {
  return { code: 'left-out', message: `「${heading.slice(0, 30)}」下面没有写责任部门，没有当作任务`, at: heading.slice(0, 60) };
}
