import { countPieces, listEvidencePage, listSenders } from '../db/evidence.ts';
import { findLastPurged } from '../db/evidence-bytes.ts';
import { listUses } from '../db/evidence-uses.ts';
import { getPlan } from '../db/plans.ts';
import { listReviews } from '../db/reviews.ts';
import { can } from '../domain/access.ts';
import { dayOf, formatDay } from '../domain/calendar.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import { isStanding, type Evidence } from '../domain/evidence.ts';
import { safeFileName, shortFileName } from '../domain/file-name.ts';
import type { NamedDeliverable } from '../domain/named-deliverable.ts';
import { isLive, type Review, type Submission } from '../domain/submission.ts';
import type { MessageFile, MessageLink } from '../ports/message.ts';
import { mayHandInto } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { signFileLink } from './file-links.ts';
import { findingsView, type FindingView } from './findings-view.ts';
import { itemView, type ItemView } from './item-view.ts';
import { memberNames } from './member-names.ts';
import { noteViews } from './note-views.ts';
import { getNumbered } from './numbered-submission.ts';
import { pieceView, type PieceView } from './piece-view.ts';
import { wordsToRepair } from './tell-verdict.ts';
import { withYears } from './with-years.ts';

export interface SubmissionView extends ItemView {
  number: number;
  /** `purged`: all of it was destroyed (清除). */
  state: Submission['state'] | 'purged';
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
  /** Those that follow, from 1. */
  from: number;
  to: number;
  /** What checks find in those of its newest version, while it waits for review. */
  findings: FindingView[];
  /** Told as to those who review. */
  forReviewer: boolean;
  /** What to say with what repairs it (补正), where the asker may hand in. */
  repair: string | null;
  /** The asker may decide on it now. */
  mayReview: boolean;
}

/** A part of the list of files: ten go into one message. */
export interface FilesPart {
  /** Position of the first in the whole list, from 1. */
  from: number;
  lines: PieceView[];
  files: MessageFile[];
  /** To texts too long to be shown whole. */
  links: MessageLink[];
}

/**
 * 「B12」: what was handed in, in every version, with links for the asker, and what reviewers said. Own department or those who read
 * everything. Of a long list fifty pieces, the first or those from `piece` on.
 */
export async function showSubmission(
  deps: Deps,
  { asker, source, number, piece = 1 }: { asker: Member; source: string; number: number; piece: number | undefined },
): Promise<{ head: SubmissionView; parts: FilesPart[] }> {
  const { submission, deliverable } = await getNumbered(deps, number);
  const senders = [...new Set([submission.memberId, ...(await listSenders(deps.db, submission.id))])];
  const isSender = senders.includes(asker.id);
  const isOwn = isSender || asker.departments.includes(submission.departmentId);
  const readsAll = can(asker, 'read-everything');
  if (!isOwn && !readsAll) {
    throw new DomainError('not-your-department', { number, department: deliverable.departmentName });
  }
  const { total, unconfirmed, purged } = await countPieces(deps.db, submission);
  if (piece < 1 || piece > Math.max(1, total)) throw new DomainError('no-such-piece', { number, piece, count: total, asked: true });
  const reviews = await listReviews(deps.db, submission.id);
  const lastPurged = purged === 0 ? undefined : await findLastPurged(deps.db, submission.id);
  const names = await memberNames(deps, [...senders, ...reviews.map(({ reviewerId }) => reviewerId), lastPurged?.purgedBy ?? '']);
  const nameOf = (id: string): string => names.get(id) ?? id;
  const to = Math.min(total, piece + PIECES_SHOWN - 1);
  const pieces = await listEvidencePage(deps.db, submission.id, piece - 1, PIECES_SHOWN);
  const newest = pieces.filter((piece) => piece.version === submission.version && isStanding(piece));
  const head: SubmissionView = {
    ...itemView(deliverable),
    number,
    state: total > 0 && purged === total ? 'purged' : submission.state,
    version: submission.version,
    note: submission.note,
    withdrawnReason: submission.withdrawnReason,
    mayConfirm: submission.state === 'submitted' && can(asker, 'hand-in') && isOwn && unconfirmed > 0,
    handedInBy: senders.map(nameOf),
    onBehalf: submission.onBehalf === 1,
    purge: lastPurged === undefined ? null : purgeView(lastPurged, purged, nameOf, deliverable.year),
    handedInOn: formatDay(dayOf(new Date(submission.createdAt)), deliverable.year),
    reviews: reviews.map((review) => reviewView(deps, review, nameOf, deliverable.year)),
    total,
    from: piece,
    to,
    findings:
      submission.state === 'submitted'
        ? await findingsView(deps, { deliverable, files: newest, audience: readsAll ? 'reviewer' : 'department' })
        : [],
    forReviewer: readsAll,
    repair: await repairOf(deps, { asker, submission, deliverable }),
    mayReview: submission.state === 'submitted' && !isSender && can(asker, 'review'),
  };
  const viewed = pieces.filter(({ purgedAt }) => purgedAt === null);
  await noteViews(deps, { viewer: { id: asker.id, source }, how: 'shown', submission, files: viewed });
  return { head, parts: inParts(deps, await withUses(deps, pieces), { asker, year: deliverable.year, from: piece }) };
}

