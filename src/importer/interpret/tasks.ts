import type { DraftWarning, TaskDraft } from '../../domain/plan-draft.ts';
import { readDeadlines } from './deadlines.ts';
import { headingsOf } from './headings.ts';
import { readItemCode } from './item-code.ts';
import { readItemPoints } from './item-points.ts';
import { readOwners } from './owners.ts';
import { readQuotas } from './quota.ts';
import type { ItemRow } from './rows.ts';

/** Item rows → tasks. An item without a number is called by its position. */
export function readTasks(rows: readonly ItemRow[], year: number | null): TaskDraft[] {
  return rows.map((row, index) => {
    const { category, section } = headingsOf(row);
    return {
      code: readItemCode(row.code) ?? (row.code.replace(/\s+/g, '') || (readItemCode(row.text) ?? String(index + 1))),
      category: category.name,
      section: section.name,
      text: row.text,
      points: readItemPoints(row.points, row.text),
      departments: readOwners(row.owners),
      deadlines: readDeadlines(row.deadline, row.text, year),
      quotas: readQuotas(row.text),
      source: row.source,
      at: row.at,
    };
  });
}

/** People call an item by its code: where numbering starts again in each category, the category's position goes before it. */
export function withDistinctCodes(tasks: readonly TaskDraft[]): { tasks: TaskDraft[]; warnings: DraftWarning[] } {
  const repeated = findRepeated(tasks.map(({ code }) => code));
  if (repeated === undefined) return { tasks: [...tasks], warnings: [] };
  const categories = [...new Set(tasks.map(({ category }) => category))];
  const prefixed = tasks.map((task) => ({ ...task, code: `${categories.indexOf(task.category) + 1}-${task.code}` }));
  const isSettled = findRepeated(prefixed.map(({ code }) => code)) === undefined;
  const settled = isSettled ? prefixed : tasks.map((task, index) => ({ ...task, code: String(index + 1) }));
  const message = isSettled
    ? `表里的项号有重复（第${repeated}项），已在前面加上考评项目的序号，例如「${settled[0]!.code}」`
    : `表里的项号有重复（第${repeated}项），已从 1 开始重新编号`;
  return { tasks: settled, warnings: [{ code: 'repeated-code', message, at: `第${repeated}项` }] };
}

function findRepeated(codes: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return codes.find((code) => seen.has(code) || !seen.add(code));
}
