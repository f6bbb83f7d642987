import { listMembersWithRole } from '../db/directory.ts';
import type { RungRecipient } from '../domain/reminder.ts';
import { listContacts, type Contact } from './contacts.ts';
import type { Deps } from './deps.ts';

/** Who hears about a department's duties today, as member ids. */
export interface Recipients {
  /** Its 联络员, or who stands in for them. */
  liaisonsOf(departmentId: string): readonly string[];
  /** Those a rung is for. Where a department has no such person the admins (创建办) hear it, who pass it on. */
  of(departmentId: string, to: readonly RungRecipient[]): readonly string[];
}

export async function findRecipients(deps: Deps): Promise<Recipients> {
  const admins = (await listMembersWithRole(deps.db, 'admin')).map(({ id }) => id);
  const liaisons = byDepartment(await listContacts(deps, 'liaison'));
  const leaders = byDepartment(await listContacts(deps, 'leader'));
  const inRole: Record<RungRecipient, (departmentId: string) => readonly string[]> = {
    liaison: (departmentId) => liaisons.get(departmentId) ?? admins,
    leader: (departmentId) => leaders.get(departmentId) ?? admins,
    admin: () => admins,
  };
  return {
    liaisonsOf: (departmentId) => liaisons.get(departmentId) ?? [],
    of: (departmentId, to) => [...new Set(to.flatMap((role) => inRole[role](departmentId)))],
  };
}

function byDepartment(contacts: readonly Contact[]): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const { member, departments } of contacts) for (const id of departments) ids.set(id, [...(ids.get(id) ?? []), member.id]);
  return ids;
}
