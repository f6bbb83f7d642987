import { listDepartments, listMembers } from '../db/directory.ts';
import { splitDepartment, type Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { Deps } from './deps.ts';

/** Somebody as people name them: 「李四」, of several 「地质信息室李四」. Refused when there is nobody, or more than one. */
export async function findPerson(deps: Deps, said: string): Promise<Member> {
  const departments = await listDepartments(deps.db);
  const members = await listMembers(deps.db);
  const { department, rest } = splitDepartment(said.trim(), departments);
  const named = members.filter(({ name }) => name === said.trim());
  const within = department === undefined ? [] : members.filter((one) => one.name === rest && one.departments.includes(department.id));
  const found = named.length > 0 ? named : within;
  if (found.length === 1) return found[0]!;
  const nameOf = new Map(departments.map(({ id, name }) => [id, name]));
  const places = found.map(
    (member) =>
      `${member.departments
        .slice(0, 1)
        .map((id) => nameOf.get(id) ?? '')
        .join()}${member.name}`,
  );
  throw new DomainError('no-such-person', { name: said, places });
}
