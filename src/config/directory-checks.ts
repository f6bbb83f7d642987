import type { RawDirectory } from './directory-schema.ts';
import { departmentKey } from '../domain/directory.ts';
import type { YamlPath } from './yaml-file.ts';

interface Problem {
  at: YamlPath;
  message: string;
}

/** A word that must be unique, where it stands, and whose it is. */
interface Use {
  key: string;
  owner: string;
  at: YamlPath;
}

/** What is wrong although every entry for itself has the right shape. */
export function checkDirectory(directory: RawDirectory): Problem[] {
  return [
    ...(['departments', 'members', 'rooms'] as const).flatMap((list) => repeated(idsOf(directory[list], list), 'id')),
    ...repeated(labelsOf(directory), 'name or alias'),
    ...(['members', 'rooms'] as const).flatMap((list) => repeated(accountsOf(directory[list], list), 'account')),
    ...unknownDepartments(directory),
    ...directory.departments.flatMap((department, index) => collectiveProblems(directory, department, index)),
    ...directory.members.flatMap((member, index) => memberProblems(directory, member, index)),
  ];
}

function repeated(uses: readonly Use[], what: string): Problem[] {
  const first = new Map<string, Use>();
  return uses.flatMap((use) => {
    const earlier = first.get(use.key);
    if (earlier === undefined) first.set(use.key, use);
    return earlier === undefined
      ? []
      : [{ at: use.at, message: `this ${what} is already used by ${earlier.owner}; change or remove one of them` }];
  });
}

function idsOf(entries: readonly { id: string; name: string }[], list: string): Use[] {
  return entries.map(({ id, name }, index) => ({ key: id, owner: name, at: [list, index, 'id'] }));
}

function labelsOf({ departments }: RawDirectory): Use[] {
  return departments.flatMap(({ name, aliases }, index) => [
    { key: departmentKey(name), owner: name, at: ['departments', index, 'name'] },
    ...aliases.map((alias, n) => ({ key: departmentKey(alias), owner: name, at: ['departments', index, 'aliases', n] })),
  ]);
}

function accountsOf(entries: readonly { name: string; accounts: Record<string, string> }[], list: string): Use[] {
  return entries.flatMap(({ name, accounts }, index) =>
    Object.entries(accounts).map(([channel, account]) => ({
      key: `${channel} ${account}`,
      owner: name,
      at: [list, index, 'accounts', channel],
    })),
  );
}

function unknownDepartments({ departments, members, rooms }: RawDirectory): Problem[] {
  const known = new Set(departments.map(({ id }) => id));
  const named = [
    ...departments.map(({ collective }, index) => ({ ids: collective, at: ['departments', index, 'collective'] })),
    ...members.map((member, index) => ({ ids: member.departments, at: ['members', index, 'departments'] })),
    ...rooms.map((room, index) => ({ ids: room.departments, at: ['rooms', index, 'departments'] })),
  ];
  return named.flatMap(({ ids, at }) =>
    Array.isArray(ids)
      ? ids.flatMap((id, n) =>
          known.has(id) ? [] : [{ at: [...at, n], message: `there is no department with the id ${id}; add it or correct the id` }],
        )
      : [],
  );
}

function collectiveProblems(
  directory: RawDirectory,
  { id, kind, collective }: RawDirectory['departments'][number],
  index: number,
): Problem[] {
  if (collective === undefined) return [];
  const at = ['departments', index, 'collective'];
  if (kind === 'branch') return [{ at, message: 'a branch cannot be collective; remove kind or collective' }];
  return reaches(directory, id, id, new Set()) ? [{ at, message: 'contains itself; take it out of the collectives it names' }] : [];
}

function reaches(directory: RawDirectory, from: string, target: string, seen: Set<string>): boolean {
  const parts = directory.departments.find(({ id }) => id === from)?.collective;
  if (seen.has(from) || !Array.isArray(parts)) return false;
  seen.add(from);
  return parts.includes(target) || parts.some((part) => reaches(directory, part, target, seen));
}

function memberProblems(
  directory: RawDirectory,
  { id, departments, deputy, prefer, accounts }: RawDirectory['members'][number],
  index: number,
): Problem[] {
  const problems: Problem[] = departments.flatMap((departmentId, n) => {
    const isCollective = directory.departments.some((department) => department.id === departmentId && department.collective !== undefined);
    return isCollective
      ? [{ at: ['members', index, 'departments', n], message: 'is collective; name the departments of this person themselves' }]
      : [];
  });
  if (deputy === id) problems.push({ at: ['members', index, 'deputy'], message: 'is the person itself; name somebody else or remove it' });
  else if (deputy !== undefined && !directory.members.some((other) => other.id === deputy)) {
    problems.push({ at: ['members', index, 'deputy'], message: `there is no member with the id ${deputy}; add it or correct the id` });
  }
  if (prefer !== undefined && accounts[prefer] === undefined) {
    problems.push({
      at: ['members', index, 'prefer'],
      message: `this person has no ${prefer} account; add it under accounts or remove prefer`,
    });
  }
  return problems;
}
