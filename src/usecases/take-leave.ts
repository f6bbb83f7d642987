import { findMember, listDepartments } from '../db/directory.ts';
import { insertLeave, listLeavesBetween, listLeavesOf, removeLeave, shortenLeave } from '../db/leaves.ts';
import { can } from '../domain/access.ts';
import { addDays, dayOf, formatDay, type Day } from '../domain/calendar.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import { readLeaveDays, type Leave } from '../domain/leave.ts';
import type { OutboundMessage } from '../ports/message.ts';
import { audit, type Actor } from './audit.ts';
import { listContacts } from './contacts.ts';
import type { Deps } from './deps.ts';
import { leaveExample } from './leave-example.ts';
import { findPeopleIn } from './people.ts';
import { tellEach } from './tell-each.ts';

interface Span {
  from: string;
  to: string;
}

export interface LeaveView extends Span {
  /** Days as they were typed. */
  days: string;
  /** Only for 联络员 and 分管领导 does somebody stand in: nothing is sent to others that could be missed. */
  hears: boolean;
  liaison: boolean;
  reviewer: boolean;
  admin: boolean;
  /** Who stands in; null: nobody. */
  deputy: string | null;
  /** There was no way to tell the deputy. */
  untold: boolean;
  /** Departments nobody speaks for meanwhile, so that the office is told. */
  unspoken: string[];
  /** Liaisons this person was to stand in for on these days. */
  uncovered: string[];
}

export interface LeaveInput {
  person: Pick<Member, 'id'>;
  actor: Actor;
  from: string;
  to: string;
  /** What stands behind the days: a deputy, or a reason nobody has to give. */
  words: string;
  /** Tells this leave from another. */
  key: string;
}

/** 「请假 6-20 6-28」: the deputy (代理人) stands in on these days: hears what concerns the person's departments, and hands in for them. */
export async function takeLeave(deps: Deps, { person: { id }, actor, from, to, words, key }: LeaveInput): Promise<LeaveView> {
  // With the own departments alone, not those stood in for.
  const person = (await findMember(deps.db, id))!;
  const today = dayOf(deps.clock.now());
  const days = readLeaveDays(from, to, today);
  if ('problem' in days) throw refusal(deps, days.problem);
  const others = (await listLeavesBetween(deps.db, days)).filter(({ memberId }) => memberId !== id);
  await refuseOverlap(deps, id, days, today);
  const { hears, liaison } = dutiesOf(person);
  const said = await readDeputy(deps, person, words);
  const deputy = hears ? await chooseDeputy(deps, person, said, others) : undefined;
  await insertLeave(deps.db, { id: deps.newId(), memberId: id, ...days, deputyId: deputy?.id ?? null });

  const span = spanView(days, today);
  await audit(deps, actor, 'take-leave', `${person.name}请假：${spanWords(span)}${deputy === undefined ? '' : `，由${deputy.name}代理`}`);
  const departments = await namesOf(deps, person.departments);
  const told = await tell(deps, deputy, `leave-${key}`, ({ name }) =>
    deps.render('leave-for-deputy', { ...span, person: person.name, liaison, departments, name }),
  );
  const uncovered = await tellUncovered(deps, person, others, span, key);
  return {
    ...span,
    days: [...new Set([from, to])].join(' '),
    hears,
    liaison,
    reviewer: person.roles.includes('reviewer'),
    admin: person.roles.includes('admin'),
    deputy: deputy?.name ?? null,
    untold: deputy !== undefined && !told,
    unspoken: liaison && deputy === undefined ? await namesOf(deps, await departmentsOfNoOther(deps, person)) : [],
    uncovered,
  };
}

async function refuseOverlap(deps: Deps, memberId: string, days: Pick<Leave, 'fromDay' | 'toDay'>, today: Day): Promise<void> {
  const standing = (await listLeavesOf(deps.db, memberId, today)).find(
    ({ fromDay, toDay }) => fromDay <= days.toDay && toDay >= days.fromDay,
  );
  if (standing !== undefined) throw refusal(deps, 'overlap', spanView(standing, today));
}

type SaidDeputy = Member | 'nobody' | undefined;

/** Who was said, else who the directory names; somebody who may hand in and is there on these days. */
async function chooseDeputy(deps: Deps, person: Member, said: SaidDeputy, others: readonly Leave[]): Promise<Member | undefined> {
  if (said === 'nobody') return undefined;
  const deputy = said ?? (person.deputyId === null ? undefined : await findMember(deps.db, person.deputyId));
  if (deputy === undefined) return undefined;
  const isAway = others.some(({ memberId }) => memberId === deputy.id);
  if (isAway || !can(deputy, 'hand-in')) throw refusal(deps, isAway ? 'deputy-away' : 'deputy-cannot', { deputy: deputy.name });
  return deputy;
}

