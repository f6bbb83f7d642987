import { listEvidenceOfSubmission } from '../db/evidence.ts';
import { listReviews } from '../db/reviews.ts';
import { can } from '../domain/access.ts';
import { dayOf, formatDay } from '../domain/calendar.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Review, Submission } from '../domain/submission.ts';
import type { MessageFile } from '../ports/message.ts';
import type { Deps } from './deps.ts';
import { signFileLink } from './file-links.ts';
import { itemView, type ItemView } from './item-view.ts';
import { memberNames } from './member-names.ts';
import { getNumbered } from './numbered-submission.ts';
import { isUnconfirmed, pieceView, type PieceView } from './piece-view.ts';

export interface SubmissionView extends ItemView {
  number: number;
  state: Submission['state'];
  version: number;
  note: string;
  /** Why it was withdrawn, where that was said. */
  withdrawnReason: string | null;
  /** Something was read and is not confirmed, and the asker may say so. */
  mayConfirm: boolean;
  handedInBy: string[];
  /** 代交: the office handed it in for the department. */
  onBehalf: boolean;
  /** 清除: how many files were destroyed, when, by whom and why. */
  purge: { count: number; on: string; by: string; reason: string } | null;
  handedInOn: string;
  reviews: {
    version: number;
    verdict: Review['verdict'];
    reason: string | null;
    comment: string;
    points: number | null;
    reviewer: string;
    sameDepartment: boolean;
    on: string;
  }[];
  total: number;
  /** The asker may decide on it now. */
  mayReview: boolean;
}

/** A part of the list of files: ten go into one message. */
export interface FilesPart {
  /** Position of the first in the whole list, from 1. */
  from: number;
  lines: PieceView[];
  files: MessageFile[];
}

/** 「B12」: what was handed in, in every version, with links for the asker, and what reviewers said. Own department or those who read everything. */
export async function showSubmission(
  deps: Deps,
  { asker, account, number }: { asker: Member; account: string; number: number },
): Promise<{ head: SubmissionView; parts: FilesPart[] }> {
  const { submission, deliverable } = await getNumbered(deps, number);
  const files = await listEvidenceOfSubmission(deps.db, submission.id);
  const isSender = submission.memberId === asker.id || files.some(({ memberId }) => memberId === asker.id);
  const isOwn = isSender || asker.departments.includes(submission.departmentId);
  const current = files.filter(({ version }) => version === submission.version);
  if (!isOwn && !can(asker, 'read-everything')) {
    throw new DomainError('not-your-department', { number, department: deliverable.departmentName });
  }
  const reviews = await listReviews(deps.db, submission.id);
  const names = await memberNames(deps, [
    submission.memberId,
    ...files.map(({ memberId }) => memberId),
    ...reviews.map(({ reviewerId }) => reviewerId),
    ...files.flatMap(({ purgedBy }) => purgedBy ?? []),
  ]);
  const nameOf = (id: string): string => names.get(id) ?? id;
  const head: SubmissionView = {
    ...itemView(deliverable),
    number,
    state: submission.state,
    version: submission.version,
    note: submission.note,
    withdrawnReason: submission.withdrawnReason,
    mayConfirm: submission.state === 'submitted' && can(asker, 'hand-in') && isOwn && current.some(isUnconfirmed),
    handedInBy: [...new Set([submission.memberId, ...files.map(({ memberId }) => memberId)])].map(nameOf),
    onBehalf: submission.onBehalf === 1,
    purge: purgeOf(files, nameOf, deliverable.year),
    handedInOn: formatDay(dayOf(new Date(submission.createdAt)), deliverable.year),
    reviews: reviews.map((review) => reviewView(deps, review, nameOf, deliverable.year)),
    total: files.length,
    mayReview: submission.state === 'submitted' && !isSender && can(asker, 'review'),
  };
  return { head, parts: inParts(deps, files, account, deliverable.year) };
}

function reviewView({ config }: Deps, review: Review, nameOf: (id: string) => string, year: number): SubmissionView['reviews'][number] {
  const { version, verdict, reason, comment, points, reviewerId, sameDepartment, reviewedAt } = review;
  return {
    version,
    verdict,
    reason: reason === null ? null : (config.reasons.find(({ code }) => code === reason)?.text ?? reason),
    comment,
    points,
    reviewer: nameOf(reviewerId),
    sameDepartment: sameDepartment === 1,
    on: formatDay(dayOf(new Date(reviewedAt)), year),
  };
}

function purgeOf(files: readonly Evidence[], nameOf: (id: string) => string, year: number): SubmissionView['purge'] {
  const purged = files.filter(({ purgedAt }) => purgedAt !== null);
  const last = purged.at(-1);
  if (last?.purgedAt == null) return null;
  const on = formatDay(dayOf(new Date(last.purgedAt)), year);
  return { count: purged.length, on, by: nameOf(last.purgedBy ?? ''), reason: last.purgeReason ?? '' };
}

function inParts(deps: Deps, files: readonly Evidence[], account: string, year: number): FilesPart[] {
  const parts: FilesPart[] = [];
  for (let at = 0; at < files.length; at += FILES_PER_MESSAGE) {
    const some = files.slice(at, at + FILES_PER_MESSAGE);
    parts.push({
      from: at + 1,
      lines: some.map((one, index) => pieceView(one, at + index + 1, year)),
      files: some.flatMap(({ id, originalName, purgedAt, sha256, size }) =>
        purgedAt !== null || sha256 === null
          ? []
          : [{ name: originalName, url: signFileLink(deps, id, account), key: sha256, size: size ?? 0 }],
      ),
    });
  }
  return parts;
}

const FILES_PER_MESSAGE = 10;
