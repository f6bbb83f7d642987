import { listEvidenceOfSubmission } from '../db/evidence.ts';
import { listReviews } from '../db/reviews.ts';
import { can } from '../domain/access.ts';
import { dayOf, formatDay } from '../domain/calendar.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { Evidence } from '../domain/evidence.ts';
import { shortFileName } from '../domain/file-name.ts';
import { formatSize } from '../domain/file-size.ts';
import type { Review, Submission } from '../domain/submission.ts';
import type { MessageFile } from '../ports/message.ts';
import type { Deps } from './deps.ts';
import { signFileLink } from './file-links.ts';
import { findingsView, type FindingView } from './findings-view.ts';
import { itemView, type ItemView } from './item-view.ts';
import { memberNames } from './member-names.ts';
import { noteViews } from './note-views.ts';
import { getNumbered } from './numbered-submission.ts';

export interface SubmissionView extends ItemView {
  number: number;
  state: Submission['state'];
  version: number;
  note: string;
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
  /** What checks find in its newest version, while it waits for review. */
  findings: FindingView[];
  /** Told as to those who review. */
  forReviewer: boolean;
  /** The asker may decide on it now. */
  mayReview: boolean;
}

/** A part of the list of files: ten go into one message. */
export interface FilesPart {
  /** Position of the first in the whole list, from 1. */
  from: number;
  lines: { position: number; version: number; name: string; size: string; purged: boolean }[];
  files: MessageFile[];
}

/** 「B12」: what was handed in, in every version, with links for the asker, and what reviewers said. Own department or those who read everything. */
export async function showSubmission(
  deps: Deps,
  { asker, source, number }: { asker: Member; source: string; number: number },
): Promise<{ head: SubmissionView; parts: FilesPart[] }> {
  const { submission, deliverable } = await getNumbered(deps, number);
  const files = await listEvidenceOfSubmission(deps.db, submission.id);
  const isSender = submission.memberId === asker.id || files.some(({ memberId }) => memberId === asker.id);
  const readsAll = can(asker, 'read-everything');
  if (!isSender && !asker.departments.includes(submission.departmentId) && !readsAll) {
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
  const newest = files.filter(({ version, purgedAt }) => version === submission.version && purgedAt === null);
  const head: SubmissionView = {
    ...itemView(deliverable),
    number,
    state: submission.state,
    version: submission.version,
    note: submission.note,
    handedInBy: [...new Set([submission.memberId, ...files.map(({ memberId }) => memberId)])].map(nameOf),
    onBehalf: submission.onBehalf === 1,
    purge: purgeOf(files, nameOf, deliverable.year),
    handedInOn: formatDay(dayOf(new Date(submission.createdAt)), deliverable.year),
    reviews: reviews.map((review) => reviewView(deps, review, nameOf, deliverable.year)),
    total: files.length,
    findings:
      submission.state === 'submitted'
        ? await findingsView(deps, { deliverable, files: newest, audience: readsAll ? 'reviewer' : 'department' })
        : [],
    forReviewer: readsAll,
    mayReview: submission.state === 'submitted' && !isSender && can(asker, 'review'),
  };
  const there = files.filter(isThere);
  await noteViews(deps, { viewer: { id: asker.id, source }, how: 'shown', submission, files: there });
  return { head, parts: inParts(deps, files, asker) };
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

/** Its bytes are there to be handed over. */
function isThere(file: Evidence): file is Evidence & { sha256: string } {
  return file.purgedAt === null && file.sha256 !== null;
}

function inParts(deps: Deps, files: readonly Evidence[], asker: Member): FilesPart[] {
  const parts: FilesPart[] = [];
  for (let at = 0; at < files.length; at += FILES_PER_MESSAGE) {
    const some = files.slice(at, at + FILES_PER_MESSAGE);
    parts.push({
      from: at + 1,
      lines: some.map(({ version, originalName, size, purgedAt }, index) => ({
        position: at + index + 1,
        version: version ?? 1,
        name: shortFileName(originalName),
        size: formatSize(size ?? 0),
        purged: purgedAt !== null,
      })),
      files: some.filter(isThere).map(({ id, originalName, sha256, size }) => ({
        name: originalName,
        url: signFileLink(deps, id, asker.id),
        key: sha256,
        size: size ?? 0,
      })),
    });
  }
  return parts;
}

const FILES_PER_MESSAGE = 10;
