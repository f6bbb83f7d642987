import { findMember, listDepartments } from '../db/directory.ts';
import { forgetAttachment } from '../db/inbound.ts';
import { dayOf, formatDay, timeOf } from '../domain/calendar.ts';
import { audit } from './audit.ts';
import type { Deps } from './deps.ts';
import { tellAdmins } from './tell-admins.ts';

/** A file with a mark of secrecy, as far as it may be spoken of. */
export interface MarkedFile {
  /** Of the piece of evidence, or of the import, it would have become. */
  id: string;
  memberId: string;
  attachmentId: string | null;
  receivedAt: string;
  channel: string;
  inRoom: boolean;
}

/**
 * A file with a mark of secrecy (密级标志) came: the office hears that it happened. Of the file itself nothing stays behind, neither what it
 * was called nor where it can be fetched again.
 */
export async function tellOfMarked(deps: Deps, { id, memberId, attachmentId, receivedAt, channel, inRoom }: MarkedFile): Promise<void> {
  if (attachmentId !== null) await forgetAttachment(deps.db, attachmentId);
  const sender = await findMember(deps.db, memberId);
  const departments = await listDepartments(deps.db);
  const name = sender?.name ?? memberId;
  await audit(deps, { id: memberId, source: channel }, 'refuse-marked', `${name}发来的一份文件带密级标志，没有保存`);
  const at = new Date(receivedAt);
  const view = {
    name,
    department: departments.find(({ id }) => id === sender?.departments[0])?.name ?? null,
    on: formatDay(dayOf(at), Number(dayOf(deps.clock.now()).slice(0, 4))),
    time: timeOf(at),
    inRoom,
  };
  await tellAdmins(deps, deps.render('marked-told', view), `marked-${id}`);
}
