import { listDepartments } from '../db/directory.ts';
import { correctRequest, findOpenRequest, insertRequest } from '../db/requests.ts';
import type { RequestRow } from '../db/tables.ts';
import { dayOf, formatDay, type Day } from '../domain/calendar.ts';
import { splitMilestone } from '../domain/choose-deliverable.ts';
import { isOwed } from '../domain/deliverable.ts';
import { createDepartmentResolver, type Member } from '../domain/directory.ts';
import { DomainError } from '../domain/errors.ts';
import { readWantedDay } from '../domain/extension.ts';
import { byDueDay, type NamedDeliverable } from '../domain/named-deliverable.ts';
import { audit, type Actor } from './audit.ts';
import { closeRequest } from './close-request.ts';
import type { Deps } from './deps.ts';
import { describeRequest } from './describe-request.ts';
import { findDuty, type Duty } from './find-duty.ts';
import { extend, workdayBefore } from './grant-extension.ts';
import { itemView, type ItemView } from './item-view.ts';
import { listHolders } from './list-holders.ts';
import { refuseLongReason } from './request-reason.ts';
import { tellAdmins } from './tell-admins.ts';
import { tellAsker } from './tell-asker.ts';
import { tellLiaisons } from './tell-liaisons.ts';

/** Where a request (申请) was made: the answer to it goes there. */
export interface RequestSource {
  channel: string;
  accountId: string;
  inboundId: string;
}

export interface ExtensionInput {
  asker: Member;
  source: RequestSource;
  actor: Actor;
  year: number | undefined;
  code: string;
  /** Said between item and day: a department, a 时间节点, or the reason. */
  about: string;
  day: string;
  reason: string;
}

/** `due` is the new day. */
interface ExtensionHead extends ItemView {
  was: string;
  /** When the new day is none. */
  workdayBefore: string | null;
}

export type ExtensionView =
  | (ExtensionHead & { kind: 'asked'; number: number; repeated: boolean; admins: string[] })
  /** By an admin. `request`: the number of one that asked for the same and is settled with it. */
  | (ExtensionHead & { kind: 'granted'; request: number | null; told: boolean });

/**
 * 「延期 3 7-10 理由」: asks the admins for a later day for the earliest the department owes of the item. Said by an admin it is
 * granted at once. Reminders go on while nobody has decided.
 */
export async function requestExtension(deps: Deps, input: ExtensionInput): Promise<ExtensionView> {
  const { asker, year, code, about } = input;
  const duty = await findDuty(deps, { asker, year, code, words: about, command: `延期 ${code}`, concerns: mayBeExtended });
  const { milestone, rest } = splitMilestone(duty.deliverables, duty.rest);
  const reason = await readReason(deps, input, duty, rest);
  const deliverable = chooseDated(duty, milestone);
  const day = readDay(deps, input, duty, deliverable);
  const head: ExtensionHead = {
    ...itemView({ ...deliverable, dueOn: day }),
    was: formatDay(deliverable.dueOn, duty.plan.year),
    workdayBefore: workdayBefore(deps.calendar, day, duty.plan.year),
  };
  const open = await findOpenRequest(deps.db, { kind: 'extension', deliverableId: deliverable.id });
  return duty.decides ? grant(deps, input, head, deliverable, day, reason, open) : ask(deps, input, head, deliverable, day, reason, open);
}

type Dated = NamedDeliverable & { dueOn: Day };

function mayBeExtended(one: NamedDeliverable): one is Dated {
  return isOwed(one) && one.dueOn !== null && one.supplementary === 0;
}

/** What stands before the day and is neither department nor checkpoint belongs to the reason, unless it may be a slip. */
async function readReason(deps: Deps, { code, reason }: ExtensionInput, { decides, department }: Duty, rest: string): Promise<string> {
  const named = createDepartmentResolver(await listDepartments(deps.db))(rest.split(/\s/u, 1)[0]!);
  if (named !== undefined && named.id !== department.id) throw new DomainError('not-your-duty', { code, department: named.name });
  if (decides && rest !== '' && named === undefined) throw new DomainError('cannot-extend', { why: 'unclear', code, text: rest });
  const said = [named === undefined ? rest : '', reason].filter((text) => text !== '').join(' ');
  if (said === '' && !decides) throw new DomainError('cannot-extend', { why: 'no-reason', code });
  refuseLongReason(said);
  return said;
}

