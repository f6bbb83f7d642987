import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Readable } from 'node:stream';
import { findEvidence } from '../db/evidence.ts';
import type { Deps } from './deps.ts';

/** What a link to a file carries beside the file's id. */
export interface FileLink {
  /** Account or member id of the person it was given to. */
  to: string;
  /** Real time, in seconds. */
  until: string;
  sign: string;
}

/** A piece of evidence (佐证资料) as a browser gets it. */
export interface LinkedFile {
  name: string;
  mime: string | null;
  size: number;
  bytes: Readable;
}

/** A link for one person to one stored file. It works for 30 real days, wherever the sandbox's clock stands. */
export function signFileLink(deps: Pick<Deps, 'config' | 'linkKey'>, evidenceId: string, to: string): string {
  const until = String(Math.floor(Date.now() / 1000) + LINK_DAYS * 86_400);
  const query = new URLSearchParams({ to, until, sign: signature(deps.linkKey, evidenceId, to, until) });
  return `${deps.config.http.publicUrl ?? ''}/files/${encodeURIComponent(evidenceId)}?${query.toString()}`;
}

const LINK_DAYS = 30;

/** The file behind a link, or why it stays closed: forged, too old, or the bytes are not there (any more), or were destroyed (清除). */
export async function openFileLink(
  deps: Deps,
  evidenceId: string,
  link: FileLink,
): Promise<LinkedFile | 'forged' | 'expired' | 'gone' | 'purged'> {
  if (!isSigned(deps.linkKey, evidenceId, link)) return 'forged';
  if (Number(link.until) * 1000 < Date.now()) return 'expired';
  const row = await findEvidence(deps.db, evidenceId);
  if (row?.purgedAt != null) return 'purged';
  const sha256 = row?.state === 'stored' ? row.sha256 : null;
  const size = sha256 === null ? undefined : await deps.files.size(sha256);
  if (row === undefined || sha256 === null || size === undefined) return 'gone';
  return { name: row.originalName, mime: row.mime, size, bytes: await deps.files.open(sha256) };
}

function isSigned(key: Buffer, evidenceId: string, { to, until, sign }: FileLink): boolean {
  const expected = Buffer.from(signature(key, evidenceId, to, until));
  const given = Buffer.from(sign);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** As JSON, so that no part can run over into the next. */
function signature(key: Buffer, evidenceId: string, to: string, until: string): string {
  return createHmac('sha256', key)
    .update(JSON.stringify(['file', evidenceId, to, until]))
    .digest('base64url');
}
