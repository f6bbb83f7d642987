import { listMembersWithRole } from '../db/directory.ts';
import { can, holdersOf, type Right } from '../domain/access.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { Deps } from '../usecases/deps.ts';

/** Refuses what somebody's roles do not allow, naming who may. */
export async function allow(deps: Deps, sender: Member, right: Right): Promise<void> {
  if (can(sender, right)) return;
  const holders = await Promise.all(holdersOf(right).map((role) => listMembersWithRole(deps.db, role)));
  const names = [...new Set(holders.flat().map(({ name }) => name))];
  throw new DomainError('not-allowed', { right, names: names.slice(0, NAMES_SHOWN) });
}

const NAMES_SHOWN = 3;
