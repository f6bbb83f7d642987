import { listDepartments } from '../db/directory.ts';
import { listCategories } from '../db/plans.ts';
import type { ProgressFilter } from '../db/progress.ts';
import { can } from '../domain/access.ts';
import { createDepartmentResolver, departmentKey, expandDepartment, type Department, type Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { AssessmentPlan, Category } from '../domain/plan.ts';
import type { Deps } from './deps.ts';
import { listHolders } from './list-holders.ts';

/** Which part of a plan somebody asks about and may see. */
export interface ProgressScope {
  /** Null: every department. */
  departments: Department[] | null;
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

/** 「办公室」, 「机关各支部」 or a part of a category's name (考评项目). A name somebody may not see is refused, an unknown one too. */
export async function getNamedScope(deps: Deps, plan: AssessmentPlan, asker: Member, name: string): Promise<ProgressScope> {
  const departments = await listDepartments(deps.db);
  const named = createDepartmentResolver(departments)(name);
  if (named === undefined) return getCategoryScope(deps, plan, asker, name);
  const parts = expandDepartment(named, departments);
  const visible = can(asker, 'read-everything') ? parts : parts.filter(({ id }) => asker.departments.includes(id));
  if (visible.length === 0) {
    throw new DomainError('not-your-progress', { department: named.name, names: await listHolders(deps, 'read-everything') });
  }
  return { departments: visible, category: null, name: named.name, filter: filterOf(visible) };
}

async function getCategoryScope(deps: Deps, plan: AssessmentPlan, asker: Member, name: string): Promise<ProgressScope> {
  const key = departmentKey(name).replace(NUMERAL, '');
  const categories = await listCategories(deps.db, plan.id);
  const found = key === '' ? [] : categories.filter((category) => departmentKey(category.name).includes(key));
  const [category] = found;
  if (category === undefined) throw new DomainError('no-such-scope', { name, categories: categories.map((one) => one.name) });
  if (found.length > 1) throw new DomainError('unclear-scope', { name, categories: found.map((one) => one.name) });
  const own = await getOwnScope(deps, asker);
  return { ...own, category, name: category.name, filter: { ...own.filter, categoryId: category.id } };
}

/** 「一、」 in front of a category's name. */
const NUMERAL = /^[一二三四五六七八九十]+[、,.]/u;

function filterOf(departments: readonly Department[]): ProgressFilter {
  return { departmentIds: departments.map(({ id }) => id) };
}
