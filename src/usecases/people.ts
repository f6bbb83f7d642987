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
  const found = await listNamed(deps, said.trim(), true);
  if (found.length === 1) return found[0]!;
  throw new DomainError('no-such-person', { name: said, places: await placesOf(deps, found) });
}

/** Everybody whose name stands in the words; of namesakes those whose department stands there, too. */
export async function findPeopleIn(deps: Deps, words: string): Promise<Member[]> {
  return listNamed(deps, words, false);
}

async function listNamed(deps: Deps, words: string, alone: boolean): Promise<Member[]> {
  const departments = await listDepartments(deps.db);
  const named = (await listPeople(deps)).filter(({ name }) => (alone ? words.endsWith(name) : words.includes(name)));
  const exact = named.filter((member) => !alone || rest(words, member.name) === '' || isOf(member, rest(words, member.name), departments));
  return [...Map.groupBy(exact, ({ name }) => name).values()].flatMap((namesakes) => {
    const said = namesakes.filter((member) => departments.some((one) => member.departments.includes(one.id) && isSaid(one, words)));
    return namesakes.length > 1 && said.length > 0 ? said : namesakes;
  });
}

function rest(words: string, name: string): string {
  return words.slice(0, words.length - name.length).trim();
}

function isOf(member: Member, label: string, departments: readonly Department[]): boolean {
  return departments.some(({ id, name, aliases }) => member.departments.includes(id) && [name, ...aliases].includes(label));
}

function isSaid({ name, aliases }: Department, words: string): boolean {
  return [name, ...aliases].some((label) => words.includes(label));
}

async function placesOf(deps: Deps, members: readonly Member[]): Promise<string[]> {
  const nameOf = new Map((await listDepartments(deps.db)).map(({ id, name }) => [id, name]));
  return members.map(
    (member) =>
      `${member.departments
        .slice(0, 1)
        .map((id) => nameOf.get(id) ?? '')
        .join()}${member.name}`,
  );
}
