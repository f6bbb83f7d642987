import { findOpenBurst } from '../db/bursts.ts';
import { isMessagePending, listEvidenceOfMessage } from '../db/burst-evidence.ts';
import { insertEvidence } from '../db/evidence.ts';
import type { InboundRow } from '../db/tables.ts';
import { chooseByFiles, type Choice } from '../domain/choose-deliverable.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { Burst } from '../domain/evidence.ts';
import { safeFileName } from '../domain/file-name.ts';
import type { TypedPiece } from '../domain/typed-evidence.ts';
import { isUnfinished, type NamedDeliverable } from '../domain/named-deliverable.ts';
import { actingSender, type ActingSender } from './acting-sender.ts';
import { addTyped, refuseTyped } from './add-typed.ts';
import { answerHandIn } from './answer-hand-in.ts';
import { attachBurst, settleSubmission } from './attach-burst.ts';
import { addNote, closeBurst, decideBurst, listCandidates, listUnclearFiles, openBurst, placeOf, prolonged } from './burst-steps.ts';
import type { Deps } from './deps.ts';
import { inTransaction } from './in-transaction.ts';
import { chooseByCode, listOwnDeliverables } from './own-deliverables.ts';
import { findUnclear } from './unclear-bursts.ts';

export interface HandIn {
  inbound: InboundRow;
  sender: Member;
  /** Attachments of the message, or files it quotes. */
  files: readonly { id: string; name: string }[];
  /** What came as words: links, a text, a register entry (登记). */
  pieces?: readonly TypedPiece[];
  /** The department the office sends for (代交). */
  forDepartment?: string;
  /** The year that was named. */
  year: number | undefined;
  /** The item that was named. */
  code?: string;
  note: string;
}

/**
 * Takes files in as evidence (佐证资料): rows now, bytes by a job each, and the one answer when all are settled. Refuses at once
 * what nobody has to hand in; a wrong item keeps the files and asks for the right one.
 */
export async function handIn(deps: Deps, input: HandIn): Promise<void> {
  const { pieces = [] } = input;
  for (const piece of pieces) refuseTyped(piece, input.code);
  await inTransaction(deps, async (tx) => {
    const acting = await actingSender(tx, input);
    const all = await listOwnDeliverables(tx, acting.departments, acting.year);
    const running = await findRunning(tx, input, all, acting);
    const { choice, problem } = await choose(tx, input, all, running);
    const begun = { ...(await burstFor(tx, input, running, choice, acting)), year: acting.year };
    const asked = choice.kind === 'ask' && choice.question === 'item' && problem === null;
    const candidates = asked && begun.question === 'department' ? await listCandidates(tx, begun) : [];
    const decided = await decideBurst(tx, prolonged(tx, begun), candidates.length > 0 ? keepQuestion(candidates) : choice, problem);
    const burst = await addNote(tx, decided, choice.kind === 'chosen' ? choice.note : input.note);
    for (const [position, file] of input.files.entries()) await expectFile(tx, input, burst, file, position);
    const about = { inboundId: input.inbound.id, memberId: input.sender.id, code: input.code };
    for (const [index, piece] of pieces.entries()) {
      await addTyped(tx, burst, { ...about, piece, position: input.files.length + index });
    }
    if (pieces.length > 0) await attachBurst(tx, burst);
    else if (burst.deliverableId !== null) await settleSubmission(tx, burst.deliverableId);
    if (pieces.length > 0 && !(await isMessagePending(tx.db, input.inbound.id))) {
      await answerHandIn(tx, input.inbound, await listEvidenceOfMessage(tx.db, input.inbound.id));
    }
  });
}

/** The running burst, unless its deliverable is finished meanwhile, or it is for another department. */
async function findRunning(
  deps: Deps,
  { inbound, sender }: HandIn,
  all: readonly NamedDeliverable[],
  { forDepartmentId }: ActingSender,
): Promise<Burst | undefined> {
  const running = await findOpenBurst(deps.db, placeOf(inbound, sender));
  if (running !== undefined && running.forDepartmentId !== forDepartmentId) {
    await closeBurst(deps, running);
    return undefined;
  }
  if (running?.deliverableId == null || all.some((one) => one.id === running.deliverableId && isUnfinished(one))) return running;
  await closeBurst(deps, running);
  return undefined;
}

interface Decision {
  choice: Choice;
  problem: Burst['problem'];
}

async function choose(deps: Deps, input: HandIn, all: readonly NamedDeliverable[], running: Burst | undefined): Promise<Decision> {
  const titles = (input.pieces ?? []).map((piece) => (piece.form === 'text' ? '' : piece.title));
  const names = [...input.files.map(({ name }) => name), ...titles];
  if (input.code !== undefined) return chooseNamed(deps, all, { ...input, code: input.code });
  const current = all.find(({ id }) => id === running?.deliverableId);
  if (current !== undefined) return { choice: { kind: 'chosen', deliverable: current, note: input.note }, problem: null };
  const unclear = running === undefined ? [] : await listUnclearFiles(deps, running);
  const choice = chooseByFiles(all, input.note, [...names, ...unclear.map(({ originalName }) => originalName)]);
  return { choice, problem: running?.problem ?? null };
}

/** A wrong item keeps files, so that nobody sends them twice; words are simply refused. */
async function chooseNamed(
  deps: Deps,
  all: readonly NamedDeliverable[],
  { code, note, files }: HandIn & { code: string },
): Promise<Decision> {
  try {
    return { choice: await chooseByCode(deps, all, code, note), problem: null };
  } catch (error) {
    if (!(error instanceof DomainError) || files.length === 0) throw error;
    const candidates = all.filter(isUnfinished);
    return { choice: { kind: 'ask', question: 'item', candidates }, problem: { code: error.code, details: error.details } };
  }
}

/** A further file changes nothing about which departments were asked for. */
function keepQuestion(candidates: NamedDeliverable[]): Choice {
  return { kind: 'ask', question: 'department', candidates };
}

/** The running burst goes on unless the files are for something else. One of today that ended without its item goes on when nothing new is named. */
async function burstFor(deps: Deps, input: HandIn, running: Burst | undefined, choice: Choice, acting: ActingSender): Promise<Burst> {
  const place = placeOf(input.inbound, input.sender);
  const wanted = choice.kind === 'chosen' ? choice.deliverable.id : null;
  if (running !== undefined && (running.deliverableId === null || running.deliverableId === wanted)) return running;
  if (running !== undefined) await closeBurst(deps, running);
  const { current } = input.code === undefined ? await findUnclear(deps, place) : { current: undefined };
  return current?.forDepartmentId === acting.forDepartmentId ? current : openBurst(deps, place, acting);
}

async function expectFile(
  deps: Deps,
  { inbound, sender }: HandIn,
  burst: Burst,
  file: HandIn['files'][number],
  position: number,
): Promise<void> {
  const id = deps.newId();
  await insertEvidence(deps.db, {
    id,
    burstId: burst.id,
    inboundId: inbound.id,
    attachmentId: file.id,
    position,
    memberId: sender.id,
    state: 'pending',
    originalName: file.name,
    safeName: safeFileName(file.name),
    attempts: 0,
    nextAttemptAt: null,
    receivedAt: deps.clock.now().toISOString(),
  });
  await deps.queue.add('store-evidence', { evidenceId: id }, { id: `store-${id}` });
}
