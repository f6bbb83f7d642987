import { partClosingBracket } from './closing-bracket.ts';
import type { OwnerCell } from './item-row.ts';
import { looksLikeDepartment } from './looks-like-department.ts';

const NAME = '[一-鿿]{2,16}?';
/** 和 is left to the reader of names: it may be part of one (文化和旅游局). */
const NAMES = `${NAME}(?:\\s*、\\s*${NAME}){0,19}`;
const LEADS = '(?:共同)?(?:总?牵头|主责|主办)(?:负责|组织|实施|落实|抓总|协调)*';
const SUPPORTS = '(?:等(?:部门|单位)?)?(?:予以|积极|协同)?(?:配合|协办|参与|协助|协同)(?:负责|落实|实施)?';

const START = '(?:^|[，。；,;（(【：:\\s]|由)';
const END = '(?=$|[，。；,;）)】\\s])';
const THEN_SUPPORT = `(?:\\s*[，,；;、]\\s*(?:由)?(?<support>${NAMES})${SUPPORTS})?${END}`;
const ANSWERS = '(?:等(?:部门|单位)?)?(?:按照?(?:各自)?职责(?:分工)?)?(?:分别|共同|具体)?负责(?:组织|实施|落实)?';

const PROSE: readonly RegExp[] = [
  new RegExp(`${START}(?<lead>${NAMES})${LEADS}${THEN_SUPPORT}`),
  new RegExp(`${START}(?<both>${NAMES})${ANSWERS}${THEN_SUPPORT}`),
];

const AT_END: readonly RegExp[] = [
  /(?:[—–─-]{2,}|…+|\.{3,}|·{3,})\s*(?<both>[^—–─…。.·]{2,60})[。.]?$/,
  /(?:\s{2,}|\u3000+)(?<both>[^\s。；;（()）]{2,60})$/,
  /[（([【](?<both>[^（()）[\]【】]{2,80})[)）\]】]\s*[。.；;]?\s*(?:\d+(?:\.\d+)?\s*分)?[。.]?$/,
];

/** Owners that an item's running text names: 「由甲牵头，乙、丙配合」, in brackets, after dashes or wide blanks at its end. Empty when it names none. */
export function readInlineOwners(text: string): OwnerCell[] {
  const { words } = partClosingBracket(text);
  for (const pattern of AT_END) {
    const both = pattern.exec(words)?.groups?.['both'];
    if (both !== undefined && areDepartments(both)) return [{ lines: [both], role: undefined }];
  }
  for (const pattern of PROSE) {
    const { lead, support, both } = pattern.exec(words)?.groups ?? {};
    const first = lead ?? both;
    if (first === undefined || !areDepartments(first)) continue;
    const found: OwnerCell[] = [{ lines: [first], role: lead === undefined ? undefined : 'lead' }];
    return support !== undefined && areDepartments(support) ? [...found, { lines: [support], role: 'support' }] : found;
  }
  return [];
}

function areDepartments(written: string): boolean {
  const names = written
    .replace(/(?:牵头|主责|主办|责任|配合|协办|参与)(?:部门|单位|科室)?[:：]/g, '、')
    .split(/[、，,；;/\s]+|(?<=[部处科室办委会心局院所队站])[和及与]/)
    .map((name) => name.replace(/[（(].*|(?:共同)?(?:牵头|主责|主办|配合|协办|参与|负责)$|等(?:部门|单位)?$/g, '').replace(/^由/, ''))
    .filter((name) => name !== '');
  return names.length > 0 && names.every((name) => looksLikeDepartment(name));
}
