import { listDigestsTo, listRemindersTo, type Unasked } from '../db/outbound.ts';
import { listOrdered } from '../db/told-reminders.ts';
import { addDays, dayOf, instantAt, mondayOf, type Day } from '../domain/calendar.ts';
import { hasRoom, nextTurn } from '../domain/message-quota.ts';
import type { Deps } from './deps.ts';
import type { Address } from './queue-message.ts';

/** What a person was told unasked this week, and whether the quota (减负) has room for one more today. */
export interface QuotaLeft {
  hasRoom: boolean;
  /** The same for what is due today: that waits for no other week, and no message an admin ordered (催办) takes its place. */
  hasRoomToday: boolean;
  /** One day for each message, of those that were not given up: whom it did not reach heard nothing. */
  sentOn: Day[];
  /** Ids of today's, of these. */
  today: string[];
  /** How many were queued today, whatever became of them. */
  queuedToday: number;
}

/** By the rows of what went out, so that it is the same in every process and after a restart. */
export async function personQuota(deps: Deps, memberId: string): Promise<QuotaLeft> {
  const now = dayOf(deps.clock.now());
  const queued = await listRemindersTo(deps.db, memberId, weekOf(now));
  const sent = queued.filter(isNotGivenUp);
  const isToday = (message: Unasked): boolean => dayOfMessage(message) === now;
  const sentOn = sent.map(dayOfMessage);
  const most = deps.config.reminders.quota.person;
  const today = await withoutOrdered(deps, sent.filter(isToday));
  return {
    hasRoom: hasRoom(most, sentOn, now),
    hasRoomToday: today.length < most.day,
    sentOn,
    today: sent.filter(isToday).map(({ id }) => id),
    queuedToday: queued.filter(isToday).length,
  };
}

async function withoutOrdered({ db }: Deps, sent: readonly Unasked[]): Promise<Unasked[]> {
  const ordered = await listOrdered(
    db,
    sent.map(({ id }) => id),
  );
  return sent.filter(({ id }) => !ordered.has(id));
}

/** When a person may be told again of what waits. */
export function nextTurnOf({ clock, config, calendar }: Deps, { sentOn }: QuotaLeft): Date {
  return nextTurn(sentOn, { now: clock.now(), policy: config.reminders, calendar });
}

/** Whether one more may go into a chat this week, whichever room (群) of the directory it is by now. */
export async function roomHasQuota({ db, clock, config }: Deps, { channel, recipient }: Address): Promise<boolean> {
  const today = dayOf(clock.now());
  const sent = (await listDigestsTo(db, { channel, id: recipient.id }, weekOf(today))).filter(isNotGivenUp);
  return hasRoom(config.reminders.quota.room, sent.map(dayOfMessage), today);
}

function weekOf(day: Day): [string, string] {
  const monday = mondayOf(day);
  const [from, until] = [monday, addDays(monday, 7)].map((first) => instantAt(first, '00:00').toISOString());
  return [from!, until!];
}

function dayOfMessage({ createdAt }: Unasked): Day {
  return dayOf(new Date(createdAt));
}

function isNotGivenUp({ state }: Unasked): boolean {
  return state !== 'failed';
}
