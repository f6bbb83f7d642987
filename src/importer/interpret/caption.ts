import { type GridTable, joinLines, type Matrix } from '../grid.ts';
import { ADJUSTING } from './adjustments.ts';
import { rowText } from './cells.ts';
import type { Columns } from './columns.ts';
import { partFields } from './fields.ts';
import { looksLikeHeading } from './heading-level.ts';
import type { OwnerCell } from './item-row.ts';

/** What stands just above a table's header and goes for all its rows. */
export interface Caption {
  /** The heading of a table without heading columns; '' for none. */
  name: string;
  owners: OwnerCell[];
}

/** 「二、扣分项目」 and 「附件2 负面清单」 name a table, 「责任科室：办公室」 says whose it is. */
export function captionOf({ before }: GridTable, above: Matrix, { headings }: Columns): Caption {
  const line = [...before, ...above.map(rowText)].findLast((text) => text.trim() !== '' && !/^(?:注|单位|填报|报送|被)/.test(text)) ?? '';
  const { lines, fields } = partFields([line]);
  const [owner] = fields.owners;
  if (owner !== undefined && lines.length === 0) return { name: headings.length > 1 ? '' : joinLines(owner.lines), owners: fields.owners };
  const caption = line.replace(/^附件\s*[\d一二三四五六七八九十]*\s*[:：.、]?\s*|20\d\d\s*年度?/g, '');
  const isName =
    looksLikeHeading(caption) || (caption.length <= 20 && ADJUSTING.test(caption) && !/任务|方案|细则|办法|通知/.test(caption));
  return { name: isName && caption.length <= 30 && headings.length <= 1 ? caption : '', owners: [] };
}
