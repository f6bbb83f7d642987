import { Readable } from 'node:stream';
import { findMember } from '../db/directory.ts';
import { findExport, markOpened } from '../db/exports.ts';
import type { ExportRow } from '../db/tables.ts';
import { can } from '../domain/access.ts';
import { archiveBytes, openFrame, storedBytes } from '../exporter/archive/frame.ts';
import { audit } from './audit.ts';
import type { Deps } from './deps.ts';
import { inTransaction } from './in-transaction.ts';
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
  /** The same as long as its bytes are. */
  version: string;
  /** Its bytes from `from` until before `to`. */
  read(from: number, to: number): Readable;
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
  if (row === undefined || row.state !== 'ready' || row.sha256 === null || row.expiresAt! <= new Date().toISOString()) return 'gone';
  const owner = await findMember(deps.db, row.memberId);
  if (owner === undefined || !can(owner, 'export')) return 'not-allowed';
  const key = row.sha256;
  if ((await deps.files.size(key)) === undefined) return 'gone';
  const about = { name: row.name, size: row.size!, version: key };
  if (row.kind !== 'archive') return { ...about, read: (from, to) => readable(storedBytes(deps.files, key, from, to - from)) };
  const frame = await openFrame(deps.files, key);
  return { ...about, read: (from, to) => readable(archiveBytes(deps.files, frame, from, to)) };
}

/** The first time a made paper leaves the house over its link, in 操作留痕. */
export async function noteExportOpened(deps: Deps, id: string): Promise<void> {
  const row = await findExport(deps.db, id);
  if (row === undefined || row.openedAt !== null) return;
  await inTransaction(deps, async (tx) => {
    if (!(await markOpened(tx.db, id, tx.clock.now().toISOString()))) return;
    const who = (await findMember(tx.db, row.memberId))?.name ?? row.memberId;
    await audit(tx, { id: row.memberId, source: 'link' }, 'download', `${who}下载《${row.name}》`);
  });
}

function readable(bytes: AsyncIterable<Buffer>): Readable {
  return Readable.from(bytes, { objectMode: false });
}
