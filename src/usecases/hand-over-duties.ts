import { findMember, listDepartments } from '../db/directory.ts';
import { handOver, listHandovers, takeBack } from '../db/handovers.ts';
import { listAway } from '../db/leaves.ts';
import { findPlan } from '../db/plans.ts';
import { countProgress } from '../db/progress-counts.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import { sumProgress, type ProgressSums } from '../domain/progress.ts';
import type { OutboundMessage } from '../ports/message.ts';
import { audit, type Actor } from './audit.ts';
import { listContacts } from './contacts.ts';
import type { Deps } from './deps.ts';
import { findPerson } from './people.ts';
import { tellEach } from './tell-each.ts';

export interface HandoverView {
  from: string;
  to: string;
  /** As they were typed, which tells namesakes apart. */
  said: { from: string; to: string };
  departments: string[];
  /** Departments of the taker's own, of which that person is 联络员 from now on, too. */
  alsoOf: string[];
  /** The taker is on leave (请假). */
  away: boolean;
  /** What the departments have of this year's plan; null while there is none. */
  sums: ProgressSums | null;
  /** Those of the two there was no way to tell. */
  untold: string[];
  /** The giver keeps another office role, which only the directory file gives. */
  keepsOffice: boolean;
}

export interface HandoverInput {
  from: string;
  to: string;
  actor: Actor;
  key: string;
}

/**
 * 「移交 张三 李四」: the second becomes 联络员 of the first one's departments, who is none any more. What was handed in stays
 * under its sender's name. Holds until the directory file itself says so.
 */
export async function handOverDuties(deps: Deps, { actor, key, ...said }: HandoverInput): Promise<HandoverView> {
  const { from, to } = await findPair(deps, said);
  const stoodInBy = await listDeputiesNow(deps, from);
  const n = ((await listHandovers(deps.db)).at(-1)?.n ?? 0) + 1;
  if (!(await handOver(deps.db, { id: deps.newId(), n, fromId: from.id, toId: to.id }))) {
    throw new DomainError('cannot-hand-over', { why: 'no-liaison', from: from.name, to: to.name });
  }
  await audit(deps, actor, 'hand-over', `移交：${from.name}的联络员工作交给${to.name}`);
  for (const deputy of stoodInBy.filter(({ id }) => id !== to.id)) {
    const about = { purpose: 'notice' as const, key: `handover-deputy-${key}` };
    const messageFor = ({ name }: Member): OutboundMessage =>
      deps.render('leave-ended-for-deputy', { name, person: from.name, why: 'handed-over' });
    await tellEach(deps, [deputy], { ...about, messageFor });
  }
  const view = await tellBoth(deps, { from, to, said, departmentIds: from.departments, key });
  const own = to.roles.includes('liaison') ? [] : to.departments.filter((id) => !from.departments.includes(id));
  return { ...view, alsoOf: await departmentNames(deps, own) };
}

/** Whoever stands in for a liaison today. */
async function listDeputiesNow(deps: Deps, { id }: Member): Promise<Member[]> {
  return (await listContacts(deps)).filter(({ standsInFor }) => standsInFor.some((absent) => absent.id === id)).map(({ member }) => member);
}

/** 「取消移交 张三 李四」: exactly what was given goes back. */
export async function takeBackDuties(deps: Deps, { actor, key, ...said }: HandoverInput): Promise<HandoverView> {
  const { from, to } = await findPair(deps, said);
  const all = await listHandovers(deps.db);
  const at = all.findLastIndex(({ fromId, toId }) => fromId === from.id && toId === to.id);
  const handover = all[at];
  if (handover === undefined) throw new DomainError('cannot-hand-over', { why: 'not-handed-over', from: from.name, to: to.name });
  const later = all.slice(at + 1).findLast(({ fromId, toId }) => [fromId, toId].some((id) => id === from.id || id === to.id));
  if (later !== undefined) {
    const [giver, taker] = await Promise.all([findMember(deps.db, later.fromId), findMember(deps.db, later.toId)]);
    throw new DomainError('cannot-hand-over', { why: 'later', from: giver?.name ?? '', to: taker?.name ?? '' });
  }
  await takeBack(deps.db, handover);
  await audit(deps, actor, 'take-back', `取消移交：联络员工作由${to.name}交回${from.name}`);
  return tellBoth(deps, { from: to, to: from, said: { from: said.to, to: said.from }, departmentIds: from.departments, key });
}

async function findPair(deps: Deps, said: { from: string; to: string }): Promise<{ from: Member; to: Member }> {
  const [from, to] = [await findPerson(deps, said.from), await findPerson(deps, said.to)];
  if (from.id === to.id) throw new DomainError('cannot-hand-over', { why: 'same', from: from.name, to: to.name });
  return { from, to };
}

interface Change {
  from: Member;
  to: Member;
  said: { from: string; to: string };
  departmentIds: readonly string[];
  key: string;
}

async function tellBoth(deps: Deps, { from, to, said, departmentIds, key }: Change): Promise<HandoverView> {
  const names = await departmentNames(deps, departmentIds);
  const plan = await findPlan(deps.db);
  const counts = plan === undefined ? [] : await countProgress(deps.db, plan.id, dayOf(deps.clock.now()), { departmentIds });
  const sums = plan === undefined ? null : sumProgress(counts);
  const view = { from: from.name, to: to.name, departments: names, sums };
  const untold: string[] = [];
  for (const [member, template] of [
    [from, 'handover-given'],
    [to, 'handover-taken'],
  ] as const) {
    const about = { purpose: 'notice' as const, key: `handover-${key}`, messageFor: () => deps.render(template, view) };
    if ((await tellEach(deps, [member], about)).length === 0) untold.push(member.name);
  }
  const away = (await listAway(deps.db, dayOf(deps.clock.now()))).some(({ memberId }) => memberId === to.id);
  const keepsOffice = from.roles.some((role) => role === 'admin' || role === 'reviewer');
  return { ...view, said, alsoOf: [], away, untold, keepsOffice };
}

async function departmentNames(deps: Deps, ids: readonly string[]): Promise<string[]> {
  return (await listDepartments(deps.db)).filter(({ id }) => ids.includes(id)).map(({ name }) => name);
}
