import { findMember } from '../db/directory.ts';
import { markRepeated, updateSubstance } from '../db/evidence.ts';
import { isBetterName } from '../domain/better-name.ts';
import type { Evidence, Substance } from '../domain/evidence.ts';
import { kindOfFile } from '../domain/evidence-kind.ts';
import type { NamedDeliverable } from '../domain/named-deliverable.ts';
import type { Submission } from '../domain/submission.ts';
import { audit } from './audit.ts';
import type { Deps } from './deps.ts';

/** Where the piece stands that came again; undefined while its item is unclear. */
export interface Standing {
  submission: Submission;
  deliverable: NamedDeliverable;
}

/**
 * The same bytes, or the same page, came once more: one of them is enough. Under a better name it is how people follow 「请改成…再发」, so the
 * piece that is there is called so from now on, and what is read from a name is read from this one.
 */
export async function settleRepeated(
  deps: Deps,
  { again, known, source, standing }: { again: Evidence; known: Evidence; source: string; standing?: Standing },
): Promise<void> {
  if (!isNewName(again, known)) return markRepeated(deps.db, again.id, 'duplicate');
  const { originalName, safeName } = again;
  await updateSubstance(deps.db, known.id, { originalName, safeName, ...readAnew(again, known) });
  await markRepeated(deps.db, again.id, 'new-name');
  const by = (await findMember(deps.db, again.memberId))?.name ?? again.memberId;
  const of = standing === undefined ? '' : `B${standing.submission.number} 的`;
  await audit(
    deps,
    { id: again.memberId, source },
    'rename',
    `${by}重新发来${of === '' ? '' : ` ${of}`}《${known.originalName}》，内容相同，改名为《${originalName}》`,
    standing && { taskId: standing.deliverable.taskId, submissionId: standing.submission.id },
  );
}

/** Several of one message, or of one upload, are copies of each other, and what was sent before does not speak last. */
function isNewName(again: Evidence, known: Evidence): boolean {
  if (again.burstId === known.burstId && again.inboundId === known.inboundId) return false;
  if (again.receivedAt < known.receivedAt) return false;
  if (again.form === 'link') return again.title !== null && again.title !== known.title;
  return again.form === 'file' && isBetterName(again.originalName, known.originalName);
}

/** What somebody said or confirmed of it stays. */
function readAnew(again: Evidence, known: Evidence): Partial<Substance> {
  const { title, madeOn, madeOnFrom, madeOnConfirmed, docNumber, docNumberConfirmed, caption, findings } = again;
  const kindWasRead = known.kind === null || known.kind === kindOfFile(`${known.originalName} ${known.caption ?? ''}`, known.mime);
  const dayWasSaid = known.madeOnFrom === 'sender' || known.madeOnConfirmed === 1;
  return {
    ...(again.form === 'link' ? { title } : {}),
    ...(kindWasRead ? { kind: again.kind } : {}),
    ...(madeOn !== null && (!dayWasSaid || madeOnFrom === 'sender') ? { madeOn, madeOnFrom, madeOnConfirmed } : {}),
    ...(known.docNumberConfirmed === 0 && docNumber !== null ? { docNumber, docNumberConfirmed } : {}),
    ...(caption === null ? {} : { caption }),
    findings,
  };
}
