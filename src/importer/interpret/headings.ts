import type { PlanDraft } from '../../domain/plan-draft.ts';
import { partFields } from './fields.ts';
import { type Heading, readHeading } from './heading.ts';
import type { ItemRow, OwnerCell } from './item-row.ts';

const NO_CATEGORY = '未分类';

/** The headings an item stands under, and whom they name. A table without them gets one category, a category without sections one section of its name. */
export function headingsOf(row: Pick<ItemRow, 'category' | 'section'>): { category: Heading; section: Heading; owners: OwnerCell[] } {
  const [category, section] = [withoutOwners(row.category), withoutOwners(row.section)];
  const name = category.heading.name || NO_CATEGORY;
  return {
    category: { ...category.heading, name },
    section: { ...section.heading, name: section.heading.name || name },
    owners: [...category.owners, ...section.owners],
  };
}

/** 一、思想建设（牵头单位：机关党委）: the name stands before the bracket. */
function withoutOwners(written: string): { heading: Heading; owners: OwnerCell[] } {
  const { owners } = partFields([written]).fields;
  const text = owners.length === 0 ? written : written.replace(/[\s（(【[]*[一-鿿]{2,8}\s*[:：][^）)】\]]*[)）】\]]?/g, '');
  return { heading: readHeading(text), owners };
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
