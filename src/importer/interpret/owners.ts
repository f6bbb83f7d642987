import type { DutyRole, TaskDraft } from '../../domain/plan-draft.ts';
import { looksLikeDepartment } from './looks-like-department.ts';
import type { OwnerCell } from './item-row.ts';

type Owner = TaskDraft['departments'][number];

/**
 * Departments of an item in their order. The first leads and the rest support, unless the column or words beside a name say
 * otherwise: 牵头单位：甲, 甲（牵头）, 甲牵头，乙、丙配合.
 */
export function readOwners(cells: readonly OwnerCell[]): Owner[] {
  const found = cells.flatMap(({ lines, role, withPeople }) => {
    const names = readNames(lines, role);
    return withPeople ? withoutPeople(names) : names;
  });
  const distinct = found.filter(({ name }, index) => found.findIndex((other) => other.name === name) === index);
  const isLeadNamed = distinct.some(({ role }) => role === 'lead');
  return distinct.map(({ name, role }, index) => ({ name, role: role ?? (isLeadNamed || index > 0 ? 'support' : 'lead') }));
}

/** 办公室 张某, 办公室（张某）, 张某（办公室）: who it is within the department is not the department's name. */
function withoutPeople(found: readonly Found[]): Found[] {
  const bare = found.map(({ name, ...rest }) => {
    const [, before, inner] = /^(.+?)[（(]([一-鿿]{2,16})[)）]$/.exec(name) ?? [];
    if (inner === undefined || !looksLikeDepartment(inner)) return { name: name.replace(/[（(][一-鿿]{2,4}[)）]$/, ''), ...rest };
    return { name: looksLikeDepartment(before!) || COLLECTIVE.test(before!) ? name : inner, ...rest };
  });
  return bare.filter(({ name }) => looksLikeDepartment(name) || COLLECTIVE.test(name) || name.length > 4);
}

/** 各村（社区）: no person is called so. */
const COLLECTIVE = /^(?:各|所属|有关|相关)/;

interface Found {
  name: string;
  role: DutyRole | undefined;
}

function readNames(lines: readonly string[], columnRole: DutyRole | undefined): Found[] {
  const found: Found[] = [];
  let current = columnRole;
  let unmarked: Found[] = [];
  const starred: Found[] = [];
  for (const token of joinBroken(lines).flatMap(tokensOf)) {
    const label = LABEL.exec(token)?.[1];
    if (label !== undefined) {
      current = roleOf(label);
      unmarked = [];
    }
    const { name, marker, inBrackets } = partMarker(token.replace(LABEL, '').replace(NUMBER, '').replace(STAR, ''));
    if (name === '' || NO_NAME.test(name)) continue;
    const owner: Found = { name, role: marker ? roleOf(marker) : current };
    if (token.includes('★')) starred.push(owner);
    found.push(owner);
    if (marker === undefined) unmarked.push(owner);
    else {
      // 甲、乙牵头: the word stands for all names since the last such word; in brackets only for its own.
      if (!inBrackets) for (const before of unmarked) before.role = owner.role;
      unmarked = [];
    }
  }
  const [leading, ...others] = starred;
  if (leading !== undefined && others.length === 0) leading.role ??= 'lead';
  return found;
}

const SEPARATORS = /[、，,；;/。\s＋+|①-⑳]+|(?<=[部处科室办委会心局院所队站部])(?:[和及与]|会同|协同|联合)(?=[一-鿿]{2})/;
/** 团 委、工 会: a short name spread over its column's width. */
const SPREAD = /(?<![一-鿿])([一-鿿])\s+(?=[一-鿿](?![一-鿿]))/g;
const LABEL = /^[（(【[]?(牵头|主责|主办|责任|负责|承办|配合|协办|协助|参与)(?:部门|单位|科室|处室|支部)?[)）】\]]?[：:]/;
const MARKER = /^(.+?)([（(]?)(牵头|主责|主办|配合|协办|协助|参与)(?:部门|单位|负责|落实)?[)）]?$/;
const NUMBER = /^[（(]?\d{1,2}[)）.．、]\s*/;
/** ★团委、工会: the one with a star leads. */
const STAR = /^[★☆*＊]+|[★☆*＊]+$/;
const NOTHING = /^[-—–－─无/]*$/;
/** A day or an amount in the same bracket: （工会，6月底前）. */
const NO_NAME = /^(?=.*[\d０-９]).*(?:[月日年]|季度|分[)）]?)(?:底|末)?(?:之?前)?$|^(?:年底|年内|每.{1,6})(?:前|内)?$/;
/** Words around names that are none: 由…等按职责分工负责. */
const AROUND =
  /^由|(?:等(?:有关|相关)?(?:部门|单位)?)?按职责(?:分别|共同)?(?:负责)?(?:落实|实施)?$|(?:分别|共同|具体)?负责(?:落实|实施)?$|(?<=[部处科室办委会心局院所队站位])(?:具体|组织)?(?:落实|实施|执行)$|等$/g;

/** 办公室（8篇）: how much of the whole each does. */
const SHARE = /[（(]\s*各?\d+(?:\.\d+)?\s*[一-鿿%]{0,2}\s*[)）]$/;

/** 办公室（责任人：张某）: who it is within the department. */
const PERSON = /[（(](?:责任人|负责人|联系人|联络员)[:：]?[^（()）]*[)）]$/;

/** 办 公 室 spread over a cell's width, or one character to a line, is one name; a narrow cell breaks a long one over two lines. */
function joinBroken(lines: readonly string[]): string[] {
  if (lines.length > 1 && lines.every((line) => line.trim().length === 1)) return [lines.join('')];
  return lines.reduce<string[]>((joined, line) => {
    const last = joined.at(-1);
    const isBroken =
      last !== undefined &&
      /^[一-鿿]+$/.test(last + line) &&
      !looksLikeDepartment(last) &&
      (line.length <= 2 || !looksLikeDepartment(line)) &&
      looksLikeDepartment(last + line);
    return isBroken || (last !== undefined && /[（(][^)）]*$/.test(last)) ? [...joined.slice(0, -1), last + line] : [...joined, line];
  }, []);
}

function tokensOf(line: string): string[] {
  if (/^\S(?:\s+\S)+$/.test(line.trim())) return [line.replace(/\s+/g, '')];
  return line
    .replace(SPREAD, '$1')
    .replace(/按照?(?:各自)?职责(?:分工)?/g, '按职责')
    .split(SEPARATORS);
}

function partMarker(token: string): { name: string; marker: string | undefined; inBrackets: boolean } {
  const [, name, bracket, marker] = MARKER.exec(token) ?? [];
  if (name !== undefined) return { name: bare(name), marker, inBrackets: bracket !== '' || /^[（(]/.test(name) };
  return { name: NOTHING.test(token) ? '' : bare(token), marker: undefined, inBrackets: false };
}

/** A bracket that belongs to the name stays: 信息室（网信办）. One around a whole list was torn apart with it. */
function bare(name: string): string {
  const inner = name
    .replace(AROUND, '')
    .replace(SHARE, '')
    .replace(PERSON, '')
    .trim()
    .replace(/^[（(【[](.*)[)）】\]]$/, '$1');
  const [opened, closed] = [/[（(【[]/g, /[)）】\]]/g].map((bracket) => inner.match(bracket)?.length ?? 0);
  return opened === closed ? inner : inner.replace(/^[（(【[]|[)）】\]]$/g, '');
}

function roleOf(word: string): DutyRole | undefined {
  if (word === '牵头' || word === '主责' || word === '主办') return 'lead';
  return word === '责任' || word === '负责' || word === '承办' ? undefined : 'support';
}
