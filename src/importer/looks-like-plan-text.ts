import { listRowsOfText } from './interpret/list-rows.ts';
import { listRows } from './interpret/rows.ts';
import { readText } from './readers/text.ts';

const MIN_LENGTH = 60;

/** Whether a text pasted into the chat is worth trying as an import: it holds cells under a header, or a list that says whose each item is. */
export function looksLikePlanText(text: string): boolean {
  if (text.length < MIN_LENGTH) return false;
  const hasCells = text.includes('\t');
  const hasOwners = (text.match(/(?:责任|牵头|承办|负责)(?:部门|单位|科室|处室)\s*[:：]/g)?.length ?? 0) > 1;
  if (!hasCells && !hasOwners) return false;
  const document = readText(text.slice(0, 20_000));
  return (hasCells && listRows(document) !== undefined) || (hasOwners && listRowsOfText(document) !== undefined);
}