async function repairOf(
  deps: Deps,
  { asker, submission, deliverable }: { asker: Member; submission: Submission; deliverable: NamedDeliverable },
): Promise<string | null> {
  if (submission.state !== 'returned' || !asker.departments.includes(submission.departmentId)) return null;
  const mayHandIn = mayHandInto(await getPlan(deps.db, deliverable.planId), asker);
  return mayHandIn ? wordsToRepair(deps, deliverable) : null;
}

/** Of a longer list the rest is asked for: a message holds ten. */
const PIECES_SHOWN = 50;

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

function purgeView(
  { purgedAt, purgedBy, purgeReason }: Evidence,
  count: number,
  nameOf: (id: string) => string,
  year: number,
): SubmissionView['purge'] {
  return { count, on: formatDay(dayOf(new Date(purgedAt!)), year), by: nameOf(purgedBy ?? ''), reason: purgeReason ?? '' };
}

interface PieceWithUses {
  evidence: Evidence;
  uses: PieceView['uses'];
}

async function withUses(deps: Deps, pieces: readonly Evidence[]): Promise<PieceWithUses[]> {
  const uses = (await listUses(deps.db, pieces)).filter(
    (one) => isLive(one) && one.pieceState === 'stored' && one.submissionId !== pieces[0]?.submissionId,
  );
  const others = await withYears(deps, uses);
  const byOrigin = Map.groupBy(others, ({ id, usedFrom }) => usedFrom ?? id);
  return pieces.map((evidence) => ({ evidence, uses: byOrigin.get(evidence.usedFrom ?? evidence.id) ?? [] }));
}

function inParts(
  deps: Deps,
  pieces: readonly PieceWithUses[],
  { asker, year, from }: { asker: Member; year: number; from: number },
): FilesPart[] {
  const parts: FilesPart[] = [];
  for (let at = 0; at < pieces.length; at += FILES_PER_MESSAGE) {
    const some = pieces.slice(at, at + FILES_PER_MESSAGE);
    parts.push({
      from: from + at,
      lines: some.map(({ evidence, uses }, index) => pieceView(evidence, from + at + index, year, uses)),
      files: some.flatMap(({ evidence: { id, originalName, purgedAt, sha256, size } }) =>
        purgedAt !== null || sha256 === null
          ? []
          : [{ name: safeFileName(originalName), url: signFileLink(deps, id, asker.id), key: sha256, size: size ?? 0 }],
      ),
      links: some.flatMap(({ evidence: { id, originalName, body } }) =>
        (body ?? '').length > TEXT_SHOWN ? [{ name: `${shortFileName(originalName)}（全文）`, url: signFileLink(deps, id, asker.id) }] : [],
      ),
    });
  }
  return parts;
}

const FILES_PER_MESSAGE = 10;
/** As `parts/file-lines` cuts it. */
const TEXT_SHOWN = 300;
