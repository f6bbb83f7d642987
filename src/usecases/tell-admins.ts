import { listMembersWithRole } from '../db/directory.ts';
import type { OutboundMessage } from '../ports/message.ts';
import type { Deps } from './deps.ts';
import { tellEach } from './tell-each.ts';

/** Tells every admin (管理员) privately of a request that waits. Returns the names of those told. */
export async function tellAdmins(deps: Deps, message: OutboundMessage, key: string): Promise<string[]> {
  const told = await tellEach(deps, await listMembersWithRole(deps.db, 'admin'), { purpose: 'request', key, messageFor: () => message });
  return told.map(({ name }) => name);
}
