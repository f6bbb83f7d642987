import type { Review } from '../domain/submission.ts';
import type { Database } from './tables.ts';

export async function insertReview(db: Database, review: Review): Promise<void> {
  await db.insertInto('reviews').values(review).execute();
}

/** Verdicts (审核) on a submission, first version first. */
export async function listReviews(db: Database, submissionId: string): Promise<Review[]> {
  return db.selectFrom('reviews').selectAll().where('submissionId', '=', submissionId).orderBy('version').orderBy('reviewedAt').execute();
}
