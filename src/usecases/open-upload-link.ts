import { findMember } from '../db/directory.ts';
import { findNamedDeliverable } from '../db/named-deliverables.ts';
import { findUploadLink } from '../db/upload-links.ts';
import { getPlan } from '../db/plans.ts';
import { can } from '../domain/access.ts';
import type { Member } from '../domain/directory.ts';
import { isUnfinished, type NamedDeliverable } from '../domain/named-deliverable.ts';
import type { UploadLink } from '../domain/upload.ts';
import { withStoodInFor } from './contacts.ts';
import type { Deps } from './deps.ts';
import { isStillThere } from './people.ts';
import { hashToken } from './upload-links.ts';

/** An upload link (上传链接) that opens now. */
export interface OpenedLink {
  link: UploadLink;
  member: Member;
  deliverable: NamedDeliverable;
}

/**
 * Why a link stays closed. `unknown`: there is none; `not-yours`: its person is gone, or does not hand in for that department any more;
 * `finished`: nothing is to be handed in there any more.
 */
export type LinkRefusal = 'unknown' | 'expired' | 'used' | 'revoked' | 'not-yours' | 'finished' | 'year-closed';

/** Looked at anew with every request: people leave, items are approved, years are closed. */
export async function openUploadLink(deps: Deps, token: string): Promise<OpenedLink | LinkRefusal> {
  const link = TOKEN.test(token) ? await findUploadLink(deps.db, hashToken(token)) : undefined;
  return link === undefined ? 'unknown' : judgeLink(deps, link);
}

const TOKEN = /^[\w-]{43}$/;

/** Whether a link opens now, and to what. */
export async function judgeLink(deps: Deps, link: UploadLink): Promise<OpenedLink | LinkRefusal> {
  if (link.state !== 'open') return link.state;
  if (link.expiresAt <= new Date().toISOString()) return 'expired';
  const member = await findSender(deps, link.memberId);
  const deliverable = await findNamedDeliverable(deps.db, link.deliverableId);
  if (member === undefined || !mayHandInFor(member, link, deliverable)) return 'not-yours';
  if (deliverable === undefined || !isUnfinished(deliverable) || deliverable.cancelled === 1) return 'finished';
  if ((await getPlan(deps.db, deliverable.planId)).state === 'closed') return 'year-closed';
  return { link, member, deliverable };
}

async function findSender(deps: Deps, memberId: string): Promise<Member | undefined> {
  const member = await findMember(deps.db, memberId);
  return member !== undefined && (await isStillThere(deps, memberId)) ? withStoodInFor(deps, member) : undefined;
}

function mayHandInFor(member: Member, { forDepartmentId }: UploadLink, deliverable: NamedDeliverable | undefined): boolean {
  if (!can(member, 'hand-in')) return false;
  if (forDepartmentId !== null) return can(member, 'hand-in-for');
  return deliverable === undefined || member.departments.includes(deliverable.departmentId);
}
