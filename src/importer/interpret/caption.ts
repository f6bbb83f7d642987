import { type GridTable, joinLines, type Matrix } from '../grid.ts';
import { ADJUSTING } from './adjustments.ts';
import type { Columns } from './columns.ts';
import { looksLikeHeading } from './heading-level.ts';

/** What a table without heading columns is called just above its header: 「二、扣分项目」, 「附件2 负面清单」. */
export function captionOf({ before }: GridTable, above: Matrix, { headings }: Columns): string {
  const inTable = above.map((row) => joinLines([...new Set(row)].flatMap((cell) => cell?.lines ?? [])));
  const line = [...before, ...inTable].findLast((text) => text.trim() !== '' && !/^(?:注|单位|填报)/.test(text)) ?? '';
  const caption = line.replace(/^附件\s*[\d一二三四五六七八九十]*\s*[:：.、]?\s*|20\d\d\s*年度?/g, '');
  if (caption.length > 30 || headings.length > 1) return '';
  return looksLikeHeading(caption) || (caption.length <= 20 && ADJUSTING.test(caption) && !/任务|方案|细则|办法|通知/.test(caption))
    ? caption
    : '';
}
