import { listAccounts } from '../db/directory.ts';
import { findLastHeardChannel } from '../db/inbound.ts';
import type { Member } from '../domain/directory.ts';
import type { ChannelName } from '../ports/channel.ts';
import type { Deps } from './deps.ts';
import type { Address } from './queue-message.ts';

/**
 * Where an unasked message to a person goes: the preferred channel, else the configured platform that last heard from them,
 * else the first configured one they have an account on; the sandbox only when there is no other. Undefined: no way to reach them.
 */
export async function addressOf(deps: Deps, member: Member): Promise<Address | undefined> {
  const accounts = (await listAccounts(deps.db, member.id)).filter(({ channel }) => deps.channels.has(channel as ChannelName));
  const platforms = inStatedOrder(deps, member, accounts).filter(({ channel }) => channel !== 'sandbox');
  const lastHeard = await findLastHeardChannel(deps.db, platforms);
  const chosen =
    platforms.find(({ channel }) => channel === member.prefer) ??
    platforms.find(({ channel }) => channel === lastHeard) ??
    platforms[0] ??
    accounts[0];
  if (chosen === undefined) return undefined;
  return { channel: chosen.channel, recipient: { kind: 'person', id: chosen.accountId }, memberId: member.id };
}

/** As the directory file names a person's accounts; those bound in chat behind. */
function inStatedOrder<T extends { channel: string }>({ config }: Deps, { id }: Member, accounts: readonly T[]): T[] {
  const stated = Object.keys(config.directory.members.find((member) => member.id === id)?.accounts ?? {});
  const place = ({ channel }: T): number => (stated.includes(channel) ? stated.indexOf(channel) : stated.length);
  return accounts.toSorted((a, b) => place(a) - place(b));
}
