import { findMember, listDepartments, listMembersWithRole } from '../db/directory.ts';
import type { Member, Role } from '../domain/directory.ts';
import type { Deps } from './deps.ts';

export interface MemberView {
  name: string;
  /** By name, the home one first. */
  departments: string[];
  roles: Role[];
  deputy: string | null;
  /** Who can change any of this. */
  admins: string[];
}

/** 我是谁: how the directory knows a person. */
export async function describeMember(deps: Deps, member: Member): Promise<MemberView> {
  const names = new Map((await listDepartments(deps.db)).map(({ id, name }) => [id, name]));
  const deputy = member.deputyId === null ? undefined : await findMember(deps.db, member.deputyId);
  const admins = await listMembersWithRole(deps.db, 'admin');
  return {
    name: member.name,
    departments: member.departments.flatMap((id) => names.get(id) ?? []),
    roles: member.roles,
    deputy: deputy?.name ?? null,
    admins: admins.slice(0, ADMINS_SHOWN).map(({ name }) => name),
  };
}

const ADMINS_SHOWN = 3;
