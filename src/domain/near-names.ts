import { departmentKey, type Department } from './directory.ts';

/** What a name in a table means when the directory does not know it: nobody in particular, several at once, or one written otherwise. */
export type UnknownNameKind = 'vague' | 'collective' | 'single';

/** 有关部门, 各相关单位 say of nobody that it is theirs; 各科室 and 所属各单位 mean several. */
export function kindOfUnknownName(label: string): UnknownNameKind {
  const name = departmentKey(label);
  if (/(?:有关|相关|涉及)(?:的)?(?:部门|单位|科室|处室|支部|责任)|职责分工|其他(?:部门|单位)/u.test(name)) return 'vague';
  return COLLECTIVE.test(name) ? 'collective' : 'single';
}

const COLLECTIVE = /^.{0,4}(?:各|所有|全体).{0,2}(?:部门|单位|[科处股]室|支部|[部处科室队所站])$|^(?:所属|下属|直属|基层)单位$/u;

/**
 * Departments somebody may have meant by a name nobody answers to, the likeliest first: to be asked about, never taken for it.
 * 院办 may be 院办公室, 人事处 may be 组织人事部, 地质工会 may be 机关工会.
 */
export function nearDepartments(label: string, departments: readonly Department[]): Department[] {
  const kind = kindOfUnknownName(label);
  if (kind === 'vague') return [];
  if (kind === 'collective') return nearCollectives(label, departments);
  return departments
    .map((department) => ({
      department,
      likeness: Math.max(...[department.name, ...department.aliases].map((name) => likeness(label, name))),
    }))
    .filter((near) => near.likeness >= LEAST)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, MOST)
    .map(({ department }) => department);
}

const LEAST = 0.6;
const MOST = 3;

/** Those of 支部 for 支部, the others for the rest. */
function nearCollectives(label: string, departments: readonly Department[]): Department[] {
  const ofBranches = label.includes('支部');
  return departments.filter(({ kind, name }) => kind === 'collective' && name.includes('支部') === ofBranches).slice(0, MOST);
}

/** 0 for nothing in common, 1 for the same but for what every name of its sort has. */
function likeness(label: string, name: string): number {
  const [a, b] = [spelledOut(label), spelledOut(name)];
  if (a === b) return 1;
  const [left, right] = [coreOf(a), coreOf(b)];
  return Math.max(containment(left, right), shortening(a, b), shortening(b, a), sharedPairs(left, right));
}

/** 党办 is short for 党委办公室. */
function spelledOut(name: string): string {
  return departmentKey(name).replace(/办$/u, '办公室');
}

/** What tells a name from others: without the unit's name in front and the sort of office behind. */
function coreOf(name: string): string {
  const head = name.replace(/^(?:院机关|局机关|机关|本院|院|局|所)(?=..)/u, '');
  return head.replace(/(?<=..)(?:办公室|中心|部门|部|处|科|室|股|组)$/u, '');
}

/** One is all of the other's beginning or end: 人事 in 组织人事. */
function containment(a: string, b: string): number {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < 2 || !(long.startsWith(short) || long.endsWith(short))) return 0;
  return 0.6 + (0.4 * short.length) / long.length;
}

/** The characters of the long name that a short one took, in their order and from the first. */
function shortening(short: string, long: string): number {
  if (short.length < 2 || short.length >= long.length || short[0] !== long[0]) return 0;
  let at = 0;
  for (const character of long) if (character === short[at]) at += 1;
  return at === short.length ? 0.6 + (0.3 * short.length) / long.length : 0;
}

function sharedPairs(a: string, b: string): number {
  const [left, right] = [pairsOf(a), pairsOf(b)];
  if (left.length + right.length === 0) return 0;
  return (2 * left.filter((pair) => right.includes(pair)).length) / (left.length + right.length);
}

function pairsOf(name: string): string[] {
  return [...name].slice(1).map((character, index) => `${name[index]}${character}`);
}
