import { findMember } from '../db/directory.ts';
import { decideRequest } from '../db/requests.ts';
import type { RequestRow } from '../db/tables.ts';
import { DomainError } from '../domain/errors.ts';
import type { Actor } from './audit.ts';
import type { Deps } from './deps.ts';

/** Settles an open request (申请), unless somebody else just did: then it is refused, saying who. */
export async function closeRequest(
  deps: Deps,
  request: RequestRow,
  actor: Actor,
  state: 'approved' | 'refused' | 'cancelled',
  decisionReason: string | null,
): Promise<void> {
  const decision = { state, decidedBy: actor.id, decidedAt: deps.clock.now().toISOString(), decisionReason };
  if (await decideRequest(deps.db, request.number, decision)) return;
  await refuseDecided(deps, { ...request, ...decision });
}

export async function refuseDecided(deps: Deps, { number, kind, state, decidedBy }: RequestRow): Promise<never> {
  const by = decidedBy === null ? undefined : await findMember(deps.db, decidedBy);
  throw new DomainError('request-decided', { number, kind, state, by: by?.name ?? null });
}
