import { listMembersWithRole, listReachableMembers } from '../db/directory.ts';
import { listAway } from '../db/leaves.ts';
import { dayOf, type Day } from '../domain/calendar.ts';
import type { Member, Role } from '../domain/directory.ts';
import type { RungRecipient } from '../domain/reminder-policy.ts';
import { listSpeakers, type Contact } from './contacts.ts';
import type { Deps } from './deps.ts';

/** Who hears about a department's duties on a day, as member ids. */
export interface Recipients {
  /** 联络员, or who stands in for them. */
  liaisons: readonly Contact[];
  /** The same of 分管领导, as far as they can be reached. */
  leaders: readonly Contact[];
  /** 审核人 who are there and can be reached. */
  reviewers: readonly string[];
  liaisonsOf(departmentId: string): readonly string[];
  /** Those a rung is for, but `except`. Where there is no such person the office (创建办) hears it, and passes it on. */
  of(departmentId: string, to: readonly RungRecipient[], except?: ReadonlySet<string>): readonly string[];
}

/** On another day than today: by the directory of today and by who is away then (请假). */
export async function findRecipients(deps: Deps, day: Day = dayOf(deps.clock.now())): Promise<Recipients> {
  const { db } = deps;
  const reachable = await listReachableMembers(db, [...deps.channels.keys()]);
  const leaves = await listAway(db, day);
  const away = new Set(leaves.map(({ memberId }) => memberId));
  const members = await listMembersWithRole(db, 'admin', 'reviewer', 'liaison', 'leader');
  const holdersOf = (role: Role): Member[] => members.filter(({ roles }) => roles.includes(role));
  const office = holdersOf('admin').map(({ id }) => id);
  const reviewers = holdersOf('reviewer')
    .map(({ id }) => id)
    .filter((id) => reachable.has(id) && !away.has(id));
  const liaisons = await listSpeakers(deps, holdersOf('liaison'), leaves);
  const leaders = (await listSpeakers(deps, holdersOf('leader'), leaves)).filter(({ member }) => reachable.has(member.id));
  const [liaisonsOf, leadersOf] = [byDepartment(liaisons), byDepartment(leaders)];
  const inRole: Record<Exclude<RungRecipient, 'admin'>, (departmentId: string) => readonly string[] | undefined> = {
    liaison: (departmentId) => liaisonsOf.get(departmentId),
    leader: (departmentId) => leadersOf.get(departmentId),
    reviewer: () => reviewers,
  };
  const without = (ids: readonly string[], except: ReadonlySet<string>): string[] => ids.filter((id) => !except.has(id));
  /** 创建办: those who are there, and all of them where nobody is. */
  const officeBut = (except: ReadonlySet<string>): string[] => {
    const all = without(office, except);
    const there = without(all, away);
    return there.length > 0 ? there : all;
  };
  return {
    liaisons,
    leaders,
    reviewers,
    liaisonsOf: (departmentId) => liaisonsOf.get(departmentId) ?? [],
    of(departmentId, to, except = new Set()) {
      const found = to.flatMap((role) => {
        const those = role === 'admin' ? [] : without(inRole[role](departmentId) ?? [], except);
        return those.length > 0 ? those : officeBut(except);
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
