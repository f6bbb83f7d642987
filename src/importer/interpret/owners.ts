import type { DutyRole, TaskDraft } from '../../domain/plan-draft.ts';

type Owner = TaskDraft['departments'][number];

/**
 * Departments of an item in their order. The first leads and the rest support, unless the column or words beside a name say
 * otherwise: 牵头单位：甲, 甲（牵头）, 甲牵头，乙、丙配合.
 */
export function readOwners(cells: readonly { lines: readonly string[]; role: DutyRole | undefined }[]): Owner[] {
  const found = cells.flatMap(({ lines, role }) => readNames(lines, role));
  const distinct = found.filter(({ name }, index) => found.findIndex((other) => other.name === name) === index);
  const isLeadNamed = distinct.some(({ role }) => role === 'lead');
  return distinct.map(({ name, role }, index) => ({ name, role: role ?? (isLeadNamed || index > 0 ? 'support' : 'lead') }));
}

interface Found {
  name: string;
  role: DutyRole | undefined;
}

function readNames(lines: readonly string[], columnRole: DutyRole | undefined): Found[] {
  const found: Found[] = [];
  let current = columnRole;
  let unmarked: Found[] = [];
  for (const token of lines.flatMap(tokensOf)) {
    const label = LABEL.exec(token)?.[1];
    if (label !== undefined) {
      current = roleOf(label);
      unmarked = [];
    }
    const { name, marker, inBrackets } = partMarker(token.replace(LABEL, ''));
    if (name === '') continue;
    const owner: Found = { name, role: marker ? roleOf(marker) : current };
    found.push(owner);
    if (marker === undefined) unmarked.push(owner);
    else {
      // 甲、乙牵头: the word stands for all names since the last such word; in brackets only for its own.
      if (!inBrackets) for (const before of unmarked) before.role = owner.role;
      unmarked = [];
    }
  }
  return found;
}

const SEPARATORS = /[、，,；;/。\s]+/;
const LABEL = /^[（(]?(牵头|主责|责任|配合|协办|协助|参与)(?:部门|单位|科室|处室)?[：:]/;
const MARKER = /^(.+?)([（(]?)(牵头|主责|配合|协办|协助|参与)(?:部门|单位)?[)）]?$/;
const NOTHING = /^[-—–－无]*$/;

/** 办 公 室 spread over a cell's width is one name. */
function tokensOf(line: string): string[] {
  return /^\S(?:\s+\S)+$/.test(line.trim()) ? [line.replace(/\s+/g, '')] : line.split(SEPARATORS);
}

function partMarker(token: string): { name: string; marker: string | undefined; inBrackets: boolean } {
  const [, name, bracket, marker] = MARKER.exec(token) ?? [];
  if (name !== undefined) return { name, marker, inBrackets: bracket !== '' };
  return { name: NOTHING.test(token) ? '' : token, marker: undefined, inBrackets: false };
}

function roleOf(word: string): DutyRole | undefined {
  if (word === '牵头' || word === '主责') return 'lead';
  return word === '责任' ? undefined : 'support';
}
