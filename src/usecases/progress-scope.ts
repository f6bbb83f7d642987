import { listDepartments } from '../db/directory.ts';
import { listCategories, listSections } from '../db/plans.ts';
import type { ProgressFilter } from '../db/progress.ts';
import { can } from '../domain/access.ts';
import { createDepartmentResolver, departmentKey, expandDepartment, type Department, type Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { AssessmentPlan, Category, Section } from '../domain/plan.ts';
import type { Deps } from './deps.ts';
import { listHolders } from './list-holders.ts';

/** Which part of a plan somebody asks about and may see. */
export interface ProgressScope {
  /** Null: every department. */
  departments: Department[] | null;
  /** Where a heading was named: it, or the one its section belongs to. */
  category: Category | null;
  /** As the asker named it: a collective name stands for its departments. Null when nothing was named. */
  name: string | null;
  filter: ProgressFilter;
}

/** What somebody sees who names nothing: everything, or without 'read-everything' the own departments. */
export async function getOwnScope(deps: Deps, asker: Member): Promise<ProgressScope> {
  if (can(asker, 'read-everything')) return { departments: null, category: null, name: null, filter: {} };
  const own = (await listDepartments(deps.db)).filter(({ id }) => asker.departments.includes(id));
  if (own.length === 0) throw new DomainError('no-department');
  return { departments: own, category: null, name: null, filter: filterOf(own) };
}

/** What was named, and the word it was asked with: a refusal's example is of the same. */
interface Asked {
  name: string;
  command: '进度' | '得分' | '逾期';
}

/**
 * 「办公室」, 「机关各支部」, or a part of the name of a category (考评项目) or section (考评内容). A name somebody may not see is refused, an
 * unknown one too.
 */
export async function getNamedScope(deps: Deps, plan: AssessmentPlan, asker: Member, asked: Asked): Promise<ProgressScope> {
  const departments = await listDepartments(deps.db);
  const named = createDepartmentResolver(departments)(asked.name);
  if (named === undefined) return getHeadingScope(deps, plan, asker, asked);
  const parts = expandDepartment(named, departments);
  const visible = can(asker, 'read-everything') ? parts : parts.filter(({ id }) => asker.departments.includes(id));
  if (visible.length === 0) {
    throw new DomainError('not-your-progress', { department: named.name, names: await listHolders(deps, 'read-everything') });
  }
  return { departments: visible, category: null, name: named.name, filter: filterOf(visible) };
}

async function getHeadingScope(deps: Deps, plan: AssessmentPlan, asker: Member, { name, command }: Asked): Promise<ProgressScope> {
  const key = departmentKey(name).replace(NUMERAL, '');
  const categories = await listCategories(deps.db, plan.id);
  const sections = await listSections(
    deps.db,
    categories.map(({ id }) => id),
  );
  const found = nearestOf(key, [categories, sections]);
  const [heading] = found;
  if (heading === undefined) throw new DomainError('no-such-scope', { name, command, categories: categories.map((one) => one.name) });
  if (found.length > 1) throw new DomainError('unclear-scope', { name, command, headings: found.map((one) => one.name) });
  const own = await getOwnScope(deps, asker);
  const ofCategory = 'categoryId' in heading ? { categoryId: heading.categoryId, sectionId: heading.id } : { categoryId: heading.id };
  const category = categories.find(({ id }) => id === ofCategory.categoryId)!;
  return { ...own, category, name: heading.name, filter: { ...own.filter, ...ofCategory } };
}

/** Of the first kind that has any: headings called so, else those with it in their names. 政治建设 is the category, of which that section is a part. */
function nearestOf(key: string, kinds: readonly (readonly (Category | Section)[])[]): (Category | Section)[] {
  if (key === '') return [];
  const found = kinds.map((kind) => kind.filter((one) => departmentKey(one.name).includes(key))).find(({ length }) => length > 0) ?? [];
  const named = found.filter((one) => departmentKey(one.name) === key);
  return named.length > 0 ? named : found;
}

/** 「一、」 in front of a heading's name. */
const NUMERAL = /^[一二三四五六七八九十]+[、,.]/u;

function filterOf(departments: readonly Department[]): ProgressFilter {
  return { departmentIds: departments.map(({ id }) => id) };
}
