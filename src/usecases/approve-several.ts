import { countSubmitted } from '../db/submissions.ts';
import { DomainError } from '../domain/errors.ts';
import type { Submission } from '../domain/submission.ts';
import type { Deps } from './deps.ts';
import { approveSubmission, type ApprovedView, type Reviewing } from './review-submission.ts';

/** What came of 「通过 B12 B13 B15」, by number. */
export interface ApprovedSeveralView {
  approved: ApprovedView[];
  /** Left as they were, and why: the code of the refusal of 「通过 B15」 alone, with what it says. */
  refused: { number: number; code: string; state?: Submission['state']; year?: number }[];
  /** Who was told, each once. */
  told: string[];
  /** How many more wait. */
  waiting: number;
}

/** Each for itself: what cannot be approved changes nothing and keeps nothing back. */
export async function approveSeveral(
  deps: Deps,
  { numbers, ...by }: Omit<Reviewing, 'number'> & { numbers: readonly number[] },
): Promise<ApprovedSeveralView> {
  if (numbers.length > MOST) throw new DomainError('too-many-to-approve', { count: numbers.length, most: MOST });
  const view: ApprovedSeveralView = { approved: [], refused: [], told: [], waiting: 0 };
  for (const number of numbers) {
    try {
      view.approved.push(await approveSubmission(deps, { ...by, number, points: null, comment: '' }));
    } catch (refusal) {
      // Refused before anything was written: the others stand.
      if (!(refusal instanceof DomainError)) throw refusal;
      view.refused.push({ number, code: refusal.code, ...refusal.details });
    }
  }
  view.told = [...new Set(view.approved.flatMap(({ told }) => told))];
  view.waiting = await countSubmitted(deps.db);
  return view;
}

const MOST = 20;
