import { listMembersWithRole } from '../db/directory.ts';
import type { RungRecipient } from '../domain/reminder.ts';
import { listContacts, type Contact } from './contacts.ts';
import type { Deps } from './deps.ts';

/** Who hears about a department's duties today, as member ids. */
export interface Recipients {
  /** Its 联络员, or who stands in for them. */
  liaisonsOf(departmentId: string): readonly string[];
  /** Those a rung is for, but `except`. Where there is no such person the admins (创建办) hear it, who pass it on. */
  of(departmentId: string, to: readonly RungRecipient[], except?: ReadonlySet<string>): readonly string[];
}

export async function findRecipients(deps: Deps): Promise<Recipients> {
  const admins = (await listMembersWithRole(deps.db, 'admin')).map(({ id }) => id);
  const reviewers = (await listMembersWithRole(deps.db, 'reviewer')).map(({ id }) => id);
  const liaisons = byDepartment(await listContacts(deps, 'liaison'));
  const leaders = byDepartment(await listContacts(deps, 'leader'));
  const inRole: Record<RungRecipient, (departmentId: string) => readonly string[] | undefined> = {
    liaison: (departmentId) => liaisons.get(departmentId),
    leader: (departmentId) => leaders.get(departmentId),
    admin: () => admins,
    reviewer: () => reviewers,
  };
  const without = (ids: readonly string[], except: ReadonlySet<string>): string[] => ids.filter((id) => !except.has(id));
  return {
    liaisonsOf: (departmentId) => liaisons.get(departmentId) ?? [],
    of(departmentId, to, except = new Set()) {
      const found = to.flatMap((role) => {
        const those = without(inRole[role](departmentId) ?? [], except);
        return those.length > 0 ? those : without(admins, except);
      });
      return [...new Set(found)];
    },
  };
}

function byDepartment(contacts: readonly Contact[]): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const { member, departments } of contacts) for (const id of departments) ids.set(id, [...(ids.get(id) ?? []), member.id]);
  return ids;
}
