import { findMember, listDepartments, listMembersWithRole } from '../db/directory.ts';
import { listLeavesOf } from '../db/leaves.ts';
import { dayOf, formatDay } from '../domain/calendar.ts';
import type { Member, Role } from '../domain/directory.ts';
import type { Leave } from '../domain/leave.ts';
import { listStoodInFor } from './contacts.ts';
import type { Deps } from './deps.ts';

export interface MemberView {
  name: string;
  /** By name, the home one first. */
  departments: string[];
  roles: Role[];
  deputy: string | null;
  /** On leave today or soon (请假), and who stands in then. */
  leave: { from: string; to: string; deputy: string | null } | null;
  /** Who is away and stood in for by this person today. */
  standsInFor: string[];
  /** Who can change any of this. */
  admins: string[];
}

/** 我是谁: how the directory knows a person. */
export async function describeMember(deps: Deps, member: Member): Promise<MemberView> {
  const names = new Map((await listDepartments(deps.db)).map(({ id, name }) => [id, name]));
  const deputy = member.deputyId === null ? undefined : await findMember(deps.db, member.deputyId);
  const today = dayOf(deps.clock.now());
  const [leave] = await listLeavesOf(deps.db, member.id, today);
  const others = await listStoodInFor(deps, member.id);
  // What is only stood in for is not the person's own.
  const own = (await findMember(deps.db, member.id))?.departments ?? [];
  const admins = await listMembersWithRole(deps.db, 'admin');
  return {
    name: member.name,
    departments: own.flatMap((id) => names.get(id) ?? []),
    roles: member.roles,
    deputy: deputy?.name ?? null,
    leave: leave === undefined ? null : await leaveView(deps, leave, today),
    standsInFor: others.map(({ name }) => name),
    admins: admins.slice(0, ADMINS_SHOWN).map(({ name }) => name),
  };
}

const ADMINS_SHOWN = 3;

async function leaveView(deps: Deps, { fromDay, toDay, deputyId }: Leave, today: string): Promise<MemberView['leave']> {
  const year = Number(today.slice(0, 4));
  const deputy = deputyId === null ? undefined : await findMember(deps.db, deputyId);
  return { from: formatDay(fromDay, year), to: formatDay(toDay, year), deputy: deputy?.name ?? null };
}
