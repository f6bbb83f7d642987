import { findOpenBurst, type BurstPlace } from '../db/bursts.ts';
import { listDepartments } from '../db/directory.ts';
import { createDepartmentResolver, type Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { Deps } from './deps.ts';

/** For whom somebody hands in: their own departments, or the one the office sends for (代交). */
export interface ActingSender {
  /** Departments whose duties are meant. */
  departments: readonly string[];
  forDepartmentId: string | null;
}

/** 「代 机关工会 提交 3」 says it; what follows in the same burst (同一批) goes on with it. */
export async function actingSender(
  deps: Deps,
  sender: Member,
  place: BurstPlace,
  forDepartment: string | undefined,
): Promise<ActingSender> {
  if (forDepartment !== undefined) return forOther(deps, forDepartment);
  return actingFor(sender, (await findOpenBurst(deps.db, place))?.forDepartmentId ?? null);
}

export function actingFor(sender: Member, forDepartmentId: string | null): ActingSender {
  return { departments: forDepartmentId === null ? sender.departments : [forDepartmentId], forDepartmentId };
}

/** 代 机关工会: refused when there is no such department. */
export async function forOther(deps: Deps, name: string): Promise<ActingSender> {
  const department = createDepartmentResolver(await listDepartments(deps.db))(name);
  if (department === undefined || department.kind === 'collective') throw new DomainError('no-such-department', { name });
  return { departments: [department.id], forDepartmentId: department.id };
}
