import { findRequest } from '../db/requests.ts';
import type { RequestRow } from '../db/tables.ts';
import { DomainError } from '../domain/errors.ts';
import { approveBinding, refuseTakenAccount } from './approve-binding.ts';
import { audit, type Actor } from './audit.ts';
import { closeRequest, refuseDecided } from './close-request.ts';
import type { Deps } from './deps.ts';
import { describeRequest, type RequestView } from './describe-request.ts';
import { approveNotOurs, type GivenUpView } from './give-up-share.ts';
import { approveExtension } from './grant-extension.ts';
import { tellAsker } from './tell-asker.ts';

/** What became of a request (申请). */
export interface RequestDecidedView extends RequestView {
  /** The asker heard of it. */
  told: boolean;
  /** 绑定: a person was added who was not in the directory. */
  added: boolean;
  /** 延期: the working day before, when the day granted is none. */
  workdayBefore: string | null;
  /** 不属于. */
  givenUp: GivenUpView | null;
}

const NOTHING_MORE = { added: false, workdayBefore: null, givenUp: null };

/** 「同意 S5」: does what was asked, if that is still possible. The asker is told. */
export async function approveRequest(deps: Deps, number: number, actor: Actor): Promise<RequestDecidedView> {
  const request = await getOpenRequest(deps, number);
  const asked = await describeRequest(deps, request);
  await closeRequest(deps, request, actor, 'approved', null);
  const view = { ...asked, ...NOTHING_MORE, ...(await carryOut(deps, request)) };
  await audit(deps, actor, `approve-${request.kind}`, `同意 S${number}：${summaryOf(request, asked)}`, aboutOf(request));
  return { ...view, told: await tellAsker(deps, request, `${request.kind}-approved`, view) };
}

/** 「拒绝 S5 理由」: nothing changes but that the asker is told, and may ask again. */
export async function refuseRequest(deps: Deps, number: number, reason: string, actor: Actor): Promise<RequestDecidedView> {
  const request = await getOpenRequest(deps, number);
  const asked = await describeRequest(deps, request);
  await closeRequest(deps, request, actor, 'refused', reason);
  const why = reason === '' ? '' : `，${reason}`;
  await audit(deps, actor, `refuse-${request.kind}`, `拒绝 S${number}：${summaryOf(request, asked)}${why}`, aboutOf(request));
  const told = await tellAsker(deps, request, `${request.kind}-refused`, { ...asked, decision: reason });
  return { ...asked, ...NOTHING_MORE, told };
}

function carryOut(deps: Deps, request: RequestRow): Promise<Partial<RequestDecidedView>> {
  switch (request.kind) {
    case 'bind':
      return approveBinding(deps, request);
    case 'extension':
      return approveExtension(deps, request);
    case 'not-ours':
      return approveNotOurs(deps, request);
  }
}

async function getOpenRequest(deps: Deps, number: number): Promise<RequestRow> {
  const request = await findRequest(deps.db, number);
  if (request === undefined) throw new DomainError('no-such-request', { number });
  if (request.state !== 'open') return refuseDecided(deps, request);
  if (request.kind === 'bind') await refuseTakenAccount(deps, request);
  return request;
}

function summaryOf({ kind, accountId }: RequestRow, { department, person, item, wanted }: RequestView): string {
  if (kind === 'bind') return `账号 ${accountId} 绑定为 ${department} ${person}`;
  const what = kind === 'extension' ? `延期到 ${wanted}` : '不属于本部门';
  return `${department}第${item?.code}项${what}`;
}

function aboutOf({ taskId }: RequestRow): { taskId?: string } {
  return taskId === null ? {} : { taskId };
}
