import { decideRequest, findRequest } from '../db/bind-requests.ts';
import { findMember, findMemberByAccount, listAccounts, listDepartments, listMembersOf } from '../db/directory.ts';
import { insertAccount, insertMember } from '../db/directory-write.ts';
import type { BindRequestRow } from '../db/tables.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import { audit, type Actor } from './audit.ts';
import type { Deps } from './deps.ts';
import { queueMessage } from './queue-message.ts';

export interface BindDecisionView {
  number: number;
  name: string;
  department: string;
  /** A person was added who was not in the directory. */
  added: boolean;
}

/** 「同意 S5」: the account becomes the person of that name in that department, or a new 普通成员 there. The asker is told. */
export async function approveBinding(deps: Deps, number: number, actor: Actor): Promise<BindDecisionView> {
  const request = await getOpenRequest(deps, number);
  const { member, added } = await findOrAddMember(deps, request);
  await decide(deps, request, actor, 'approved', null);
  const { channel, accountId } = request;
  await insertAccount(deps.db, { channel, accountId, memberId: member.id, source: 'chat' });
  const view = { number, name: request.name, department: await nameOf(deps, request), added };
  await audit(deps, actor, 'approve-binding', `同意 S${number}：账号 ${accountId} 绑定为 ${view.department} ${view.name}`);
  await tellAsker(deps, request, 'bind-approved', view);
  return view;
}

/** 「拒绝 S5 理由」: nothing changes but that the asker is told, and may ask again. */
export async function refuseBinding(deps: Deps, number: number, reason: string, actor: Actor): Promise<BindDecisionView> {
  const request = await getOpenRequest(deps, number);
  await decide(deps, request, actor, 'refused', reason);
  const view = { number, name: request.name, department: await nameOf(deps, request), added: false };
  await audit(deps, actor, 'refuse-binding', `拒绝 S${number}：${view.department} ${view.name}${reason === '' ? '' : `，${reason}`}`);
  await tellAsker(deps, request, 'bind-refused', { ...view, reason });
  return view;
}

async function getOpenRequest(deps: Deps, number: number): Promise<BindRequestRow> {
  const request = await findRequest(deps.db, number);
  if (request === undefined) throw new DomainError('no-such-request', { number });
  if (request.state !== 'open') return refuseDecided(deps, request);
  const owner = await findMemberByAccount(deps.db, request.channel, request.accountId);
  if (owner !== undefined) throw new DomainError('request-account-taken', { number, name: owner.name });
  return request;
}

async function refuseDecided(deps: Deps, { number, state, decidedBy }: BindRequestRow): Promise<never> {
  const admin = decidedBy === null ? undefined : await findMember(deps.db, decidedBy);
  throw new DomainError('request-decided', { number, approved: state === 'approved', by: admin?.name ?? null });
}

async function decide(
  deps: Deps,
  request: BindRequestRow,
  actor: Actor,
  state: 'approved' | 'refused',
  reason: string | null,
): Promise<void> {
  const decision = { state, decidedBy: actor.id, decidedAt: deps.clock.now().toISOString(), reason };
  if (await decideRequest(deps.db, request.number, decision)) return;
  await refuseDecided(deps, { ...request, ...decision });
}

/** The one of that name; of several namesakes the one without an account on the channel, never a guess. */
async function findOrAddMember(deps: Deps, request: BindRequestRow): Promise<{ member: Pick<Member, 'id'>; added: boolean }> {
  const { channel, departmentId, name } = request;
  const namesakes = (await listMembersOf(deps.db, departmentId)).filter((member) => member.name === name);
  const accounts = await Promise.all(namesakes.map(({ id }) => listAccounts(deps.db, id)));
  const free = namesakes.filter((_, i) => !accounts[i]?.some((account) => account.channel === channel));
  const member = namesakes.length === 1 ? namesakes[0] : free.length === 1 ? free[0] : undefined;
  if (member !== undefined) return { member, added: false };
  if (namesakes.length > 0) throw new DomainError('request-namesakes', { number: request.number, name });
  const id = deps.newId();
  await insertMember(deps.db, { id, name, departmentId });
  return { member: { id }, added: true };
}

async function nameOf(deps: Deps, { departmentId }: BindRequestRow): Promise<string> {
  return (await listDepartments(deps.db)).find(({ id }) => id === departmentId)?.name ?? '';
}

/** In private, where the request came from. */
async function tellAsker(deps: Deps, request: BindRequestRow, template: string, view: object): Promise<void> {
  const to = { channel: request.channel, recipient: { kind: 'person' as const, id: request.accountId }, memberId: null };
  await queueMessage(deps, to, deps.render(template, view), { purpose: 'request', dedupeKey: `request-${request.number}-decided` });
}
