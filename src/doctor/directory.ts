import { expandDepartment, type DirectoryFile } from '../domain/directory.ts';
import { fail, listed, ok, warn, type Finding } from '../domain/finding.ts';

export interface DirectoryFacts {
  file: DirectoryFile;
  /** Accounts people bound by chat. */
  bound: readonly { memberId: string; channel: string }[];
  /** Chat platforms that are switched on; the sandbox needs no accounts. */
  platforms: readonly string[];
}

/** Gaps of the directory (通讯录) through which work falls. */
export function judgeDirectory(facts: DirectoryFacts): Finding[] {
  const findings = CHECKS.flatMap((check) => check(facts));
  const { departments, members } = facts.file;
  return findings.length > 0 ? findings : [ok(`directory: ${departments.length} departments, ${members.length} people, no gaps`)];
}

const CHECKS: readonly ((facts: DirectoryFacts) => Finding[])[] = [
  ({ file }) =>
    file.members.some(({ roles }) => roles.includes('admin'))
      ? []
      : [fail('directory: nobody is admin (管理员), so nobody can import a plan', 'give somebody roles: [admin] in the directory file')],
  ({ file: { members } }) => {
    const reviewers = members.filter(({ roles }) => roles.includes('reviewer'));
    const [only] = reviewers;
    if (only === undefined) {
      return [fail('directory: nobody is reviewer (审核人), so nothing is ever approved', 'give somebody roles: [reviewer]')];
    }
    if (reviewers.length > 1 || !only.roles.includes('liaison')) return [];
    return [warn(`directory: the only reviewer, ${only.name}, hands in too, and nobody reviews their own`, 'name a second reviewer')];
  },
  ({ file: { departments, members } }) => {
    const served = new Set(members.filter(({ roles }) => roles.includes('liaison')).flatMap((member) => member.departments));
    const without = departments.filter(({ id, kind }) => kind !== 'collective' && !served.has(id)).map(({ name }) => name);
    if (without.length === 0) return [];
    return [
      warn(
        `directory: nobody is liaison (联络员) of ${listed(without)}`,
        'give somebody there roles: [liaison]; until then the office is told',
      ),
    ];
  },
  ({ file: { departments } }) => {
    const empty = departments.filter((department) => expandDepartment(department, departments).length === 0).map(({ name }) => name);
    if (empty.length === 0) return [];
    return [
      fail(`directory: ${listed(empty)} stands for no department, so nobody owes its items`, 'list its departments under collective'),
    ];
  },
  ({ file: { members, departments } }) => {
    const liaisons = members.filter(({ roles }) => roles.includes('liaison'));
    const alone = departments.filter(({ id }) => {
      const own = liaisons.filter((member) => member.departments.includes(id));
      return own.length === 1 && own[0]!.deputyId === null;
    });
    if (alone.length === 0) return [];
    const names = listed(alone.map(({ name }) => name));
    return [
      warn(`directory: when the one liaison of ${names} is away, nobody stands in`, 'name a deputy: of that liaison, or a second liaison'),
    ];
  },
  ({ file, bound, platforms }) => {
    if (platforms.length === 0) return [];
    const reached = new Set(bound.filter(({ channel }) => platforms.includes(channel)).map(({ memberId }) => memberId));
    const without = file.members.filter(({ id, accounts }) => !reached.has(id) && !platforms.some((platform) => platform in accounts));
    const names = without.map(({ name }) => name);
    const cure = 'add them under accounts, or let these people say 「绑定 部门 姓名」 to the bot';
    return names.length === 0 ? [] : [warn(`directory: ${listed(names)} have no account on ${platforms.join(' or ')}`, cure)];
  },
  ({ file, platforms }) => {
    if (platforms.length === 0) return [];
    const without = file.rooms.filter(({ accounts }) => !platforms.some((platform) => platform in accounts)).map(({ name }) => name);
    const cure = 'add its chat id under accounts, or remove it here and say 「绑定本群 部门」 in the room';
    return without.length === 0 ? [] : [warn(`directory: the room ${listed(without)} is on no platform`, cure)];
  },
];
