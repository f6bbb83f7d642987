import { countOfBurst, listEvidenceOfBurst } from '../db/burst-evidence.ts';
import { findNamedDeliverable } from '../db/named-deliverables.ts';
import { findLiveSubmission } from '../db/submissions.ts';
import type { Burst } from '../domain/evidence.ts';
import type { Deps } from './deps.ts';
import { receiptView, type ReceiptView } from './hand-in-views.ts';
import { earlierFilesView, type EarlierFilesView } from './unclear-bursts.ts';

/** What a burst (同一批) has brought so far. */
export interface BurstView {
  /** Stored files of this burst. */
  stored: number;
  /** Files still on their way into the store. */
  pending: number;
  /** Null until the first file of it is stored and its item is clear, and again once a reviewer has decided. */
  receipt: ReceiptView | null;
  /** Files of it that came on an earlier day. */
  earlier: EarlierFilesView | null;
  /** The item, once clear. */
  code: string | null;
}

export async function describeBurst(deps: Deps, burst: Burst): Promise<BurstView> {
  const deliverable = burst.deliverableId === null ? undefined : await findNamedDeliverable(deps.db, burst.deliverableId);
  const submission = deliverable && (await findLiveSubmission(deps.db, deliverable.id));
  const waits = submission?.state === 'receiving' || submission?.state === 'submitted';
  const mine = waits
    ? (await listEvidenceOfBurst(deps.db, burst.id)).filter(
        ({ state, submissionId }) => state === 'stored' && submissionId === submission.id,
      )
    : [];
  return {
    ...(await countOfBurst(deps.db, burst.id)),
    receipt: mine.length > 0 ? await receiptView(deps, submission!, deliverable!, mine) : null,
    earlier: earlierFilesView(deps, mine),
    code: deliverable?.code ?? null,
  };
}
