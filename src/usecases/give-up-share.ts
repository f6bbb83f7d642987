import { updateAssignment } from '../db/assignments.ts';
import { getPlan, getTask, listAssignments } from '../db/plans.ts';
import { correctRequest, findOpenRequest, insertRequest } from '../db/requests.ts';
import type { RequestRow } from '../db/tables.ts';
import { isOwed } from '../domain/deliverable.ts';
import type { Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import { taskTitle } from '../domain/task-title.ts';
import { audit, type Actor } from './audit.ts';
import { closeRequest } from './close-request.ts';
import { ofYearOf } from './current-plan.ts';
import type { Deps } from './deps.ts';
import { describeRequest } from './describe-request.ts';
import { findDuty, type Duty } from './find-duty.ts';
import { listHolders } from './list-holders.ts';
import type { RequestSource } from './request-extension.ts';
import { refuseLongReason } from './request-reason.ts';
import { settleAny } from './settle-waivers.ts';
import { tellAdmins } from './tell-admins.ts';
import { tellAsker } from './tell-asker.ts';
import { tellLiaisons } from './tell-liaisons.ts';

/** What giving a share up brought about. */
export interface GivenUpView {
  /** 应报事项 that need not be handed in any more (免报). */
  waived: number;
  /** Nobody leads the item (牵头) now. */
  leaderless: boolean;
}

interface ReleaseHead {
  /** 「2022年 」 where the item is not of the current plan. */
  ofYear: string;
  code: string;
  title: string;
  department: string;
  reason: string;
}

export type ReleaseView =
  | (ReleaseHead & { kind: 'asked'; number: number; repeated: boolean; admins: string[] })
  | (ReleaseHead & { kind: 'given-up'; told: boolean } & GivenUpView);

export interface ReleaseInput {
  asker: Member;
  source: RequestSource;
  actor: Actor;
  year: number | undefined;
  code: string;
  /** May begin with a department's name. */
  words: string;
}

/** 「不属于 3 理由」: the department says that the item is not theirs; the admins decide. Said by an admin of a department it is so at once. */
export async function requestRelease(deps: Deps, input: ReleaseInput): Promise<ReleaseView> {
  const { asker, year, code, words } = input;
  const duty = await findDuty(deps, { asker, year, code, words, command: `不属于 ${code}`, concerns: isOwed });
  const reason = duty.rest;
  refuseLongReason(reason);
  const head = {
    ofYear: await ofYearOf(deps, duty.plan),
    code,
    title: taskTitle(duty.task.text),
    department: duty.department.name,
    reason,
  };
  if (duty.assignment.givenUp === 1) throw new DomainError('cannot-release', { ...head, why: 'given-up' });
  if (!duty.deliverables.some(isOwed)) throw new DomainError('cannot-release', { ...head, why: 'nothing-owed' });
  if (reason === '' && !duty.decides) throw new DomainError('cannot-release', { ...head, why: 'no-reason' });
  const open = await findOpenRequest(deps.db, { kind: 'not-ours', departmentId: duty.department.id, taskId: duty.task.id });
  return duty.decides ? decideNow(deps, input, duty, head, open) : ask(deps, input, duty, head, open);
}

async function ask(
  deps: Deps,
  { asker, actor, source: { channel, accountId, inboundId } }: ReleaseInput,
  { department, task }: Duty,
  head: ReleaseHead,
  open: RequestRow | undefined,
): Promise<ReleaseView> {
  const { code, reason } = head;
  const request = { channel, accountId, memberId: asker.id, reason };
  const matter = { kind: 'not-ours', departmentId: department.id, name: '', taskId: task.id, deliverableId: null, wantedOn: null } as const;
  const number = open?.number ?? (await insertRequest(deps.db, { ...matter, ...request, createdAt: deps.clock.now().toISOString() }));
  if (open?.reason === reason) return { ...head, kind: 'asked', number, repeated: true, admins: await listHolders(deps, 'manage-plan') };
  if (open !== undefined) await correctRequest(deps.db, number, request);
  await audit(deps, actor, 'request-release', `${department.name}称第${code}项不属于本部门（S${number}）：${reason}`, { taskId: task.id });
  const card = deps.render('release-for-admin', { ...head, number, person: asker.name });
  return { ...head, kind: 'asked', number, repeated: false, admins: await tellAdmins(deps, card, `request-${number}-${inboundId}`) };
}

async function decideNow(
  deps: Deps,
  { actor, source }: ReleaseInput,
  { assignment, department, task }: Duty,
  head: ReleaseHead,
  open: RequestRow | undefined,
): Promise<ReleaseView> {
  const outcome = await giveUp(deps, assignment.id, task.id);
  const why = head.reason === '' ? '' : `：${head.reason}`;
  await audit(deps, actor, 'give-up-share', `第${head.code}项不再由${head.department}报送${why}`, { taskId: task.id });
  const view = { ...head, ...outcome };
  const about = { departmentId: department.id, except: actor.id, template: 'release-told', view, key: `release-${source.inboundId}` };
  const told = await tellLiaisons(deps, about);
  if (open !== undefined) {
    await closeRequest(deps, open, actor, 'approved', null);
    await tellAsker(deps, open, 'not-ours-approved', await describeRequest(deps, open));
  }
  return { ...view, kind: 'given-up', told };
}

/** 不属于 that was agreed to. */
export async function approveNotOurs(deps: Deps, { number, taskId, departmentId }: RequestRow): Promise<{ givenUp: GivenUpView }> {
  const shares = taskId === null ? [] : await listAssignments(deps.db, taskId);
  const share = shares.find((one) => one.departmentId === departmentId);
  if (share === undefined || taskId === null) throw new DomainError('request-void', { number, why: 'gone', due: null });
  const plan = await getPlan(deps.db, (await getTask(deps.db, taskId)).planId);
  if (plan.state === 'closed') throw new DomainError('request-void', { number, why: 'closed', due: null });
  return { givenUp: await giveUp(deps, share.id, taskId) };
}

/** The share stays, because what was handed in does; what is still owed need not be handed in. */
async function giveUp(deps: Deps, assignmentId: string, taskId: string): Promise<GivenUpView> {
  await updateAssignment(deps.db, assignmentId, { givenUp: 1 });
  const { waived } = await settleAny(deps, taskId);
  const shares = await listAssignments(deps.db, taskId);
  return {
    waived: waived.length,
    leaderless: !shares.some(({ role, givenUp, departmentId }) => role === 'lead' && givenUp === 0 && departmentId !== null),
  };
}