/** The earliest that is owed by a day, at the checkpoint that was named. */
function chooseDated({ task: { code }, department, deliverables }: Duty, milestone: string | undefined): Dated {
  const wanted = deliverables.filter(({ milestoneName }) => milestone === undefined || milestoneName === milestone);
  const [found] = wanted.filter(mayBeExtended).toSorted(byDueDay);
  if (found !== undefined) return found;
  const owed = wanted.filter(isOwed);
  const why = owed.length === 0 ? 'nothing-owed' : owed.some(({ dueOn }) => dueOn === null) ? 'undated' : 'supplementary';
  throw new DomainError('cannot-extend', { why, code, department: department.name, milestone: milestone ?? null });
}

function readDay({ clock }: Deps, { day, code }: ExtensionInput, { plan }: Duty, { dueOn }: Dated): Day {
  const { year } = plan;
  const read = readWantedDay(day, { dueOn, today: dayOf(clock.now()), year });
  if ('day' in read) return read.day;
  const { problem: why, later = null } = read;
  throw new DomainError('cannot-extend', { why, code, text: day, due: formatDay(dueOn, year), year, next: year + 1, later });
}

async function grant(
  deps: Deps,
  { actor, code, source }: ExtensionInput,
  head: ExtensionHead,
  deliverable: Dated,
  day: Day,
  reason: string,
  open: RequestRow | undefined,
): Promise<ExtensionView> {
  await extend(deps, deliverable.id, day);
  const why = reason === '' ? '' : `，${reason}`;
  const summary = `第${code}项（${head.department}）的截止日由 ${head.was} 延到 ${head.due}${why}`;
  await audit(deps, actor, 'grant-extension', summary, { taskId: deliverable.taskId });
  const { departmentId } = deliverable;
  const told = await tellLiaisons(deps, {
    departmentId,
    except: actor.id,
    template: 'extension-told',
    view: head,
    key: `extension-${source.inboundId}`,
  });
  const settled = open?.wantedOn != null && open.wantedOn <= day ? open : undefined;
  if (settled !== undefined) {
    await closeRequest(deps, settled, actor, 'approved', null);
    await tellAsker(deps, settled, 'extension-approved', { ...(await describeRequest(deps, settled)), wanted: head.due });
  }
  return { ...head, kind: 'granted', request: settled?.number ?? null, told };
}

async function ask(
  deps: Deps,
  { asker, actor, source, code }: ExtensionInput,
  head: ExtensionHead,
  { id, departmentId, taskId }: Dated,
  wantedOn: Day,
  reason: string,
  open: RequestRow | undefined,
): Promise<ExtensionView> {
  const { channel, accountId, inboundId } = source;
  const request = { channel, accountId, memberId: asker.id, wantedOn, reason };
  const repeated = open !== undefined && open.wantedOn === wantedOn && open.reason === reason;
  const matter = { kind: 'extension', departmentId, name: '', taskId, deliverableId: id } as const;
  const number = open?.number ?? (await insertRequest(deps.db, { ...matter, ...request, createdAt: deps.clock.now().toISOString() }));
  if (repeated) return { ...head, kind: 'asked', number, repeated, admins: await listHolders(deps, 'manage-plan') };
  if (open !== undefined) await correctRequest(deps.db, number, request);
  await audit(deps, actor, 'request-extension', `${head.department}申请第${code}项延期到 ${head.due}（S${number}）：${reason}`, { taskId });
  const card = { ...head, number, reason, person: asker.name };
  const admins = await tellAdmins(deps, deps.render('extension-for-admin', card), `request-${number}-${inboundId}`);
  return { ...head, kind: 'asked', number, repeated, admins };
}
