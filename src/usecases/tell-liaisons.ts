import { listMembersOf } from '../db/directory.ts';
import type { Deps } from './deps.ts';
import { queueMessage } from './queue-message.ts';
import { addressOf } from './reach-member.ts';

/** Tells a department's liaisons (联络员) privately what an admin changed for it; not the admin. False when there is nobody to tell. */
export async function tellLiaisons(
  deps: Deps,
  { departmentId, except, template, view, key }: { departmentId: string; except: string; template: string; view: object; key: string },
): Promise<boolean> {
  const liaisons = await listMembersOf(deps.db, departmentId, 'liaison');
  let told = liaisons.some(({ id }) => id === except);
  for (const liaison of liaisons.filter(({ id }) => id !== except)) {
    const address = await addressOf(deps, liaison);
    if (address === undefined) continue;
    const message = deps.render(template, { ...view, name: liaison.name });
    await queueMessage(deps, address, message, { purpose: 'notice', dedupeKey: `${key}-${liaison.id}` });
    told = true;
  }
  return told;
}
