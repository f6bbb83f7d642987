import { getBurst } from '../db/bursts.ts';
import { countOfBurst, listEvidenceOfBurst } from '../db/burst-evidence.ts';
import { listSameBytes } from '../db/evidence.ts';
import { getNamedDeliverable } from '../db/named-deliverables.ts';
import { findLiveSubmission, getSubmission } from '../db/submissions.ts';
import type { InboundRow } from '../db/tables.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { OutboundMessage } from '../ports/message.ts';
import type { Deps } from './deps.ts';
import { filesView, questionView, receiptView, type QuestionView, type ReceiptView } from './hand-in-views.ts';
import { queueAnswer } from './queue-message.ts';
import { leftView, type EarlierFilesView } from './unclear-bursts.ts';

/** The one answer to a message whose files are all settled: receipt, question or refusal, and mixed outcomes in one. */
export async function answerHandIn(deps: Deps, inbound: InboundRow, files: readonly Evidence[]): Promise<void> {
  await queueAnswer(deps, inbound, files[0]!.memberId, await handInOutcome(deps, files, inbound.roomId === null ? 'private' : 'room'));
}

/** What to say about files that are all settled, to whoever sent them through that door. */
export async function handInOutcome(deps: Deps, files: readonly Evidence[], door: keyof typeof RECEIPTS): Promise<OutboundMessage> {
  const view = { ...filesView(deps, files), inRoom: door === 'room', byPage: door === 'page' };
  const stored = files.filter(({ state }) => state === 'stored');
  const [first] = stored;
  if (first === undefined) return deps.render('files-refused', { ...view, ...(await standingOf(deps, files)) });
  if (first.submissionId === null) return question(deps, first, view);
  const submission = await getSubmission(deps.db, first.submissionId);
  const deliverable = await getNamedDeliverable(deps.db, submission.deliverableId);
  const left = await leftBeside(deps, first.burstId, stored);
  return deps.render(RECEIPTS[door], { ...view, ...(await receiptView(deps, submission, deliverable, stored)), left });
}

/** What was left behind is spoken of once per burst, with what came first. */
async function leftBeside(deps: Deps, burstId: string, stored: readonly Evidence[]): Promise<EarlierFilesView | null> {
  if ((await countOfBurst(deps.db, burstId)).stored > stored.length) return null;
  return leftView(deps, await getBurst(deps.db, burstId));
}

const RECEIPTS = { private: 'receipt', room: 'receipt-room', page: 'receipt-page' } as const;

/** What was there before: where it is by now, and what there is to say of what has another name; or that its item is still unclear. */
async function standingOf(deps: Deps, files: readonly Evidence[]): Promise<{ receipt: ReceiptView | null; question: QuestionView | null }> {
  const repeated = files.find(({ remark }) => remark === 'duplicate' || remark === 'new-name');
  if (repeated === undefined) return { receipt: null, question: null };
  const burst = await getBurst(deps.db, repeated.burstId);
  if (burst.deliverableId === null) return { receipt: null, question: await questionView(deps, burst) };
  const submission = await findLiveSubmission(deps.db, burst.deliverableId);
  if (submission === undefined) return { receipt: null, question: null };
  const deliverable = await getNamedDeliverable(deps.db, burst.deliverableId);
  const hashes = files.flatMap(({ remark, sha256 }) => (remark === 'new-name' ? (sha256 ?? []) : []));
  const renamed = await listSameBytes(deps.db, submission, hashes);
  return { receipt: await receiptView(deps, submission, deliverable, renamed), question: null };
}

async function question(deps: Deps, { burstId, inboundId }: Evidence, view: object): Promise<OutboundMessage> {
  const burst = await getBurst(deps.db, burstId);
  const waiting = (await listEvidenceOfBurst(deps.db, burstId)).filter(
    ({ state, submissionId }) => state === 'stored' && submissionId === null,
  );
  const further = waiting.some((file) => file.inboundId !== inboundId);
  return deps.render('hand-in-question', { ...view, further, count: waiting.length, ...(await questionView(deps, burst)) });
}
