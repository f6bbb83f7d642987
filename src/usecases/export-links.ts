import type { Readable } from 'node:stream';
import { findMember } from '../db/directory.ts';
import { findExport } from '../db/exports.ts';
import type { ExportRow } from '../db/tables.ts';
import { can } from '../domain/access.ts';
import type { Deps } from './deps.ts';
import { isSigned, signLink, type SignedLink } from './signed-links.ts';

/** How long a made paper is kept and its link works, in real days. */
export const EXPORT_DAYS = 7;

/** A link to a made paper (导出), for who asked for it. */
export function signExportLink(deps: Pick<Deps, 'config' | 'linkKey'>, { id, accountId }: Pick<ExportRow, 'id' | 'accountId'>): string {
  return signLink(deps, { kind: 'export', path: '/exports', id, to: accountId, days: EXPORT_DAYS });
}

export interface LinkedExport {
  name: string;
  size: number;
  bytes: Readable;
}

/** The paper behind a link, or why it stays closed: forged, too old, no longer there, or its owner may no longer export. */
export async function openExportLink(
  deps: Deps,
  id: string,
  link: SignedLink,
): Promise<LinkedExport | 'forged' | 'expired' | 'gone' | 'not-allowed'> {
  if (!isSigned(deps, 'export', id, link)) return 'forged';
  if (Number(link.until) * 1000 < Date.now()) return 'expired';
  const row = await findExport(deps.db, id);
  if (row === undefined || row.state !== 'ready' || row.sha256 === null) return 'gone';
  const owner = await findMember(deps.db, row.memberId);
  if (owner === undefined || !can(owner, 'export')) return 'not-allowed';
  const size = await deps.files.size(row.sha256);
  return size === undefined ? 'gone' : { name: row.name, size, bytes: await deps.files.open(row.sha256) };
}
