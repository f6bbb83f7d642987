import { findMember } from '../db/directory.ts';
import type { Deps } from './deps.ts';

/** Names of people by id, for answers that may name them; those nobody knows any more are left out. */
export async function memberNames({ db }: Deps, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const members = await Promise.all([...new Set(ids)].map((id) => findMember(db, id)));
  return new Map(members.flatMap((member) => (member === undefined ? [] : [[member.id, member.name]])));
}
