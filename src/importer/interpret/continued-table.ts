import { type GridTable, joinLines, type Matrix } from '../grid.ts';
import { columnMeaning } from '../header-words.ts';
import type { Columns } from './columns.ts';

/** Whether a table without a header is the rest of the one above, after a page. */
export function continues(matrix: Matrix, { before }: GridTable, columns: Columns): boolean {
  const width = columns.labels.length;
  const isOther = (matrix[0] ?? []).filter((cell) => cell && isForeignLabel(joinLines(cell.lines))).length >= 2;
  return (
    !isOther &&
    before.every((line) => !/^附件|联络|联系|回执|名单|报名|签到/.test(line)) &&
    matrix.every((row) => row.length <= width) &&
    matrix.some((row) => row.length === width)
  );
}

/** Labels of tables that list people or days, such as the one of 联络员. */
function isForeignLabel(label: string): boolean {
  const word = label.replace(/\s+/g, '');
  return /^(?:姓名|职务|电话|联系电话|手机号?码?|邮箱|性别|签名|签字|单位|部门|科室)$/.test(word) || columnMeaning(word) === 'other';
}
