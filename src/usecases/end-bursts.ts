import { listBurstsToEnd } from '../db/bursts.ts';
import { findMember } from '../db/directory.ts';
import { getInbound } from '../db/inbound.ts';
import type { Burst, Evidence } from '../domain/evidence.ts';
import { UPLOAD_PAGE } from '../domain/upload.ts';
import { shortFileName } from '../domain/file-name.ts';
import { closeBurst, listUnclearFiles } from './burst-steps.ts';
import type { Deps } from './deps.ts';
import { questionView } from './hand-in-views.ts';
import { tellOfUpload } from './finish-upload-link.ts';
import { inTransaction } from './in-transaction.ts';
import { conversationOf, queueMessage, type Address } from './queue-message.ts';
import { addressOf } from './reach-member.ts';

/**
 * Ends the bursts (同一批) whose quiet minutes are over: reviewers hear of what came; who left an item unclear is asked once more.
 * One that cannot be ended keeps nobody else waiting.
 */
export async function endBursts(deps: Deps): Promise<void> {
  for (const burst of await listBurstsToEnd(deps.db, deps.clock.now().toISOString())) {
    try {
      await inTransaction(deps, (tx) => end(tx, burst));
    } catch (error) {
      deps.log.error({ burst: burst.id, err: error }, 'a burst of files could not be ended; the next tick tries again');
    }
  }
}

async function end(deps: Deps, burst: Burst): Promise<void> {
  if (!(await closeBurst(deps, burst))) return;
  if (burst.channel === UPLOAD_PAGE) await tellOfUpload(deps, burst.id);
  else if (burst.deliverableId === null) await remind(deps, burst);
}

/** Files still on their way bring the question themselves. */
async function remind(deps: Deps, burst: Burst): Promise<void> {
  const files = (await listUnclearFiles(deps, burst)).filter(({ state }) => state === 'stored');
  const last = files.at(-1);
  if (last === undefined) return;
  const to = await askedAt(deps, last);
  if (to === undefined) return;
  const view = { count: files.length, name: shortFileName(last.originalName), ...(await questionView(deps, burst)) };
  const message = deps.render('hand-in-unclear', view);
  await queueMessage(deps, to, message, { purpose: 'notice', dedupeKey: `unclear-${burst.id}` });
}

/** Where the files were sent, because the answer has to come there too. What came by no message has no such place: the person is found. */
async function askedAt(deps: Deps, { inboundId, memberId }: Evidence): Promise<Address | undefined> {
  if (inboundId !== null) return conversationOf(await getInbound(deps.db, inboundId), memberId);
  const member = await findMember(deps.db, memberId);
  return member && addressOf(deps, member);
}
