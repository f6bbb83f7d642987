import { findMember, listDepartments } from '../db/directory.ts';
import { forgetAttachment } from '../db/inbound.ts';
import { forgetUpload } from '../db/uploads.ts';
import { dayOf, formatDay, timeOf } from '../domain/calendar.ts';
import type { Burst, Evidence } from '../domain/evidence.ts';
import { UPLOAD_PAGE } from '../domain/upload.ts';
import { audit } from './audit.ts';
import type { Deps } from './deps.ts';
import { tellAdmins } from './tell-admins.ts';

/**
 * A file with a mark of secrecy (密级标志) came: the office hears that it happened. Of the file itself nothing stays behind, neither what it
 * was called nor where it can be fetched again.
 */
export async function tellOfMarked(deps: Deps, evidence: Evidence, { channel, roomId }: Burst): Promise<void> {
  if (evidence.attachmentId !== null) await forgetAttachment(deps.db, evidence.attachmentId);
  await forgetUpload(deps.db, evidence.id);
  const sender = await findMember(deps.db, evidence.memberId);
  const departments = await listDepartments(deps.db);
  const name = sender?.name ?? evidence.memberId;
  await audit(deps, { id: evidence.memberId, source: channel }, 'refuse-marked', `${name}发来的一份文件带密级标志，没有保存`);
  const at = new Date(evidence.receivedAt);
  const view = {
    name,
    department: departments.find(({ id }) => id === sender?.departments[0])?.name ?? null,
    on: formatDay(dayOf(at), Number(dayOf(deps.clock.now()).slice(0, 4))),
    time: timeOf(at),
    inRoom: roomId !== '' && channel !== UPLOAD_PAGE,
  };
  await tellAdmins(deps, deps.render('marked-told', view), `marked-${evidence.id}`);
}