/** 「由李四代」, 「李四」. Words that seem to mean somebody and leave open whom are asked about; other words are the reason. */
async function readDeputy(deps: Deps, person: Member, words: string): Promise<SaidDeputy> {
  if (/(?:不用|无需|不需要?|没有?人)\s*代/u.test(words)) return 'nobody';
  const found = await findPeopleIn(deps, words);
  const means = /代(?![表码价])|替|负责|交给|接手|顶班/u.test(words) || found.some(({ name }) => words.endsWith(name));
  if (!means) return undefined;
  const [only] = found;
  if (found.length !== 1 || only === undefined) throw refusal(deps, 'unclear-deputy', { words });
  if (only.id === person.id) throw refusal(deps, 'own-deputy');
  return only;
}

/** Of a 联络员: departments without another one who is there. */
async function departmentsOfNoOther(deps: Deps, { id, departments }: Member): Promise<string[]> {
  const others = (await listContacts(deps)).filter(({ member }) => member.id !== id);
  return departments.filter((department) => !others.some((other) => other.departments.includes(department)));
}

/** Those who counted on this person on one of these days have to look for somebody else. */
async function tellUncovered(deps: Deps, person: Member, others: readonly Leave[], span: Span, key: string): Promise<string[]> {
  const names: string[] = [];
  for (const { memberId } of others.filter(({ deputyId }) => deputyId === person.id)) {
    const absent = await findMember(deps.db, memberId);
    if (absent === undefined) continue;
    names.push(absent.name);
    await tell(deps, absent, `leave-uncovered-${key}`, ({ name }) =>
      deps.render('leave-uncovered', { ...span, name, deputy: person.name }),
    );
  }
  return names;
}

async function namesOf(deps: Deps, departmentIds: readonly string[]): Promise<string[]> {
  return (await listDepartments(deps.db)).filter(({ id }) => departmentIds.includes(id)).map(({ name }) => name);
}

async function tell(
  deps: Deps,
  member: Member | undefined,
  key: string,
  messageFor: (member: Member) => OutboundMessage,
): Promise<boolean> {
  return (await tellEach(deps, member === undefined ? [] : [member], { purpose: 'notice', key, messageFor })).length > 0;
}

export interface BackView extends Span {
  /** It had not begun. */
  before: boolean;
  hears: boolean;
  deputy: string | null;
}

/** 「销假」: back earlier, from today on; one that has not begun is not taken. */
export async function endLeave(
  deps: Deps,
  { person: { id }, actor, key }: { person: Pick<Member, 'id'>; actor: Actor; key: string },
): Promise<BackView> {
  const person = (await findMember(deps.db, id))!;
  const today = dayOf(deps.clock.now());
  const [leave] = await listLeavesOf(deps.db, id, today);
  if (leave === undefined) throw new DomainError('not-on-leave', { example: leaveExample(deps) });
  if (leave.fromDay >= today) await removeLeave(deps.db, leave.id);
  else await shortenLeave(deps.db, leave.id, addDays(today, -1));
  const span = spanView(leave, today);
  const before = leave.fromDay > today;
  await audit(deps, actor, 'end-leave', `${person.name}销假：原定${spanWords(span)}`);
  const { hears } = dutiesOf(person);
  const deputy = leave.deputyId === null || !hears ? undefined : await findMember(deps.db, leave.deputyId);
  const view = { person: person.name, why: before ? 'cancelled' : 'back' };
  await tell(deps, deputy, `leave-ended-${key}`, ({ name }) => deps.render('leave-ended-for-deputy', { ...view, name }));
  return { ...span, before, hears, deputy: deputy?.name ?? null };
}

function dutiesOf({ roles }: Member): { hears: boolean; liaison: boolean } {
  const liaison = roles.includes('liaison');
  return { hears: liaison || roles.includes('leader'), liaison };
}

function refusal(deps: Deps, why: string, details: object = {}): DomainError {
  return new DomainError('cannot-leave', { why, example: leaveExample(deps), ...details });
}

function spanView({ fromDay, toDay }: Pick<Leave, 'fromDay' | 'toDay'>, today: Day): Span {
  const year = Number(today.slice(0, 4));
  return { from: formatDay(fromDay, year), to: formatDay(toDay, year) };
}

function spanWords({ from, to }: Span): string {
  return from === to ? from : `${from}至${to}`;
}
