import { findMember, listAccounts } from '../db/directory.ts';
import type { RequestRow } from '../db/tables.ts';
import type { Deps } from './deps.ts';
import { queueMessage, type Address } from './queue-message.ts';
import { addressOf } from './reach-member.ts';

/** Tells whoever asked (申请人) privately what became of it. False when the directory no longer knows them, or there is no way. */
export async function tellAsker(deps: Deps, request: RequestRow, template: string, view: object): Promise<boolean> {
  const to = await askerAddress(deps, request);
  if (to === undefined) return false;
  await queueMessage(deps, to, deps.render(template, view), { purpose: 'request', dedupeKey: `request-${request.number}-decided` });
  return true;
}

/** The account something was asked from, while it is still the person's; else whatever reaches them. */
export async function askerAddress(
  deps: Deps,
  { channel, accountId, memberId }: Pick<RequestRow, 'channel' | 'accountId' | 'memberId'>,
): Promise<Address | undefined> {
  const to = { channel, recipient: { kind: 'person' as const, id: accountId }, memberId };
  if (memberId === null) return to;
  const accounts = await listAccounts(deps.db, memberId);
  if (accounts.some((account) => account.channel === channel && account.accountId === accountId)) return to;
  const member = await findMember(deps.db, memberId);
  return member && addressOf(deps, member);
}
