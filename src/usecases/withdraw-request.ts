import { findRequest } from '../db/requests.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import { audit, type Actor } from './audit.ts';
import { closeRequest, refuseDecided } from './close-request.ts';
import type { Deps } from './deps.ts';
import { describeRequest, type RequestView } from './describe-request.ts';

/** 「撤回 S5」 by whoever asked, while nobody has decided. */
export async function withdrawRequest(
  deps: Deps,
  { member, actor, number }: { member: Member; actor: Actor; number: number },
): Promise<RequestView> {
  const request = await findRequest(deps.db, number);
  if (request === undefined) throw new DomainError('no-such-request', { number });
  if (request.memberId !== member.id) throw new DomainError('not-your-request', { number });
  if (request.state !== 'open') return refuseDecided(deps, request);
  await closeRequest(deps, request, actor, 'cancelled', null);
  const view = await describeRequest(deps, request);
  await audit(
    deps,
    actor,
    'withdraw-request',
    `${member.name}撤回申请 S${number}`,
    request.taskId === null ? {} : { taskId: request.taskId },
  );
  return view;
}
