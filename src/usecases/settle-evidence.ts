import { getBurst } from '../db/bursts.ts';
import { findWaitingTwin, isMessagePending, listEvidenceOfMessage } from '../db/burst-evidence.ts';
import { settlePending } from '../db/evidence.ts';
import { getInbound } from '../db/inbound.ts';
import { forgetUpload } from '../db/uploads.ts';
import type { Burst, Evidence, Substance } from '../domain/evidence.ts';
import { UPLOAD_PAGE } from '../domain/upload.ts';
import { answerHandIn } from './answer-hand-in.ts';
import { attachBurst } from './attach-burst.ts';
import { decideByNames } from './decide-by-names.ts';
import type { Deps } from './deps.ts';
import { tellOfUpload } from './finish-upload-link.ts';
import { inTransaction } from './in-transaction.ts';
import { settleRepeated } from './settle-repeated.ts';
import { tellOfMarked } from './tell-of-marked.ts';

/** What became of a file, and what was read from it. */
export type EvidenceOutcome = Pick<Evidence, 'state' | 'originalName' | 'safeName' | 'size' | 'sha256' | 'mime' | 'remark'> &
  Partial<Substance>;

/**
 * Writes the outcome of one file, puts it into its submission when the item is clear, and answers the message it came with, if any, when
 * this was the last of its files. All or nothing; the second of two runs finds it done.
 */
export async function settleEvidence(deps: Deps, evidence: Evidence, outcome: EvidenceOutcome): Promise<void> {
  await inTransaction(deps, async (tx) => {
    if (!(await settlePending(tx.db, evidence.id, outcome))) return;
    const burst = await getBurst(tx.db, evidence.burstId);
    if (outcome.remark === 'marked') await dropMarked(tx, evidence, burst);
    const known = outcome.state === 'stored' ? await findWaitingTwin(tx.db, evidence, outcome.sha256) : undefined;
    if (known !== undefined) await settleRepeated(tx, { again: { ...evidence, ...outcome }, known, source: burst.channel });
    await attachBurst(tx, burst);
    if (evidence.inboundId === null) return tellOfUpload(tx, burst.id);
    if (await isMessagePending(tx.db, evidence.inboundId)) return;
    await decideByNames(tx, burst.id);
    await answerHandIn(tx, await getInbound(tx.db, evidence.inboundId), await listEvidenceOfMessage(tx.db, evidence.inboundId));
  });
}

async function dropMarked(deps: Deps, evidence: Evidence, { channel, roomId }: Burst): Promise<void> {
  await forgetUpload(deps.db, evidence.id);
  const door = channel === UPLOAD_PAGE ? 'page' : roomId === '' ? 'private' : 'room';
  await tellOfMarked(deps, { ...evidence, what: 'file', channel, door });
}
