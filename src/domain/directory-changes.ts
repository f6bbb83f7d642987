import { isDeepStrictEqual } from 'node:util';
import type { DirectoryFile, Role } from './directory.ts';

/** What became of a directory file (通讯录) since it was last read, part by part in Chinese; whose office changed stands with it. */
export function describeDirectoryChanges(before: DirectoryFile, after: DirectoryFile): string[] {
  const parts = [
    ...changesOf('部门', before.departments, after.departments),
    ...changesOf('人员', before.members, after.members),
    ...changesOf('群', before.rooms, after.rooms),
  ];
  const head = ({ unit, staffCount }: DirectoryFile): unknown => [unit, staffCount];
  if (!isDeepStrictEqual(head(before), head(after))) parts.push('单位名称或人数有改动');
  return parts;
}

interface Entry {
  id: string;
  name: string;
  roles?: readonly Role[];
}

function changesOf<T extends Entry>(what: string, before: readonly T[], after: readonly T[]): string[] {
  const old = new Map(before.map((entry) => [entry.id, entry]));
  const kept = new Set(after.map(({ id }) => id));
  const changed = after.filter((entry) => old.has(entry.id) && !isDeepStrictEqual(old.get(entry.id), entry));
  return [
    partOf(
      `新增${what}`,
      after.filter(({ id }) => !old.has(id)).map((entry) => nameOf(entry)),
    ),
    partOf(
      `去掉${what}`,
      before.filter(({ id }) => !kept.has(id)).map(({ name }) => name),
    ),
    partOf(
      `改动${what}`,
      changed.map((entry) => nameOf(entry, old.get(entry.id))),
    ),
  ].flat();
}

function partOf(what: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length > NAMES_SHOWN ? `等${names.length}个` : '';
  return [`${what}${names.slice(0, NAMES_SHOWN).join('、')}${more}`];
}

const NAMES_SHOWN = 10;

/** With the roles (身份) a person has now, where they are new. */
function nameOf({ name, roles }: Entry, before?: Entry): string {
  if (roles === undefined || isDeepStrictEqual(before?.roles ?? [], roles)) return name;
  return `${name}（${roles.length === 0 ? TITLES.member : roles.map((role) => TITLES[role]).join('、')}）`;
}

const TITLES: Record<Role, string> = {
  admin: '管理员',
  reviewer: '审核人',
  liaison: '联络员',
  leader: '分管领导',
  member: '普通成员',
  observer: '观察员',
};
