import type { Evidence } from './evidence.ts';
import { suffixOf } from './file-name.ts';

type Piece = Pick<Evidence, 'id' | 'form' | 'originalName' | 'title' | 'url' | 'version' | 'purgedAt'>;

/**
 * Ids of what a 补正 replaced: a later version of the 报送 brought it again, under the same name or with a word of correction behind it.
 * All else of earlier versions still counts, for people mend what was wrong and send only that; a piece too many is better than one lost.
 */
export function replacedEvidence(pieces: readonly Piece[]): Set<string> {
  const newest = new Map<string, number>();
  for (const piece of pieces) {
    // What was destroyed (清除) stands for nothing.
    if (piece.purgedAt === null) newest.set(nameOf(piece), Math.max(newest.get(nameOf(piece)) ?? 0, piece.version ?? 0));
  }
  return new Set(pieces.filter((piece) => (piece.version ?? 0) < (newest.get(nameOf(piece)) ?? 0)).map(({ id }) => id));
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
