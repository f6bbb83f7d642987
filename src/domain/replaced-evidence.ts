import type { Evidence } from './evidence.ts';
import { stemOf, suffixOf } from './file-name.ts';

type Piece = Pick<Evidence, 'id' | 'form' | 'sha256' | 'originalName' | 'title' | 'url' | 'version' | 'purgedAt'>;

/**
 * Ids of what a 补正 replaced: a later version of the 报送 brought it again, as the same bytes under any name or under the same name, perhaps
 * with a word of correction behind it. All else of earlier versions still counts, for people mend what was wrong and send only that; a piece too many is better than one lost.
 */
export function replacedEvidence(pieces: readonly Piece[]): Set<string> {
  // Most 报送 have one version, and thousands of names take their time.
  if (new Set(pieces.map(({ version }) => version)).size <= 1) return new Set();
  const newest = new Map<string, number>();
  const known = pieces.map((piece) => ({ id: piece.id, version: piece.version ?? 0, by: knownBy(piece), purgedAt: piece.purgedAt }));
  for (const { by, version, purgedAt } of known) {
    // What was destroyed (清除) stands for nothing.
    if (purgedAt === null) for (const one of by) newest.set(one, Math.max(newest.get(one) ?? 0, version));
  }
  return new Set(known.filter(({ by, version }) => by.some((one) => version < (newest.get(one) ?? 0))).map(({ id }) => id));
}

function knownBy(piece: Piece): string[] {
  return [nameOf(piece), ...(piece.sha256 === null ? [] : [`bytes ${piece.sha256}`])];
}

function nameOf({ form, originalName, title, url }: Piece): string {
  if (form !== 'file') return `${form} ${url ?? title ?? ''}`;
  const suffix = suffixOf(originalName);
  return `${PAPERS.has(suffix) ? 'paper' : suffix} ${stemOf(originalName).normalize('NFKC').toLowerCase().replace(CORRECTED, '').trim()}`;
}

/** One text may come in each of these forms. */
const PAPERS: ReadonlySet<string> = new Set(['doc', 'docx', 'wps', 'pdf', 'ofd']);

/** 研判报告（补）, 总结-修改版, 方案 v2. */
const CORRECTED = /[-_\s]*(?:\((?:补|补正|修改|修订|更正|更新|新)[版稿后]?\)|(?:补正|修改|修订|更正|更新)[版稿后]?|v\d{1,2})$/;
