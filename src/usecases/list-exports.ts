import { listExportsOf } from '../db/exports.ts';
import type { ExportRow } from '../db/tables.ts';
import { dayOf, formatDay, timeOf } from '../domain/calendar.ts';
import type { Member } from '../domain/directory.ts';
import { formatSize } from '../domain/file-size.ts';
import type { MessageLink } from '../ports/message.ts';
import type { Deps } from './deps.ts';
import { signExportLink } from './export-links.ts';

export interface ExportsView {
  exports: {
    name: string;
    /** When it was asked for. */
    at: string;
    state: ExportRow['state'];
    /** While it is made: how far it is, 0 to 99; null where that is not known. */
    percent: number | null;
    size: string;
    until: string;
  }[];
}

/** 「导出」: what the asker had made lately, with links to what is still kept. */
export async function listExports(deps: Deps, asker: Member): Promise<{ view: ExportsView; links: MessageLink[] }> {
  const rows = await listExportsOf(deps.db, asker.id, EXPORTS_SHOWN);
  const kept = rows.filter(({ state, sha256 }) => state !== 'ready' || sha256 !== null);
  const view = {
    exports: kept.map((row) => ({
      name: row.name,
      at: momentOf(row),
      state: row.state,
      percent: percentOf(row),
      size: formatSize(row.size ?? 0),
      until: row.expiresAt === null ? '' : formatDay(dayOf(new Date(row.expiresAt))),
    })),
  };
  const links = kept
    .filter(({ state }) => state === 'ready')
    .map((row) => ({ name: `${row.name}（${momentOf(row)}）`, url: signExportLink(deps, row) }));
  return { view, links };
}

function momentOf({ createdAt }: ExportRow): string {
  const at = new Date(createdAt);
  return `${formatDay(dayOf(at))} ${timeOf(at)}`;
}

/** Not 100: that it says when it is there. */
function percentOf({ doneBytes, totalBytes }: ExportRow): number | null {
  return totalBytes === null || totalBytes === 0 ? null : Math.min(99, Math.floor((100 * doneBytes) / totalBytes));
}

const EXPORTS_SHOWN = 5;
