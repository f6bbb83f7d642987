import { listBurstsToEnd } from '../db/bursts.ts';
import { getInbound } from '../db/inbound.ts';
import type { Burst } from '../domain/evidence.ts';
import { shortFileName } from '../domain/file-name.ts';
import { closeBurst, listUnclearFiles } from './burst-steps.ts';
import type { Deps } from './deps.ts';
import { questionView } from './hand-in-views.ts';
import { inTransaction } from './in-transaction.ts';
import { conversationOf, queueMessage } from './queue-message.ts';

/** Ends the bursts (同一批) whose quiet minutes are over: reviewers hear of what came; who left an item unclear is asked once more. */
export async function endBursts(deps: Deps): Promise<void> {
  for (const burst of await listBurstsToEnd(deps.db, deps.clock.now().toISOString())) {
    await inTransaction(deps, async (tx) => {
      if ((await closeBurst(tx, burst)) && burst.deliverableId === null) await remind(tx, burst);
    });
  }
}

/** Where the files were sent, because the answer has to come there too. Files still on their way bring the question themselves. */
async function remind(deps: Deps, burst: Burst): Promise<void> {
  const files = (await listUnclearFiles(deps, burst)).filter(({ state }) => state === 'stored');
  const last = files.at(-1);
  if (last === undefined) return;
  const inbound = await getInbound(deps.db, last.inboundId);
  const view = { count: files.length, name: shortFileName(last.originalName), ...(await questionView(deps, burst)) };
  const message = deps.render('hand-in-unclear', view);
  await queueMessage(deps, conversationOf(inbound, burst.memberId), message, { purpose: 'notice', dedupeKey: `unclear-${burst.id}` });
}
