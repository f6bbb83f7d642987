import { type GridCell, joinLines, type Matrix } from '../grid.ts';
import { columnMeaning } from '../header-words.ts';
import { isEmpty, textAt } from './cells.ts';
import type { Columns } from './columns.ts';
import { toAsciiDigits } from './digits.ts';
import { isPeriod, looksLikeHeading } from './heading-level.ts';

/** The header again, as at the top of each page. */
export function isHeader(matrix: Matrix, index: number, columns: Columns): boolean {
  const texts = [...new Set(matrix[index])].flatMap((cell) =>
    cell && cell.lines.length > 0 ? [joinLines(cell.lines).replace(/\s+/g, '')] : [],
  );
  return texts.length > 1 && texts.every((text) => columns.labels.includes(text) || columnMeaning(text) !== undefined);
}

/** Whether the codes' column counts 1, 2, 3: then 一 in it is the number of a heading. */
export function countsInDigits(matrix: Matrix, { code }: Columns): boolean {
  return code !== undefined && matrix.some((row) => /^[（(]?\d/.test(toAsciiDigits(joinLines(row[code]?.lines ?? []))));
}

/** A row that is the heading of those below it. */
export interface HeadingRow {
  cell: GridCell;
  text: string;
  /** How deep its number is: 0 for 1, 1 for 1.1. */
  depth?: number;
}

/** 注：…, 填表人：…, 科室负责人签字：…, 领导意见 | 同意: notes and signatures close a table. */
export function isNote(row: Matrix[number]): boolean {
  const first = joinLines(row.find((cell) => !isEmpty(cell))!.lines).replace(/\s+/g, '');
  return /^[一-鿿]{0,8}(?:签字|签名|盖章|签章)[:：]|^(?:领导|审批|审核|审查|单位|部门|科室|主管|分管|党组|党委)[一-鿿]{0,4}意见(?:[:：]|$)|^(?:注|备注|说明|填表说明|填表人|填报人|制表人?|审核人|审批人|负责人|主管领导|签字|签名|盖章|单位[（(]?盖章[)）]?|联系人|填表日期|日期)\d?[:：]/.test(
    first,
  );
}

/** 1 before 1.1, 1.1 before 1.1.1: in a table without heading columns the row whose number goes on below is the heading of those rows. */
export function outlineHeading(row: Matrix[number], below: Matrix[number] | undefined, columns: Columns): HeadingRow | undefined {
  const cell = row[columns.text];
  if (columns.code === undefined || columns.headings.length > 0 || cell === undefined || isEmpty(cell)) return undefined;
  const [code, next] = [textAt(row, columns.code), textAt(below ?? [], columns.code)].map(toAsciiDigits);
  const goesOn = /^\d+(?:[.-]\d+)*$/.test(code!) && (next!.startsWith(`${code}.`) || next!.startsWith(`${code}-`));
  return goesOn ? { cell, text: joinLines(cell.lines), depth: code!.split(/[.-]/).length - 1 } : undefined;
}

/** A row that says one thing only, across the item's column or before it: 一、政治建设（28分）. Its number may stand in the codes' column. */
export function headingRow(row: Matrix[number], columns: Columns, hasNumbers: boolean): HeadingRow | undefined {
  const beside = [columns.points, ...columns.owners.map(({ col }) => col)];
  const isBeside = (cell: GridCell) => beside.some((col) => col !== undefined && row[col] === cell) && cell !== row[columns.text];
  const cells = [...new Set(row)].filter((cell) => cell !== undefined && cell.lines.length > 0 && !isBeside(cell)) as GridCell[];
  const [first, second, ...others] = cells;
  if (first === undefined || others.length > 0) return undefined;
  const saysWhose = columns.owners.some(({ col }) => !cells.includes(row[col]!) && !isEmpty(row[col]));
  if (second !== undefined) {
    const number = joinLines(first.lines).replace(/[\s、.．]/g, '');
    const isNumber = first === row[columns.code ?? -1] && /^[（(]?[一二三四五六七八九十]+[)）]?$/.test(number);
    if (!isNumber || (saysWhose && !hasNumbers)) return undefined;
    return { cell: second, text: `${number}${/[)）]$/.test(number) ? '' : '、'}${joinLines(second.lines)}` };
  }
  const text = joinLines(first.lines);
  const isAcross = first.col <= columns.text && first.col + first.colspan > columns.text && (first.colspan > 1 || row.length === 1);
  if (isAcross) return saysWhose && !looksLikeHeading(text) ? undefined : { cell: first, text };
  if (columns.headings.includes(first.col)) return undefined;
  return looksLikeHeading(text) || isPeriod(text) ? { cell: first, text } : undefined;
}
