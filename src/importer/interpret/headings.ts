import type { PlanDraft } from '../../domain/plan-draft.ts';
import { type Heading, readHeading } from './heading.ts';
import type { ItemRow } from './rows.ts';

const NO_CATEGORY = '未分类';

/** The headings an item stands under. A table without them gets one category, a category without sections one section of its name. */
export function headingsOf(row: ItemRow): { category: Heading; section: Heading } {
  const category = readHeading(row.category);
  const section = readHeading(row.section);
  const name = category.name || NO_CATEGORY;
  return { category: { ...category, name }, section: { ...section, name: section.name || name } };
}

/** 考评项目 in table order; the first row that declares points counts. */
export function listCategories(rows: readonly ItemRow[]): PlanDraft['categories'] {
  const found = new Map<string, PlanDraft['categories'][number]>();
  for (const { category } of rows.map(headingsOf)) {
    const { name, points } = category;
    found.set(name, { name, points: found.get(name)?.points ?? points });
  }
  return [...found.values()];
}

/** 考评内容 in table order; the same name may stand under several categories. */
export function listSections(rows: readonly ItemRow[]): PlanDraft['sections'] {
  const found = new Map<string, PlanDraft['sections'][number]>();
  for (const { category, section } of rows.map(headingsOf)) {
    const key = `${category.name}\n${section.name}`;
    found.set(key, { category: category.name, name: section.name, points: found.get(key)?.points ?? section.points });
  }
  return [...found.values()];
}
