import { listSharingDepartments } from '../db/assignments.ts';
import { endBurstsOfPlan } from '../db/bursts.ts';
import { hushPlan, wakePlan } from '../db/deliverables.ts';
import { countPendingOfPlan } from '../db/burst-evidence.ts';
import { changePlanState, findPlan } from '../db/plans.ts';
import { countProgress } from '../db/progress-counts.ts';
import { countOpenRequests } from '../db/requests.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import type { AssessmentPlan } from '../domain/plan.ts';
import { sumProgress, type ProgressSums } from '../domain/progress.ts';
import type { OutboundMessage } from '../ports/message.ts';
import { audit, type Actor } from './audit.ts';
import { listContacts } from './contacts.ts';
import { getCurrentPlan } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { tellEach } from './tell-each.ts';

/** What is still open in a year that is to be closed. */
export interface ClosePreview {
  year: number;
  sums: ProgressSums;
  requests: number;
}

/** 「关闭年度」: shows what is still open; it has to be said again as 「确认关闭 2023」. */
export async function previewClose(deps: Deps, year: number | undefined): Promise<ClosePreview> {
  const plan = await getCurrentPlan(deps, year);
  if (plan.state === 'closed') throw new DomainError('plan-already', { year: plan.year, state: 'closed' });
  const sums = sumProgress(await countProgress(deps.db, plan.id, dayOf(deps.clock.now())));
  return { year: plan.year, sums, requests: await countOpenRequests(deps.db) };
}

export interface ClosedView {
  year: number;
  /** Liaisons who were told. */
  told: number;
}

/** 「确认关闭 2023」: from then on the year can only be read. Nobody is reminded of it, and everybody concerned is told once. */
export async function closePlan(deps: Deps, { year, actor }: { year: number; actor: Actor }): Promise<ClosedView> {
  const plan = await getCurrentPlan(deps, year);
  if (plan.state === 'closed') throw new DomainError('plan-already', { year, state: 'closed' });
  // They were sent in time, and would change what can only be read by then.
  const count = await countPendingOfPlan(deps.db, plan.id);
  if (count > 0) throw new DomainError('cannot-close', { year, count });
  const now = deps.clock.now().toISOString();
  await changePlanState(deps.db, plan.id, { state: 'closed', closedAt: now });
  await endBurstsOfPlan(deps.db, plan.id);
  await hushPlan(deps.db, plan.id);
  await audit(deps, actor, 'close-plan', `关闭${year}年度`);
  return { year, told: await tellLiaisonsOf(deps, plan, 'plan-closed-told', `closed-${now}`) };
}

/** 「重新开放 2023年」: what is owed is reminded of again from now on; what passed meanwhile is not made up for. */
export async function openPlanAgain(deps: Deps, { year, actor }: { year: number | undefined; actor: Actor }): Promise<ClosedView> {
  const plan = await findPlan(deps.db, year);
  if (plan === undefined) throw new DomainError('no-plan', { year: year ?? null });
  if (plan.state !== 'closed') throw new DomainError('plan-already', { year: plan.year, state: 'published' });
  const now = deps.clock.now().toISOString();
  await changePlanState(deps.db, plan.id, { state: 'published', closedAt: null });
  await wakePlan(deps.db, plan.id, now);
  await audit(deps, actor, 'open-plan', `重新开放${plan.year}年度`);
  return { year: plan.year, told: await tellLiaisonsOf(deps, plan, 'plan-opened-told', `opened-${now}`) };
}

async function tellLiaisonsOf(deps: Deps, plan: AssessmentPlan, template: string, key: string): Promise<number> {
  const shares = new Set(await listSharingDepartments(deps.db, plan.id));
  const contacts = (await listContacts(deps)).filter(({ departments }) => departments.some((id) => shares.has(id)));
  const liaisons = contacts.map(({ member }) => member);
  const messageFor = ({ name }: Member): OutboundMessage => deps.render(template, { year: plan.year, name });
  return (await tellEach(deps, liaisons, { purpose: 'notice', key: `${plan.id}-${key}`, messageFor })).length;
}
