import { formatDay } from '../domain/calendar.ts';
import type { Evidence } from '../domain/evidence.ts';
import { shortFileName } from '../domain/file-name.ts';
import { formatSize } from '../domain/file-size.ts';

/** One piece of evidence (佐证资料) as its people and reviewers read it. */
export interface PieceView extends Pick<
  Evidence,
  'form' | 'kind' | 'madeOnFrom' | 'docNumber' | 'place' | 'sourceDepartment' | 'caption' | 'keptAt' | 'url' | 'body'
> {
  /** As it is named: 「B12-2」. */
  position: number;
  version: number;
  name: string;
  /** 题名 of a file; the others are called by it. */
  title: string | null;
  size: string;
  /** 形成日期 in words. */
  madeOn: string | null;
  /** What was read and its sender has not confirmed. */
  unconfirmed: boolean;
  purged: boolean;
  withdrawn: boolean;
  /** Where else it counts (也用于). */
  uses: { number: number; ofYear: string; code: string }[];
}

/** `year`: the plan's. */
export function pieceView(evidence: Evidence, position: number, year: number, uses: PieceView['uses'] = []): PieceView {
  const { form, kind, madeOn, madeOnFrom, docNumber, place, sourceDepartment, caption, keptAt, url, body } = evidence;
  return {
    form,
    kind,
    madeOnFrom,
    docNumber,
    place,
    sourceDepartment,
    caption,
    keptAt,
    url,
    body,
    position,
    version: evidence.version ?? 1,
    name: shortFileName(evidence.originalName),
    title: form === 'file' ? evidence.title : null,
    size: sizeOf(evidence),
    madeOn: madeOn === null ? null : formatDay(madeOn, year),
    unconfirmed: isUnconfirmed(evidence),
    purged: evidence.purgedAt !== null,
    withdrawn: evidence.state === 'withdrawn',
    uses,
  };
}

/** A day or a 文号 was read from it, and nobody said that it is right. */
export function isUnconfirmed({ madeOn, madeOnConfirmed, docNumber, docNumberConfirmed }: Evidence): boolean {
  return (madeOn !== null && madeOnConfirmed === 0) || (docNumber !== null && docNumberConfirmed === 0);
}

/** How large it is, or what it is where that says more. */
export function sizeOf({ form, size, chars }: Pick<Evidence, 'form' | 'size' | 'chars'>): string {
  if (form === 'file') return formatSize(size ?? 0);
  return form === 'text' ? `${chars ?? 0} 字` : form === 'link' ? '链接' : '登记';
}
