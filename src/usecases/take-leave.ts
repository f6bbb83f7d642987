import { findMember, listDepartments, listMembers, listMembersWithRole } from '../db/directory.ts';
import { insertLeave, listLeavesOf, removeLeave, shortenLeave } from '../db/leaves.ts';
import { addDays, dayOf, formatDay } from '../domain/calendar.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import { readLeaveDays, type Leave } from '../domain/leave.ts';
import { audit, type Actor } from './audit.ts';
import type { Deps } from './deps.ts';
import { findPerson } from './find-person.ts';
import { tellEach } from './tell-each.ts';

export interface LeaveView {
  from: string;
  to: string;
  /** Days as they were typed. */
  days: string;
  /** Who stands in; null: nobody. */
  deputy: string | null;
  /** There was no way to tell the deputy. */
  untold: boolean;
  /** Departments nobody speaks for meanwhile, so that the office is told. */
  unspoken: string[];
  /** An earlier one this one takes the place of. */
  instead: boolean;
}

export interface LeaveInput {
  person: Member;
  actor: Actor;
  from: string;
  to: string;
  /** What stands behind the days: a deputy, or a reason nobody has to give. */
  words: string;
  /** Tells this leave from another. */
  key: string;
}

/** 「请假 6-20 6-28」: the deputy (代理人) stands in on these days: hears what concerns the person's departments, and hands in for them. */
export async function takeLeave(deps: Deps, { person, actor, words, key, ...said }: LeaveInput): Promise<LeaveView> {
  const today = dayOf(deps.clock.now());
  const days = readLeaveDays(said.from, said.to, today);
  if ('problem' in days) throw new DomainError('cannot-leave', { why: days.problem });
  const deputy = await readDeputy(deps, person, words);
  const overlapping = (await listLeavesOf(deps.db, person.id, today)).filter(
    ({ fromDay, toDay }) => fromDay <= days.toDay && toDay >= days.fromDay,
  );
  for (const { id } of overlapping) await removeLeave(deps.db, id);
  await insertLeave(deps.db, { id: deps.newId(), memberId: person.id, ...days, deputyId: deputy?.id ?? null });

  const span = spanView(days, today);
  const by = deputy === undefined ? '' : `，由${deputy.name}代理`;
  await audit(deps, actor, 'take-leave', `${person.name}请假：${span.from}至${span.to}${by}`);
  const names = await namesOf(deps, person.departments);
  const card = { ...span, person: person.name, departments: names };
  const told = await tellEach(deps, deputy === undefined ? [] : [deputy], {
    purpose: 'notice',
    key: `leave-${key}`,
    messageFor: ({ name }) => deps.render('leave-for-deputy', { ...card, name }),
  });
  const unspoken = deputy === undefined ? await namesOf(deps, await departmentsOfNoOther(deps, person)) : [];
  return {
    ...span,
    days: [...new Set([said.from, said.to])].join(' '),
    deputy: deputy?.name ?? null,
    untold: deputy !== undefined && told.length === 0,
    unspoken,
    instead: overlapping.length > 0,
  };
}

/** 「李四」 or 「由李四代」 names one; else it is the one of the directory. Other words are the reason. */
async function readDeputy(deps: Deps, person: Member, words: string): Promise<Member | undefined> {
  const isName = (await listMembers(deps.db)).some(({ name }) => name === words);
  const named = isName
    ? words
    : DEPUTY.exec(words)
        ?.slice(1)
        .find((name) => name !== undefined);
  if (named !== undefined) {
    const deputy = await findPerson(deps, named);
    if (deputy.id === person.id) throw new DomainError('cannot-leave', { why: 'own-deputy' });
    return deputy;
  }
  return person.deputyId === null ? undefined : findMember(deps.db, person.deputyId);
}

/** 「由李四代」, 「请李四代办」, 「李四代」, 「代理人李四」. */
const DEPUTY =
  /(?:^|[\s,，;；。])(?:(?:由|请|让)\s*)?([^\s,，;；。]{1,30}?)\s*(?:代|代理|代办|代班|替|替班|顶替)(?:我|一下)*[。.]?$|(?:^|[\s,，;；。])代理人?[:：\s]*([^\s,，;；。]{1,30})$/u;

/** Of a 联络员: departments without another one. */
async function departmentsOfNoOther(deps: Deps, person: Member): Promise<string[]> {
  const liaisons = await listMembersWithRole(deps.db, 'liaison');
  if (!liaisons.some(({ id }) => id === person.id)) return [];
  const others = liaisons.filter(({ id }) => id !== person.id);
  return person.departments.filter((department) => !others.some(({ departments }) => departments.includes(department)));
}

async function namesOf(deps: Deps, departmentIds: readonly string[]): Promise<string[]> {
  return (await listDepartments(deps.db)).filter(({ id }) => departmentIds.includes(id)).map(({ name }) => name);
}

export interface BackView {
  from: string;
  to: string;
  /** It had not begun. */
  before: boolean;
  deputy: string | null;
}

/** 「销假」: back earlier, from today on; one that has not begun is not taken. */
export async function endLeave(deps: Deps, { person, actor, key }: { person: Member; actor: Actor; key: string }): Promise<BackView> {
  const today = dayOf(deps.clock.now());
  const [leave] = await listLeavesOf(deps.db, person.id, today);
  if (leave === undefined) throw new DomainError('not-on-leave');
  if (leave.fromDay >= today) await removeLeave(deps.db, leave.id);
  else await shortenLeave(deps.db, leave.id, addDays(today, -1));
  const span = spanView(leave, today);
  await audit(deps, actor, 'end-leave', `${person.name}销假：原定${span.from}至${span.to}`);
  const deputy = leave.deputyId === null ? undefined : await findMember(deps.db, leave.deputyId);
  await tellEach(deps, deputy === undefined ? [] : [deputy], {
    purpose: 'notice',
    key: `leave-ended-${key}`,
    messageFor: ({ name }) => deps.render('leave-ended-for-deputy', { name, person: person.name, ...span, before: leave.fromDay > today }),
  });
  return { ...span, before: leave.fromDay > today, deputy: deputy?.name ?? null };
}

function spanView({ fromDay, toDay }: Pick<Leave, 'fromDay' | 'toDay'>, today: string): { from: string; to: string } {
  const year = Number(today.slice(0, 4));
  return { from: formatDay(fromDay, year), to: formatDay(toDay, year) };
}
