import { markWithdrawn } from '../db/evidence.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import { isStanding } from '../domain/evidence.ts';
import { shortFileName } from '../domain/file-name.ts';
import { replacedEvidence } from '../domain/replaced-evidence.ts';
import { announceWhenQuiet } from './announce-submission.ts';
import { audit, type Actor } from './audit.ts';
import type { Deps } from './deps.ts';
import { itemView, type ItemView } from './item-view.ts';
import { refuseLongReason } from './request-reason.ts';
import { trailName } from './trail-name.ts';
import { getWithdrawable } from './withdrawable.ts';

export interface WithdrawnPieceView extends ItemView {
  number: number;
  piece: number;
  name: string;
  /** Pieces that still count. */
  left: number;
}

/**
 * 「撤回 B12-3 理由」: one piece counts no more and keeps its place in the list. The last one of the version that stands stays, for reviewers
 * would have nothing to look at: the whole is taken back instead.
 */
export async function withdrawPiece(
  deps: Deps,
  { member, actor, number, piece, reason }: { member: Member; actor: Actor; number: number; piece: number; reason: string },
): Promise<WithdrawnPieceView> {
  refuseLongReason(reason);
  const { submission, deliverable, pieces } = await getWithdrawable(deps, { member, number });
  const meant = pieces[piece - 1];
  if (meant === undefined) throw new DomainError('no-such-piece', { number, piece, count: pieces.length });
  const name = shortFileName(meant.originalName);
  if (!isStanding(meant)) throw new DomainError('piece-gone', { number, piece, name, purged: meant.purgedAt !== null });
  const others = pieces.filter((one) => isStanding(one) && one.id !== meant.id);
  const isLast = meant.version === submission.version && !others.some(({ version }) => version === submission.version);
  if (isLast) throw new DomainError('last-piece', { number, version: submission.version });
  await markWithdrawn(deps.db, meant.id);
  const why = reason === '' ? '' : `：${reason}`;
  await audit(
    deps,
    actor,
    'withdraw',
    `${member.name}撤回 B${number} 第 ${piece} 份《${trailName(meant)}》${why}（第${deliverable.code}项，${deliverable.departmentName}）`,
    { taskId: deliverable.taskId, submissionId: submission.id },
  );
  await announceWhenQuiet(deps, deliverable.id);
  return { ...itemView(deliverable), number, piece, name, left: others.length - replacedEvidence(others).size };
}
