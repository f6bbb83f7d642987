import { can, type Right } from '../domain/access.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { Deps } from '../usecases/deps.ts';
import { listHolders } from '../usecases/list-holders.ts';

/** Refuses what somebody's roles do not allow, naming who may. */
export async function allow(deps: Deps, sender: Member, right: Right): Promise<void> {
  if (!can(sender, right)) throw new DomainError('not-allowed', { right, names: await listHolders(deps, right) });
}
