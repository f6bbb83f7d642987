import type { DraftWarning, PlanDraft } from '../domain/plan-draft.ts';

/** What the directory makes of a name in a cell: a department, a collective name (机关各支部), or nothing it knows. */
export type ResolveDepartmentName = (name: string) => 'known' | 'collective' | undefined;

/** One warning for each name the directory does not know, with the items that name it. Nothing is guessed from likeness. */
export function checkDepartments(draft: PlanDraft, resolve: ResolveDepartmentName): DraftWarning[] {
  const places = new Map<string, string[]>();
  for (const { code, departments } of draft.tasks) for (const { name } of departments) addPlace(places, name, `第${code}项`);
  for (const { group, departments } of draft.adjustments) for (const name of departments) addPlace(places, name, group);
  return [...places]
    .filter(([name]) => resolve(name) === undefined)
    .map(([name, at]) => ({
      code: 'unknown-department',
      message: `${shortened(at)}「${name}」不在通讯录，先记为待认领；如果是某个部门的别称，请发「${name}=部门名称」`,
      at: `${at.join('、')} 责任部门「${name}」`,
    }));
}

function addPlace(places: Map<string, string[]>, name: string, place: string): void {
  const known = places.get(name) ?? [];
  if (!known.includes(place)) places.set(name, [...known, place]);
}

function shortened(places: readonly string[]): string {
  return places.length > PLACES_SHOWN ? `${places.slice(0, PLACES_SHOWN).join('、')}等 ${places.length} 处` : places.join('、');
}

const PLACES_SHOWN = 8;
