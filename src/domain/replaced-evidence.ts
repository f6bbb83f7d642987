import type { Evidence } from './evidence.ts';
import { suffixOf } from './file-name.ts';

type Piece = Pick<Evidence, 'id' | 'form' | 'originalName' | 'title' | 'url' | 'version' | 'purgedAt'>;

/**
 * Ids of what a 补正 replaced: a later version of the 报送 brought it again, under the same name or with a word of correction behind it.
 * All else of earlier versions still counts, for people mend what was wrong and send only that; a piece too many is better than one lost.
 */
export function replacedEvidence(pieces: readonly Piece[]): Set<string> {
  // Most 报送 have one version, and thousands of names take their time.
  if (new Set(pieces.map(({ version }) => version)).size <= 1) return new Set();
  const newest = new Map<string, number>();
  const named = pieces.map((piece) => ({ ...piece, name: nameOf(piece), version: piece.version ?? 0 }));
  for (const { name, version, purgedAt } of named) {
    // What was destroyed (清除) stands for nothing.
    if (purgedAt === null) newest.set(name, Math.max(newest.get(name) ?? 0, version));
  }
  return new Set(named.filter(({ name, version }) => version < (newest.get(name) ?? 0)).map(({ id }) => id));
}

function nameOf({ form, originalName, title, url }: Piece): string {
  if (form !== 'file') return `${form} ${url ?? title ?? ''}`;
  const suffix = suffixOf(originalName);
  const stem = suffix === '' ? originalName : originalName.slice(0, -suffix.length - 1);
  return `${PAPERS.has(suffix) ? 'paper' : suffix} ${stem.normalize('NFKC').toLowerCase().replace(CORRECTED, '').trim()}`;
}

/** One text may come in each of these forms. */
const PAPERS: ReadonlySet<string> = new Set(['doc', 'docx', 'wps', 'pdf', 'ofd']);

/** 研判报告（补）, 总结-修改版, 方案 v2. */
const CORRECTED = /[-_\s]*(?:\((?:补|补正|修改|修订|更正|更新|新)[版稿后]?\)|(?:补正|修改|修订|更正|更新)[版稿后]?|v\d{1,2})$/;
