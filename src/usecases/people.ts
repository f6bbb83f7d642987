import { listAccounts, listDepartments, listMembers } from '../db/directory.ts';
import type { Department, Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { Deps } from './deps.ts';

/** People who are still there: named by the directory file, or let in by chat. Others stay stored because history speaks of them. */
async function listPeople(deps: Deps): Promise<Member[]> {
  const members = await listMembers(deps.db);
  const still = await Promise.all(members.map((member) => isStillThere(deps, member.id)));
  return members.filter((_, index) => still[index]);
}

export async function isStillThere({ config, db }: Deps, memberId: string): Promise<boolean> {
  return config.directory.members.some(({ id }) => id === memberId) || (await listAccounts(db, memberId)).length > 0;
}

/** Somebody as people name them: 「李四」, of several 「地质信息室李四」. Refused when there is nobody, or more than one. */
export async function findPerson(deps: Deps, said: string): Promise<Member> {
  const text = said.trim();
  const departments = await listDepartments(deps.db);
  const isMeant = (person: Member): boolean =>
    text === person.name ||
    (text.endsWith(person.name) && labelsOf(person, departments).includes(text.slice(0, -person.name.length).trim()));
  const found = (await listPeople(deps)).filter(isMeant);
  if (found.length === 1) return found[0]!;
  throw new DomainError('no-such-person', { name: said, places: placesOf(found, departments) });
}

/** Everybody whose name stands in the words; of namesakes those whose department stands there, too, if any does. */
export async function findPeopleIn(deps: Deps, words: string): Promise<Member[]> {
  const departments = await listDepartments(deps.db);
  const named = (await listPeople(deps)).filter(({ name }) => words.includes(name));
  const isPlaced = (person: Member): boolean => labelsOf(person, departments).some((label) => words.includes(label));
  return named.filter((person) => isPlaced(person) || !named.some((other) => other.name === person.name && isPlaced(other)));
}

/** What the person's departments are called. */
function labelsOf(person: Member, departments: readonly Department[]): string[] {
  return departments.filter(({ id }) => person.departments.includes(id)).flatMap(({ name, aliases }) => [name, ...aliases]);
}

function placesOf(people: readonly Member[], departments: readonly Department[]): string[] {
  return people.map((person) => `${departments.find(({ id }) => id === person.departments[0])?.name ?? ''}${person.name}`);
}
