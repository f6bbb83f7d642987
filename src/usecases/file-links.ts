import { Readable } from 'node:stream';
import { findEvidence } from '../db/evidence.ts';
import type { Evidence } from '../domain/evidence.ts';
import { safeFileName } from '../domain/file-name.ts';
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

/** The same, to the small picture of it: of a piece whose `previewSha256` is not null. It does not open the file itself. */
export function signPreviewLink(deps: Pick<Deps, 'config' | 'linkKey'>, evidenceId: string, to: string): string {
  return signLink(deps, { kind: 'preview', path: '/previews', id: evidenceId, to, days: LINK_DAYS });
}

const LINK_DAYS = 30;

/** Why a link stays closed: forged, too old, or the bytes are not there (any more), or were destroyed (清除). */
type Closed = 'forged' | 'expired' | 'gone' | 'purged';

/** The file behind a link, or the words of a text; or why it stays closed. */
export async function openFileLink(deps: Deps, evidenceId: string, link: SignedLink): Promise<LinkedFile | Closed> {
  return openLink(deps, 'file', evidenceId, link, ({ originalName, mime, sha256, body }) =>
    body === null
      ? { name: safeFileName(originalName), mime, key: sha256 }
      : { name: `${safeFileName(originalName)}.txt`, mime: 'text/plain; charset=utf-8', key: null, words: body },
  );
}

/** The small picture behind a link, or why it stays closed. */
export async function openPreviewLink(deps: Deps, evidenceId: string, link: SignedLink): Promise<LinkedFile | Closed> {
  return openLink(deps, 'preview', evidenceId, link, ({ originalName, previewSha256 }) => ({
    name: `${safeFileName(originalName)}.jpg`,
    mime: 'image/jpeg',
    key: previewSha256,
  }));
}

async function openLink(
  deps: Deps,
  kind: 'file' | 'preview',
  evidenceId: string,
  link: SignedLink,
  pick: (evidence: Evidence) => Pick<LinkedFile, 'name' | 'mime'> & { key: string | null; words?: string },
): Promise<LinkedFile | Closed> {
  if (!isSigned(deps, kind, evidenceId, link)) return 'forged';
  if (Number(link.until) * 1000 < Date.now()) return 'expired';
  const row = await findEvidence(deps.db, evidenceId);
  if (row?.purgedAt != null) return 'purged';
  if (row?.state !== 'stored' && row?.state !== 'withdrawn') return 'gone';
  const { key, words, ...about } = pick(row);
  if (words !== undefined) return { ...about, size: Buffer.byteLength(words), bytes: Readable.from([Buffer.from(words)]) };
  const size = key === null ? undefined : await deps.files.size(key);
  return key === null || size === undefined ? 'gone' : { ...about, size, bytes: await deps.files.open(key) };
}
