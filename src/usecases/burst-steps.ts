import { endBurst, insertBurst, updateBurst, type BurstPlace } from '../db/bursts.ts';
import { isBurstIn, listEvidenceOfBurst } from '../db/burst-evidence.ts';
import { listNamedDeliverablesById } from '../db/named-deliverables.ts';
import { findLiveSubmission, updateSubmission } from '../db/submissions.ts';
import type { InboundRow } from '../db/tables.ts';
import type { Choice } from '../domain/choose-deliverable.ts';
import type { Member } from '../domain/directory.ts';
import type { Burst, Evidence } from '../domain/evidence.ts';
import { isUnfinished, type NamedDeliverable } from '../domain/named-deliverable.ts';
import { announceWhenQuiet } from './announce-submission.ts';
import { attachBurst } from './attach-burst.ts';
import type { Deps } from './deps.ts';

export function placeOf(inbound: InboundRow, sender: Member): BurstPlace {
  return { memberId: sender.id, channel: inbound.channel, roomId: inbound.roomId ?? '' };
}

/** What came by no chat message goes on in a private chat, because its sender is asked there. It has ended. */
export async function moveToChat(deps: Deps, burst: Burst, channel: string): Promise<void> {
  await updateBurst(deps.db, { ...burst, channel, roomId: '', ended: 1 });
}

/** A new burst (同一批) that nobody has sent anything for yet. */
export async function openBurst(
  deps: Deps,
  place: BurstPlace,
  { forDepartmentId, year }: Pick<Burst, 'forDepartmentId' | 'year'>,
): Promise<Burst> {
  const burst: Burst = {
    id: deps.newId(),
    ...place,
    forDepartmentId,
    year,
    deliverableId: null,
    question: null,
    candidates: [],
    problem: null,
    note: '',
    endsAt: endOfQuiet(deps),
    ended: 0,
  };
  await insertBurst(deps.db, burst);
  return burst;
}

/** Writes down what a burst is for, or what is asked. With an answer its stored files go where they belong. */
export async function decideBurst(deps: Deps, burst: Burst, choice: Choice, problem: Burst['problem'] = null): Promise<Burst> {
  const decided: Burst =
    choice.kind === 'chosen'
      ? { ...burst, year: choice.deliverable.year, deliverableId: choice.deliverable.id, question: null, candidates: [], problem: null }
      : {
          ...burst,
          question: choice.question,
          candidates: choice.question === 'department' ? choice.candidates.map(({ id }) => id) : [],
          problem,
        };
  await updateBurst(deps.db, decided);
  await attachBurst(deps, decided);
  return decided;
}

/** Ten quiet minutes begin again. */
export function prolonged(deps: Deps, burst: Burst): Burst {
  return { ...burst, endsAt: endOfQuiet(deps), ended: 0 };
}

function endOfQuiet({ clock, config }: Deps): string {
  return new Date(clock.now().getTime() + config.evidence.burstMinutes * 60_000).toISOString();
}

/** Adds what was said about the files, also where they already are. */
export async function addNote(deps: Deps, burst: Burst, note: string): Promise<Burst> {
  if (note === '') return burst;
  const noted = { ...burst, note: joinNotes(burst.note, note) };
  await updateBurst(deps.db, noted);
  const submission = burst.deliverableId === null ? undefined : await findLiveSubmission(deps.db, burst.deliverableId);
  const inIt = submission !== undefined && (await isBurstIn(deps.db, burst.id, submission.id));
  if (inIt) await updateSubmission(deps.db, submission.id, { note: joinNotes(submission.note, note) });
  return noted;
}

function joinNotes(earlier: string, note: string): string {
  return earlier === '' || earlier === note ? note : `${earlier}；${note}`;
}

/** Ends a running burst; reviewers hear of what it brought. False when it had ended before. */
export async function closeBurst(deps: Deps, burst: Burst): Promise<boolean> {
  if (!(await endBurst(deps.db, burst.id))) return false;
  if (burst.deliverableId !== null) await announceWhenQuiet(deps, burst.deliverableId);
  return true;
}

/** What 「是哪个部门」 still leaves to choose from: a 时间节点 may have been deleted meanwhile, or everything of it approved. */
export async function listCandidates({ db }: Deps, { candidates }: Burst): Promise<NamedDeliverable[]> {
  return (await listNamedDeliverablesById(db, candidates)).filter(isUnfinished);
}

/** Files of a burst whose item is not clear yet, those on their way included. */
export async function listUnclearFiles(deps: Deps, burst: Burst): Promise<Evidence[]> {
  const files = await listEvidenceOfBurst(deps.db, burst.id);
  return files.filter(({ state, submissionId }) => (state === 'pending' || state === 'stored') && submissionId === null);
}
