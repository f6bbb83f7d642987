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

/** 表1 before what the table is called. */
export const TABLE_NUMBER = /^附?表\s*[\d一二三四五六七八九十]+(?:[-—]\d+)?\s*[:：.、]?\s*/;
const ATTACHMENT = /^附件\s*[\d一二三四五六七八九十]*\s*[:：.、]?\s*/;

/** 「二、扣分项目」, 「表1 思想道德建设」 and 「附件2 负面清单」 name a table, 「责任科室：办公室」 says whose it is. */
export function captionOf({ before }: GridTable, above: Matrix, { headings, owners }: Columns): Caption {
  const line = [...before, ...above.map(rowText)].findLast((text) => text.trim() !== '' && !/^(?:注|单位|填报|报送|被)/.test(text)) ?? '';
  const { lines, fields } = partFields([line]);
  const [owner] = fields.owners;
  if (owner !== undefined && lines.length === 0) {
    return { name: headings.length > 1 || owners.length > 0 ? '' : joinLines(owner.lines), owners: fields.owners };
  }
  const name = line
    .replace(TABLE_NUMBER, '')
    .replace(ATTACHMENT, '')
    .replace(/20\d\d\s*年度?/g, '');
  const isName = name.length <= 30 && headings.length <= 1 && (looksLikeHeading(name) || isNumbered(line, name) || isAdjusting(name));
  return { name: isName ? name : '', owners: [] };
}

/** Not every 附表1 is followed by what it is about. */
function isNumbered(line: string, name: string): boolean {
  return TABLE_NUMBER.test(line) && !/^[（(]|任务|方案|清单|体系|表$/.test(name);
}

function isAdjusting(name: string): boolean {
  return name.length <= 20 && ADJUSTING.test(name) && !/任务|方案|细则|办法|通知/.test(name);
}
