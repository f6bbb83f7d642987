import { findMemberByAccount } from '../db/directory.ts';
import { forgetAttachment, forgetTexts, listAttachments } from '../db/inbound.ts';
import type { InboundRow } from '../db/tables.ts';
import type { Deps } from './deps.ts';
import { tellOfMarked } from './tell-of-marked.ts';

/** Words with a mark of secrecy (密级标志) were typed: they are kept no longer, nor what was sent with them, and the office hears that it happened. */
export async function dropMarkedWords(deps: Deps, { id, channel, senderId, roomId, receivedAt }: InboundRow): Promise<void> {
  await forgetTexts(deps.db, [id]);
  for (const file of await listAttachments(deps.db, id)) await forgetAttachment(deps.db, file.id);
  const sender = await findMemberByAccount(deps.db, channel, senderId);
  if (sender === undefined) return;
  const door = roomId === null ? 'private' : 'room';
  await tellOfMarked(deps, { id, what: 'words', memberId: sender.id, attachmentId: null, receivedAt, channel, door });
}
