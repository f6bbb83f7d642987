import { findMember, listDepartments } from '../db/directory.ts';
import { handOver, listHandovers, takeBack } from '../db/handovers.ts';
import { findPlan } from '../db/plans.ts';
import { countProgress } from '../db/progress-counts.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import { sumProgress, type ProgressSums } from '../domain/progress.ts';
import { audit, type Actor } from './audit.ts';
import type { Deps } from './deps.ts';
import { findPerson } from './find-person.ts';
import { tellEach } from './tell-each.ts';

export interface HandoverView {
  from: string;
  to: string;
  departments: string[];
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
  const n = ((await listHandovers(deps.db)).at(-1)?.n ?? 0) + 1;
  if (!(await handOver(deps.db, { id: deps.newId(), n, fromId: from.id, toId: to.id }))) {
    throw new DomainError('cannot-hand-over', { why: 'no-liaison', from: from.name, to: to.name });
  }
  await audit(deps, actor, 'hand-over', `移交：${from.name}的联络员工作交给${to.name}`);
  return tellBoth(deps, { from, to, departmentIds: from.departments, key, templates: ['handover-given', 'handover-taken'] });
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
  return tellBoth(deps, { from: to, to: from, departmentIds: from.departments, key, templates: ['handover-given', 'handover-taken'] });
}

async function findPair(deps: Deps, said: { from: string; to: string }): Promise<{ from: Member; to: Member }> {
  const [from, to] = [await findPerson(deps, said.from), await findPerson(deps, said.to)];
  if (from.id === to.id) throw new DomainError('cannot-hand-over', { why: 'same', from: from.name, to: to.name });
  return { from, to };
}

interface Change {
  from: Member;
  to: Member;
  departmentIds: readonly string[];
  key: string;
  templates: readonly [string, string];
}

async function tellBoth(deps: Deps, { from, to, departmentIds, key, templates }: Change): Promise<HandoverView> {
  const names = (await listDepartments(deps.db)).filter(({ id }) => departmentIds.includes(id)).map(({ name }) => name);
  const plan = await findPlan(deps.db);
  const counts = plan === undefined ? [] : await countProgress(deps.db, plan.id, dayOf(deps.clock.now()), { departmentIds });
  const sums = plan === undefined ? null : sumProgress(counts);
  const view = { from: from.name, to: to.name, departments: names, sums };
  const untold: string[] = [];
  for (const [member, template] of [
    [from, templates[0]],
    [to, templates[1]],
  ] as const) {
    const about = { purpose: 'notice' as const, key: `handover-${key}`, messageFor: () => deps.render(template, view) };
    if ((await tellEach(deps, [member], about)).length === 0) untold.push(member.name);
  }
  return { ...view, untold, keepsOffice: from.roles.some((role) => role === 'admin' || role === 'reviewer') };
}
