import { listSenders } from '../db/evidence.ts';
import { countSubmitted, listSubmitted } from '../db/submissions.ts';
import type { Member } from '../domain/directory.ts';
import { can } from '../domain/access.ts';
import { taskTitle } from '../domain/task-title.ts';
import type { Deps } from './deps.ts';
import { withYears } from './with-years.ts';

export interface PendingReviewsView {
  total: number;
  /** `own`: the asker handed in a file of it and leaves it to another reviewer. `closed`: its year is, so that nobody decides. */
  lines: {
    number: number;
    version: number;
    /** 「2022年 」 where it is not of the current one. */
    ofYear: string;
    code: string;
    title: string;
    department: string;
    files: number;
    own: boolean;
    closed: boolean;
  }[];
  more: number;
  /** The first one the asker may decide on. */
  reviewable: number | null;
}

/** 「待审」: what waits for review, oldest number first. */
export async function listPendingReviews(deps: Deps, asker: Member): Promise<PendingReviewsView> {
  const total = await countSubmitted(deps.db);
  const submitted = await withYears(deps, await listSubmitted(deps.db, LINES_SHOWN));
  const lines = await Promise.all(
    submitted.map(async ({ id, number, version, ofYear, code, text, departmentName, files, planState }) => ({
      number,
      version,
      ofYear,
      code,
      title: taskTitle(text),
      department: departmentName,
      files,
      closed: planState === 'closed',
      own: (await listSenders(deps.db, id)).includes(asker.id),
    })),
  );
  const reviewable = can(asker, 'review') ? lines.find(({ own, closed }) => !own && !closed)?.number : undefined;
  return { total, lines, more: total - lines.length, reviewable: reviewable ?? null };
}

const LINES_SHOWN = 10;
