import { listMembersWithRole } from '../db/directory.ts';
import { holdersOf, type Right } from '../domain/access.ts';
import type { Deps } from './deps.ts';

/** Names of a few people who may do something, for a refusal that says whom to ask. */
export async function listHolders({ db }: Deps, right: Right): Promise<string[]> {
  const holders = await Promise.all(holdersOf(right).map((role) => listMembersWithRole(db, role)));
  return [...new Set(holders.flat().map(({ name }) => name))].slice(0, NAMES_SHOWN);
}

const NAMES_SHOWN = 3;
