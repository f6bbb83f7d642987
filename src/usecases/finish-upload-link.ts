import { findOpenBurst, getBurst } from '../db/bursts.ts';
import { findMember } from '../db/directory.ts';
import { listEvidenceOfBurst } from '../db/burst-evidence.ts';
import { endLink } from '../db/upload-links.ts';
import { listUploads } from '../db/uploads.ts';
import { UPLOAD_PAGE } from '../domain/upload.ts';
import { handInOutcome } from './answer-hand-in.ts';
import { closeBurst, moveToChat } from './burst-steps.ts';
import type { Deps } from './deps.ts';
import { inTransaction } from './in-transaction.ts';
import type { OpenedLink } from './open-upload-link.ts';
import { queueMessage } from './queue-message.ts';
import { addressOf } from './reach-member.ts';

/** 完成 on the upload page: the link is used up, and the receipt comes in chat. Not while files are on their way, or before any came. */
export async function finishUploadLink(deps: Deps, { link }: OpenedLink): Promise<'finished' | 'unfinished' | 'nothing'> {
  return inTransaction(deps, async (tx) => {
    const uploads = await listUploads(tx.db, link.id);
    if (uploads.length === 0) return 'nothing';
    if (uploads.some(({ state }) => state === 'receiving')) return 'unfinished';
    if (!(await endLink(tx.db, link.id, 'used'))) return 'finished';
    const burst = await findOpenBurst(tx.db, { memberId: link.memberId, channel: UPLOAD_PAGE, roomId: link.id });
    if (burst !== undefined) {
      await closeBurst(tx, burst);
      await tellOfUpload(tx, burst.id);
    }
    return 'finished';
  });
}

/** The one receipt in chat for what came over a page, once its burst (同一批) has ended and all its files are settled. */
export async function tellOfUpload(deps: Deps, burstId: string): Promise<void> {
  const burst = await getBurst(deps.db, burstId);
  if (burst.channel !== UPLOAD_PAGE || burst.ended === 0) return;
  const files = await listEvidenceOfBurst(deps.db, burst.id);
  if (files.length === 0 || files.some(({ state }) => state === 'pending')) return;
  const member = await findMember(deps.db, burst.memberId);
  const to = member && (await addressOf(deps, member));
  if (to === undefined) return;
  // Its item went away meanwhile: it is asked about in chat, and answered there.
  if (burst.deliverableId === null) await moveToChat(deps, burst, to.channel);
  const message = await handInOutcome(deps, files, 'page');
  await queueMessage(deps, to, message, { purpose: 'notice', dedupeKey: `upload-${burst.id}` });
}
