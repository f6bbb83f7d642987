import { findMember, listDepartments } from '../db/directory.ts';
import { forgetAttachment } from '../db/inbound.ts';
import { dayOf, formatDay, timeOf } from '../domain/calendar.ts';
import { audit } from './audit.ts';
import type { Deps } from './deps.ts';
import { tellAdmins } from './tell-admins.ts';

/** A file, or words, with a mark of secrecy, as far as it may be spoken of. */
export interface MarkedThing {
  what: 'file' | 'words';
  /** Of the piece of evidence or the import it would have become, or of the message. */
  id: string;
  memberId: string;
  attachmentId: string | null;
  receivedAt: string;
  channel: string;
  /** Where it came in. */
  door: 'private' | 'room' | 'page';
}

/**
 * Something with a mark of secrecy (密级标志) came: the office hears that it happened. Of a file itself nothing stays behind, neither what it
 * was called nor where it can be fetched again.
 */
export async function tellOfMarked(
  deps: Deps,
  { what, id, memberId, attachmentId, receivedAt, channel, door }: MarkedThing,
): Promise<void> {
  if (attachmentId !== null) await forgetAttachment(deps.db, attachmentId);
  const sender = await findMember(deps.db, memberId);
  const departments = await listDepartments(deps.db);
  const name = sender?.name ?? memberId;
  const thing = what === 'file' ? '一份文件' : '文字';
  await audit(deps, { id: memberId, source: channel }, 'refuse-marked', `${name}发来的${thing}带密级标志，没有保存`);
  const at = new Date(receivedAt);
  const view = {
    what,
    name,
    department: departments.find(({ id }) => id === sender?.departments[0])?.name ?? null,
    on: formatDay(dayOf(at), Number(dayOf(deps.clock.now()).slice(0, 4))),
    time: timeOf(at),
    door,
  };
  await tellAdmins(deps, deps.render('marked-told', view), `marked-${id}`);
}
