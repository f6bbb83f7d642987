import type { Member } from '../domain/directory.ts';
import type { OutboundMessage } from '../ports/message.ts';
import { listContacts } from './contacts.ts';
import type { Deps } from './deps.ts';
import { tellEach } from './tell-each.ts';

/** Tells a department's liaisons (联络员), or who stands in, privately what an admin changed for it; not the admin. False when there is nobody to tell. */
export async function tellLiaisons(
  deps: Deps,
  { departmentId, except, template, view, key }: { departmentId: string; except: string; template: string; view: object; key: string },
): Promise<boolean> {
  const contacts = (await listContacts(deps)).filter(({ departments }) => departments.includes(departmentId));
  const liaisons = contacts.map(({ member }) => member);
  const others = liaisons.filter(({ id }) => id !== except);
  const messageFor = ({ name }: Member): OutboundMessage => deps.render(template, { ...view, name });
  const told = await tellEach(deps, others, { purpose: 'notice', key, messageFor });
  return told.length > 0 || others.length < liaisons.length;
}
