import { listMembersOf } from '../db/directory.ts';
import type { Member } from '../domain/directory.ts';
import type { OutboundMessage } from '../ports/message.ts';
import type { Deps } from './deps.ts';
import { tellEach } from './tell-each.ts';

/** Tells a department's liaisons (联络员) privately what an admin changed for it; not the admin. False when there is nobody to tell. */
export async function tellLiaisons(
  deps: Deps,
  { departmentId, except, template, view, key }: { departmentId: string; except: string; template: string; view: object; key: string },
): Promise<boolean> {
  const liaisons = await listMembersOf(deps.db, departmentId, 'liaison');
  const others = liaisons.filter(({ id }) => id !== except);
  const messageFor = ({ name }: Member): OutboundMessage => deps.render(template, { ...view, name });
  const told = await tellEach(deps, others, { purpose: 'notice', key, messageFor });
  return told.length > 0 || others.length < liaisons.length;
}
