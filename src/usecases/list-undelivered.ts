import { findMember, findMemberByAccount } from '../db/directory.ts';
import { listFailed, type FailedMessage } from '../db/outbound.ts';
import { listRoomsOn } from '../db/rooms.ts';
import { dayOf, formatDay, timeOf } from '../domain/calendar.ts';
import type { Deps } from './deps.ts';

/** Messages that could not be sent for one reason. */
export interface UndeliveredCause {
  channel: string;
  kind: 'person' | 'room';
  code: string;
  /** What mends it, beside the code: an address, an account. */
  detail: string | null;
  count: number;
  /** Names of people and rooms, each once, the last ones first. */
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
  const failed = await listFailed(deps.db, since);
  const causes = Map.groupBy(failed, ({ channel, kind, code, detail }) => JSON.stringify([channel, kind, code, detail]));
  return { days: DAYS, count: failed.length, causes: await Promise.all([...causes.values()].map((same) => causeOf(deps, same))) };
}

const DAYS = 7;
const DAY_MS = 86_400_000;

/** `same`: with one reason, the newest first; never empty. */
async function causeOf(deps: Deps, same: readonly FailedMessage[]): Promise<UndeliveredCause> {
  const { channel, kind, code, detail, createdAt } = same[0]!;
  const names = new Set(await Promise.all(same.map((message) => recipientName(deps, message))));
  const last = new Date(createdAt);
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
export async function recipientName({ db }: Deps, to: Pick<FailedMessage, 'channel' | 'kind' | 'id' | 'memberId'>): Promise<string> {
  if (to.kind === 'room') return (await listRoomsOn(db, to.channel)).find(({ chatId }) => chatId === to.id)?.name ?? '未登记的群';
  // Somebody nobody knew may be bound by now.
  const member = to.memberId === null ? await findMemberByAccount(db, to.channel, to.id) : await findMember(db, to.memberId);
  return member?.name ?? to.id;
}
