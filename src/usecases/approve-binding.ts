import { findMemberByAccount, listAccounts, listMembersOf } from '../db/directory.ts';
import { insertAccount, insertMember } from '../db/directory-write.ts';
import type { RequestRow } from '../db/tables.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { Deps } from './deps.ts';

/** 绑定 that was agreed to: the account becomes the person of that name in that department, or a new 普通成员 there (`added`). */
export async function approveBinding(deps: Deps, request: RequestRow): Promise<{ added: boolean }> {
  const { member, added } = await findOrAddMember(deps, request);
  const { channel, accountId } = request;
  await insertAccount(deps.db, { channel, accountId, memberId: member.id, source: 'chat' });
  return { added };
}

/** Somebody was registered for the account meanwhile: then there is nothing to decide. */
export async function refuseTakenAccount(deps: Deps, { number, channel, accountId }: RequestRow): Promise<void> {
  const owner = await findMemberByAccount(deps.db, channel, accountId);
  if (owner !== undefined) throw new DomainError('request-account-taken', { number, name: owner.name });
}

/** The one of that name; of several namesakes the one without an account on the channel, never a guess. */
async function findOrAddMember(deps: Deps, request: RequestRow): Promise<{ member: Pick<Member, 'id'>; added: boolean }> {
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
