import { findMember, listMembersWithRole } from '../db/directory.ts';
import { listAway } from '../db/leaves.ts';
import { can } from '../domain/access.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Member } from '../domain/directory.ts';
import type { Leave } from '../domain/leave.ts';
import type { Deps } from './deps.ts';
import { isStillThere } from './people.ts';

/** Who hears today what concerns departments: a 联络员 (or 分管领导), or whoever stands in for one who is away (请假). */
export interface Contact {
  member: Member;
  /** Ids of the departments, those of whom the person stands in for among them. */
  departments: string[];
  standsInFor: Member[];
}

/** Everybody who speaks for a department today. Nobody speaks for one whose only 联络员 is away without a deputy. */
export async function listContacts(deps: Deps, role: 'liaison' | 'leader' = 'liaison'): Promise<Contact[]> {
  return listSpeakers(deps, await listMembersWithRole(deps.db, role), await listAway(deps.db, dayOf(deps.clock.now())));
}

/** The same for those who hold the role, and everybody who is away. */
export async function listSpeakers(deps: Deps, holders: readonly Member[], away: readonly Leave[]): Promise<Contact[]> {
  const contacts = new Map<string, Contact>();
  for (const holder of holders) {
    const speaker = isAway(holder, away) ? await deputyOf(deps, holder, away) : holder;
    if (speaker === undefined) continue;
    const { departments, standsInFor } = contacts.get(speaker.id) ?? { departments: [], standsInFor: [] };
    contacts.set(speaker.id, {
      member: speaker,
      departments: [...new Set([...departments, ...holder.departments])],
      standsInFor: speaker === holder ? standsInFor : [...standsInFor, holder],
    });
  }
  return [...contacts.values()].toSorted((a, b) => (a.member.id < b.member.id ? -1 : 1));
}

function isAway({ id }: Pick<Member, 'id'>, away: readonly Leave[]): boolean {
  return away.some(({ memberId }) => memberId === id);
}

/** Undefined: nobody was named, or that person is away, gone, or no longer somebody who may hand in. */
async function deputyOf(deps: Deps, { id }: Member, away: readonly Leave[]): Promise<Member | undefined> {
  const deputyId = away.find(({ memberId }) => memberId === id)?.deputyId ?? null;
  const deputy = deputyId === null ? undefined : await findMember(deps.db, deputyId);
  if (deputy === undefined || isAway(deputy, away) || !can(deputy, 'hand-in')) return undefined;
  return (await isStillThere(deps, deputy.id)) ? deputy : undefined;
}

/** Whom a person stands in for today: liaisons who are away. */
export async function listStoodInFor(deps: Deps, memberId: string): Promise<Member[]> {
  const away = await listAway(deps.db, dayOf(deps.clock.now()));
  const candidates = away.filter(({ deputyId }) => deputyId === memberId);
  const absent: Member[] = [];
  for (const { memberId: id } of candidates) {
    const member = await findMember(deps.db, id);
    if (member?.roles.includes('liaison') && (await deputyOf(deps, member, away)) !== undefined) absent.push(member);
  }
  return absent;
}

/** A person with what they answer for today: the departments of those they stand in for are theirs, too. */
export async function withStoodInFor(deps: Deps, member: Member): Promise<Member> {
  const others = await listStoodInFor(deps, member.id);
  return { ...member, departments: [...new Set([member, ...others].flatMap(({ departments }) => departments))] };
}
