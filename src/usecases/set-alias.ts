import { listDepartments } from '../db/directory.ts';
import { insertAlias, listChatAliases, removeAlias } from '../db/directory-write.ts';
import { createDepartmentResolver, departmentKey, type Department } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import { kindOfUnknownName } from '../domain/near-names.ts';
import { audit, type Actor } from './audit.ts';
import { claimLabel } from './claim-label.ts';
import type { Deps } from './deps.ts';
import { releaseLabel } from './release-label.ts';

export interface AliasView {
  alias: string;
  department: string;
  /** Items that were 待认领 under this name and are now the department's. */
  taskCodes: string[];
}

/**
 * 「地质工会=机关工会」: another name for a department, in either order. What the published plan left 待认领 under that name
 * becomes the department's, and later tables are read so.
 */
export async function setAlias(deps: Deps, said: { left: string; right: string }, actor: Actor): Promise<AliasView> {
  const departments = await listDepartments(deps.db);
  const { alias, department, known } = decideSides(departments, said);
  if (!known) {
    // 有关部门 means others in every item and every table.
    if (kindOfUnknownName(alias) === 'vague') throw new DomainError('alias-vague', { alias, department: department.name });
    await insertAlias(deps.db, { alias, departmentId: department.id, source: 'chat' });
    await audit(deps, actor, 'set-alias', `「${alias}」记为${department.name}的别名`);
  }
  const { taskCodes } = await claimLabel(deps, alias, department.id, actor);
  if (known && taskCodes.length === 0) throw new DomainError('alias-known', { alias, department: department.name });
  return { alias, department: department.name, taskCodes };
}

/** 「取消 地质工会=机关工会」: the way back; only for names given in chat. What was handed in meanwhile stays where it is. */
export async function unsetAlias(deps: Deps, said: { left: string; right: string }, actor: Actor): Promise<AliasView> {
  const departments = await listDepartments(deps.db);
  const keys = [said.left, said.right].map(departmentKey);
  const row = (await listChatAliases(deps.db)).find(({ alias }) => keys.includes(departmentKey(alias)));
  const department = departments.find(({ id }) => id === row?.departmentId);
  const names = department === undefined ? [] : [department.name, ...department.aliases].map(departmentKey);
  if (row === undefined || department === undefined || !keys.every((key) => names.includes(key))) {
    throw new DomainError('alias-not-set', { ...said });
  }
  await removeAlias(deps.db, row.alias);
  await audit(deps, actor, 'unset-alias', `「${row.alias}」不再是${department.name}的别名`);
  const { taskCodes } = await releaseLabel(deps, row.alias, department, actor);
  return { alias: row.alias, department: department.name, taskCodes };
}

interface Sides {
  alias: string;
  department: Department;
  /** The name meant that department before; something may still stand 待认领 under it. */
  known: boolean;
}

function decideSides(departments: readonly Department[], { left, right }: { left: string; right: string }): Sides {
  const resolve = createDepartmentResolver(departments);
  const [onLeft, onRight] = [resolve(left), resolve(right)];
  if (onLeft === undefined && onRight === undefined) {
    throw new DomainError('alias-unknown', { left, right, departments: departments.map(({ name }) => name) });
  }
  if (onLeft === undefined) return { alias: left, department: onRight!, known: false };
  if (onRight === undefined) return { alias: right, department: onLeft, known: false };
  if (onLeft.id !== onRight.id) throw new DomainError('alias-both-known', { left, right, onLeft: onLeft.name, onRight: onRight.name });
  const alias = departmentKey(left) === departmentKey(onLeft.name) ? right : left;
  return { alias, department: onLeft, known: true };
}
