import { listMembersWithRole } from '../db/directory.ts';
import type { OutboundMessage } from '../ports/message.ts';
import type { Deps } from './deps.ts';
import { queueMessage } from './queue-message.ts';
import { addressOf } from './reach-member.ts';

/** Tells every admin (管理员) privately of a request that waits. Returns the names of those told. */
export async function tellAdmins(deps: Deps, message: OutboundMessage, key: string): Promise<string[]> {
  const told: string[] = [];
  for (const admin of await listMembersWithRole(deps.db, 'admin')) {
    const address = await addressOf(deps, admin);
    if (address === undefined) continue;
    await queueMessage(deps, address, message, { purpose: 'request', dedupeKey: `${key}-${admin.id}` });
    told.push(admin.name);
  }
  return told;
}
