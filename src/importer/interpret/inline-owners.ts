import type { OwnerCell } from './rows.ts';
import { isVagueDepartment, looksLikeDepartment } from './looks-like-department.ts';

const NAME = '[一-鿿]{2,16}?';
/** 和 is left to the reader of names: it may be part of one (文化和旅游局). */
const NAMES = `${NAME}(?:\\s*、\\s*${NAME}){0,19}`;
const LEADS = '(?:共同)?(?:总?牵头|主责|主办)(?:负责|组织|实施|落实|抓总|协调)*';
const SUPPORTS = '(?:等(?:部门|单位)?)?(?:予以|积极|协同)?(?:配合|协办|参与|协助|协同)(?:负责|落实|实施)?';

const PROSE: readonly RegExp[] = [
  new RegExp(
    `(?:^|[，。；,;（(：:\\s]|由)(?<lead>${NAMES})${LEADS}(?:\\s*[，,；;、]\\s*(?:由)?(?<support>${NAMES})${SUPPORTS})?(?=$|[，。；,;）)\\s])`,
  ),
  new RegExp(
    `(?:^|[，。；,;（(：:\\s]|由)(?<both>${NAMES})(?:等(?:部门|单位)?)?(?:按照?(?:各自)?职责(?:分工)?)?(?:分别|共同|具体)?负责(?:组织|实施|落实)?(?=$|[，。；,;）)\\s])`,
  ),
];

const AT_END: readonly RegExp[] = [
  /[—–─-]{2,}\s*(?<both>[^—–─。]{2,60})[。.]?$/,
  /[（([【](?<both>[^（()）[\]【】]{2,80})[)）\]】]\s*[。.；;]?\s*(?:\d+(?:\.\d+)?\s*分)?[。.]?$/,
];

/** Owners that an item's running text names: 「由甲牵头，乙、丙配合」, in brackets or after dashes at its end. Empty when it names none. */
export function readInlineOwners(text: string): OwnerCell[] {
  for (const pattern of AT_END) {
    const both = pattern.exec(text)?.groups?.['both'];
    if (both !== undefined && areDepartments(both)) return [{ lines: [both], role: undefined }];
  }
  for (const pattern of PROSE) {
    const { lead, support, both } = pattern.exec(text)?.groups ?? {};
    if (both !== undefined && areDepartments(both)) return [{ lines: [both], role: undefined }];
    if (lead === undefined || !areDepartments(lead)) continue;
    return [
      { lines: [lead], role: 'lead' },
      ...(support && areDepartments(support) ? [{ lines: [support], role: 'support' as const }] : []),
    ];
  }
  return [];
}

function areDepartments(written: string): boolean {
  const names = written
    .replace(/(?:牵头|主责|主办|责任|配合|协办|参与)(?:部门|单位|科室)?[:：]/g, '、')
    .split(/[、，,；;/\s]+|(?<=[部处科室办委会心局院所队站])[和及与]/)
    .map((name) => name.replace(/[（(].*|(?:共同)?(?:牵头|主责|主办|配合|协办|参与|负责)$|等(?:部门|单位)?$/g, '').replace(/^由/, ''))
    .filter((name) => name !== '');
  return names.length > 0 && names.every((name) => looksLikeDepartment(name) || isVagueDepartment(name));
}
