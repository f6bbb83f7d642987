import { getNamedDeliverable } from '../db/named-deliverables.ts';
import { getPlan } from '../db/plans.ts';
import { findSubmission } from '../db/submissions.ts';
import { DomainError } from '../domain/errors.ts';
import type { NamedDeliverable } from '../domain/named-deliverable.ts';
import type { Submission } from '../domain/submission.ts';
import type { Deps } from './deps.ts';

/** B12 with what it was handed in for; refused when there is no such number. */
export async function getNumbered(deps: Deps, number: number): Promise<{ submission: Submission; deliverable: NamedDeliverable }> {
  const submission = await findSubmission(deps.db, number);
  if (submission === undefined) throw new DomainError('no-such-submission', { number });
  return { submission, deliverable: await getNamedDeliverable(deps.db, submission.deliverableId) };
}

/** The same for what changes something: a closed year can only be read. */
export async function getOpenNumbered(deps: Deps, number: number): Promise<{ submission: Submission; deliverable: NamedDeliverable }> {
  const found = await getNumbered(deps, number);
  const plan = await getPlan(deps.db, found.deliverable.planId);
  if (plan.state === 'closed') throw new DomainError('plan-closed', { year: plan.year });
  return found;
}
