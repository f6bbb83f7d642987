import { nearDepartments, kindOfUnknownName } from '../domain/near-names.ts';
import { createDepartmentResolver, type Department } from '../domain/directory.ts';
import type { DraftWarning, PlanDraft } from '../domain/plan-draft.ts';

/**
 * One question for each name the directory does not know, with the items that name it and how it is answered. The likeliest
 * departments are proposed; nothing is merged for being alike.
 */
export function checkDepartments(draft: PlanDraft, departments: readonly Department[]): DraftWarning[] {
  const resolve = createDepartmentResolver(departments);
  const places = new Map<string, Place[]>();
  for (const { code, departments: cell } of draft.tasks) for (const { name } of cell) addPlace(places, name, { name: `第${code}项`, code });
  for (const { group, departments: cell } of draft.adjustments)
    for (const name of cell) addPlace(places, name, { name: group, code: null });
  return [...places].filter(([name]) => resolve(name) === undefined).map(([name, at]) => questionAbout(name, at, departments));
}

interface Place {
  name: string;
  /** Null: a rule, which nobody owes. */
  code: string | null;
}

function addPlace(places: Map<string, Place[]>, label: string, place: Place): void {
  const known = places.get(label) ?? [];
  if (!known.some(({ name }) => name === place.name)) places.set(label, [...known, place]);
}

function questionAbout(label: string, places: readonly Place[], departments: readonly Department[]): DraftWarning {
  const near = nearDepartments(label, departments).map(({ name }) => name);
  const where = shortened(places);
  const at = `${places.map(({ name }) => name).join('、')} 责任部门「${label}」`;
  switch (kindOfUnknownName(label)) {
    case 'vague': {
      const code = places.find((place) => place.code !== null)?.code;
      const answer = code == null ? '' : `，请发「第${code}项 责任部门 办公室、机关党委」这样指定`;
      return { code: 'unclear-department', message: `${where}写的是「${label}」，没有说是哪些部门${answer}；不指定就先待认领`, at };
    }
    case 'collective':
      return { code: 'unknown-collective', message: `${where}「${label}」指哪些部门？${answerCollective(label, near)}`, at };
    case 'single':
      return { code: 'unknown-department', message: `${where}「${label}」不在通讯录${answerSingle(label, near)}`, at };
  }
}

function answerCollective(label: string, near: readonly string[]): string {
  const [first] = near;
  if (first === undefined) return `通讯录里没有这样的合称，请在通讯录里加上，或导入后逐项「分派」；眼下先待认领`;
  return `如果就是「${first}」，请发「${label}=${first}」；不答就先待认领`;
}

function answerSingle(label: string, near: readonly string[]): string {
  const [first] = near;
  if (first === undefined) return `，先记为待认领；如果是某个部门的别称，请发「${label}=部门名称」`;
  const which = near.map((name) => `「${name}」`).join('还是');
  return `，是${which}吗？是就发「${label}=${first}」，不是就先待认领`;
}

function shortened(places: readonly Place[]): string {
  const names = places.map(({ name }) => name);
  return names.length > PLACES_SHOWN ? `${names.slice(0, PLACES_SHOWN).join('、')}等 ${names.length} 处` : names.join('、');
}

const PLACES_SHOWN = 5;
