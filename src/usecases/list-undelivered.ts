import { listDepartments, findMember, findMemberByAccount } from '../db/directory.ts';
import { listUnreachedRooms } from '../db/digests.ts';
import { listFailed, type FailedMessage } from '../db/outbound.ts';
import { listUntold } from '../db/told-reminders.ts';
import { listRoomsOn } from '../db/rooms.ts';
import { dayOf, formatDay, timeOf } from '../domain/calendar.ts';
import type { Deps } from './deps.ts';

/** Messages that could not be sent for one reason. */
export interface UndeliveredCause {
  /** '' where none was chosen, since there is no way. */
  channel: string;
  kind: 'person' | 'room' | 'department';
  /** The platform's; or `no-address` (no account, no chat) and `nobody` (the department has nobody who could be told). */
  code: string;
  /** What mends it, beside the code: an address, an account. */
  detail: string | null;
  count: number;
  /** Names of people, rooms and departments, each once, the last ones first. */
  recipients: string[];
  /** More than those named. */
  more: number;
  last: string;
}

export interface UndeliveredView {
  days: number;
  count: number;
  causes: UndeliveredCause[];
}

/** 未送达: what was given up within a week and why, the newest reason first. */
export async function listUndelivered(deps: Deps): Promise<UndeliveredView> {
  const since = new Date(deps.clock.now().getTime() - DAYS * DAY_MS).toISOString();
  const failures = await listFailures(deps, since);
  return { days: DAYS, count: failures.length, causes: causesOf(failures) };
}

/** As far as 未送达 looks back. */
export const DAYS = 7;
const DAY_MS = 86_400_000;

/** One message that did not arrive, or that there was no way to send. */
export interface Failure extends Pick<UndeliveredCause, 'channel' | 'kind' | 'code' | 'detail'> {
  recipient: string;
  purpose: string;
  at: string;
}

/** What failed since then, the newest first: messages that were given up, reminders and digests without anybody or any way to tell. */
export async function listFailures(deps: Deps, since: string): Promise<Failure[]> {
  const sent = (await listFailed(deps.db, since)).map(async (message): Promise<Failure> => {
    const { channel, kind, code, detail, purpose, failedAt } = message;
    return { channel, kind, code, detail, purpose, recipient: await recipientName(deps, message), at: failedAt };
  });
  const departments = new Map((await listDepartments(deps.db)).map(({ id, name }) => [id, name]));
  const untold = (await listUntold(deps.db, since)).map(async ({ reason: code, memberId, departmentId, at }): Promise<Failure> => {
    const about = { channel: '', code, detail: null, purpose: 'reminder', at };
    if (memberId === '') return { ...about, kind: 'department', recipient: departments.get(departmentId) ?? departmentId };
    return { ...about, kind: 'person', recipient: (await findMember(deps.db, memberId))?.name ?? memberId };
  });
  const rooms = (await listUnreachedRooms(deps.db, since)).map(({ name, at }): Failure => ({
    channel: '',
    kind: 'room',
    code: 'no-address',
    detail: null,
    purpose: 'digest',
    recipient: name,
    at,
  }));
  const all = [...(await Promise.all([...sent, ...untold])), ...rooms];
  return all.toSorted((a, b) => (a.at > b.at ? -1 : Number(a.at < b.at)));
}

/** By reason, the newest first. */
export function causesOf(failures: readonly Failure[]): UndeliveredCause[] {
  return [...Map.groupBy(failures, ({ channel, kind, code, detail }) => JSON.stringify([channel, kind, code, detail])).values()].map(
    causeOf,
  );
}

/** `same`: with one reason, the newest first; never empty. */
function causeOf(same: readonly Failure[]): UndeliveredCause {
  const { channel, kind, code, detail, at } = same[0]!;
  const names = new Set(same.map(({ recipient }) => recipient));
  const last = new Date(at);
  return {
    channel,
    kind,
    code,
    detail,
    count: same.length,
    recipients: [...names].slice(0, NAMED),
    more: Math.max(0, names.size - NAMED),
    last: `${formatDay(dayOf(last))} ${timeOf(last)}`,
  };
}

/** Each of them has to be told otherwise. */
const NAMED = 30;

/** As people call them; the account where nobody is known by it. */
async function recipientName({ db }: Deps, to: Pick<FailedMessage, 'channel' | 'kind' | 'id' | 'memberId'>): Promise<string> {
  if (to.kind === 'room') return (await listRoomsOn(db, to.channel)).find(({ chatId }) => chatId === to.id)?.name ?? '未登记的群';
  // Somebody nobody knew may be bound by now.
  const member = to.memberId === null ? await findMemberByAccount(db, to.channel, to.id) : await findMember(db, to.memberId);
  return member?.name ?? to.id;
}
