import type { Readable } from 'node:stream';
import { findEvidence } from '../db/evidence.ts';
import type { Deps } from './deps.ts';
import { isSigned, signLink, type SignedLink } from './signed-links.ts';

/** A piece of evidence (佐证资料) as a browser gets it. */
export interface LinkedFile {
  name: string;
  mime: string | null;
  size: number;
  bytes: Readable;
}

/** A link for one person to one stored file. It works for 30 real days, wherever the sandbox's clock stands. */
export function signFileLink(deps: Pick<Deps, 'config' | 'linkKey'>, evidenceId: string, to: string): string {
  return signLink(deps, { kind: 'file', path: '/files', id: evidenceId, to, days: LINK_DAYS });
}

const LINK_DAYS = 30;

/** The file behind a link, or why it stays closed: forged, too old, or the bytes are not there (any more), or were destroyed (清除). */
export async function openFileLink(
  deps: Deps,
  evidenceId: string,
  link: SignedLink,
): Promise<LinkedFile | 'forged' | 'expired' | 'gone' | 'purged'> {
  if (!isSigned(deps, 'file', evidenceId, link)) return 'forged';
  if (Number(link.until) * 1000 < Date.now()) return 'expired';
  const row = await findEvidence(deps.db, evidenceId);
  if (row?.purgedAt != null) return 'purged';
  const sha256 = row?.state === 'stored' ? row.sha256 : null;
  const size = sha256 === null ? undefined : await deps.files.size(sha256);
  if (row === undefined || sha256 === null || size === undefined) return 'gone';
  return { name: row.originalName, mime: row.mime, size, bytes: await deps.files.open(sha256) };
}
