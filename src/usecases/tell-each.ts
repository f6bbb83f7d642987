import type { Member } from '../domain/directory.ts';
import type { OutboundMessage } from '../ports/message.ts';
import type { Deps } from './deps.ts';
import { queueMessage, type Purpose } from './queue-message.ts';
import { addressOf } from './reach-member.ts';

/** Tells people privately, each once for one `key`. Returns those there is a way to. */
export async function tellEach(
  deps: Deps,
  members: readonly Member[],
  { purpose, key, messageFor }: { purpose: Purpose; key: string; messageFor(member: Member): OutboundMessage },
): Promise<Member[]> {
  const told: Member[] = [];
  for (const member of members) {
    const address = await addressOf(deps, member);
    if (address === undefined) continue;
    await queueMessage(deps, address, messageFor(member), { purpose, dedupeKey: `${key}-${member.id}` });
    told.push(member);
  }
  return told;
}
