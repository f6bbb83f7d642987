import type { PlanDraft } from '../../domain/plan-draft.ts';
import type { GridDocument } from '../grid.ts';
import { ImportRefusal } from '../import-refusal.ts';
import { isAdjustment, readAdjustment } from './adjustments.ts';
import { checkDeadlines, checkItems } from './check-items.ts';
import { checkSums } from './check-sums.ts';
import { listCategories, listSections } from './headings.ts';
import { listRows } from './rows.ts';
import { readTasks, withDistinctCodes } from './tasks.ts';
import { readTitle, readYear } from './title.ts';

/** Grid → 任务分解表. Pure: what it reads depends on the document, its name, and the year to assume when neither names one. */
export function interpret(document: GridDocument, fileName: string, assumedYear: number | null): PlanDraft {
  const rows = listRows(document);
  if (rows === undefined) throw new ImportRefusal('not-a-table');
  const title = readTitle(document, fileName);
  const year = readYear(document, title, fileName) ?? assumedYear;
  const items = rows.filter((row) => !isAdjustment(row));
  const adjustments = rows.filter(isAdjustment).map(readAdjustment);
  const { tasks, warnings } = withDistinctCodes(readTasks(items, year));
  if (tasks.length + adjustments.length === 0) throw new ImportRefusal('no-items');

  const categories = listCategories(items);
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
      ...checkSums({ categories, sections, tasks }),
      ...warnings,
      ...checkItems(tasks),
    ],
  };
}
