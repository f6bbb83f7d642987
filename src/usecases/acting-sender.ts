import { findOpenBurst } from '../db/bursts.ts';
import { listDepartments } from '../db/directory.ts';
import type { InboundRow } from '../db/tables.ts';
import { createDepartmentResolver, type Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { Burst } from '../domain/evidence.ts';
import { placeOf } from './burst-steps.ts';
import type { Deps } from './deps.ts';
import { findUnclear } from './unclear-bursts.ts';

/** For whom somebody hands in: their own departments, or the one the office sends for (代交); and for which year. */
export interface ActingSender {
  /** Departments whose duties are meant. */
  departments: readonly string[];
  forDepartmentId: string | null;
  /** Null: the current one. */
  year: number | null;
}

/** 「2022年 代 机关工会 提交 3」 says it; what follows in the same burst (同一批), or is about files that wait, goes on with it. */
export async function actingSender(
  deps: Deps,
  { sender, inbound, forDepartment, year }: { sender: Member; inbound: InboundRow; forDepartment?: string; year: number | undefined },
): Promise<ActingSender> {
  const place = placeOf(inbound, sender);
  const running = await findOpenBurst(deps.db, place);
  const meant = year ?? (running ?? (await findUnclear(deps, place)).current)?.year ?? null;
  if (forDepartment !== undefined) return { ...(await forOther(deps, forDepartment)), year: meant };
  return actingFor(sender, { forDepartmentId: running?.forDepartmentId ?? null, year: meant });
}

export function actingFor(sender: Member, { forDepartmentId, year }: Pick<Burst, 'forDepartmentId' | 'year'>): ActingSender {
  return { departments: forDepartmentId === null ? sender.departments : [forDepartmentId], forDepartmentId, year };
}

/** 代 机关工会: refused when there is no such department. */
export async function forOther(deps: Deps, name: string): Promise<Omit<ActingSender, 'year'>> {
  const department = createDepartmentResolver(await listDepartments(deps.db))(name);
  if (department === undefined || department.kind === 'collective') throw new DomainError('no-such-department', { name });
  return { departments: [department.id], forDepartmentId: department.id };
}
