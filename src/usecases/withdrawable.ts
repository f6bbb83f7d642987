import { listEvidenceOfSubmission } from '../db/evidence.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { NamedDeliverable } from '../domain/named-deliverable.ts';
import { isLive, sendersOf, type Submission } from '../domain/submission.ts';
import type { Deps } from './deps.ts';
import { getOpenNumbered } from './numbered-submission.ts';

/** What may be taken back (撤回), by whoever sent something of it or an admin, until it is approved; `pieces` in the order 「B12」 lists them. */
export async function getWithdrawable(
  deps: Deps,
  { member, number }: { member: Member; number: number },
): Promise<{ submission: Submission; deliverable: NamedDeliverable; pieces: Evidence[] }> {
  const { submission, deliverable } = await getOpenNumbered(deps, number);
  const pieces = await listEvidenceOfSubmission(deps.db, submission.id);
  if (!sendersOf(submission, pieces).has(member.id) && !member.roles.includes('admin')) {
    throw new DomainError('not-your-submission', { number });
  }
  if (submission.state === 'approved' || !isLive(submission)) {
    throw new DomainError('cannot-withdraw', { number, state: submission.state });
  }
  return { submission, deliverable, pieces };
}
