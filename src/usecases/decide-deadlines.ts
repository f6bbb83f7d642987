import {
  insertShared,
  listDueDeadlines,
  listShares,
  listStillDueDeadlines,
  ROWS_AT_ONCE,
  updateDeadline,
  type DeadlineShare,
  type SharedReminder,
  type SharePlace,
} from '../db/deadlines.ts';
import { inSlices } from '../db/insert-rows.ts';
import { dayOf, type Day } from '../domain/calendar.ts';
import { deadlineSteps, type Step } from '../domain/ladder.ts';
import { nextSendingMoment } from '../domain/reminder-policy.ts';
import { outcomeOf, tellLatest } from '../domain/reminder.ts';
import type { Deps } from './deps.ts';
import { inTransaction, mayPass } from './in-transaction.ts';
import type { Recipients } from './recipients.ts';

/**
 * Decides about everything that is owed by a day (截止日) whose ladder has come to its next step: all of it has the same steps, so the
 * database writes the rows by itself.
 */
export async function decideDeadlines(deps: Deps, recipients: Recipients, now: Date): Promise<void> {
  const due = await listDueDeadlines(deps.db, now.toISOString());
  for (const dueOns of inSlices(due, TOGETHER)) await decideTogether(deps, dueOns, { recipients, now });
}

/** So many in one transaction: a ladder of seven steps has as many on a morning, and PostgreSQL takes as long for each one as for hundreds of rows. */
const TOGETHER = 8;

interface Round {
  recipients: Recipients;
  now: Date;
}

/** One that cannot be decided must not keep the others waiting. */
async function decideTogether(deps: Deps, dueOns: readonly Day[], round: Round): Promise<void> {
  try {
    let after: SharePlace | undefined = BEFORE_ALL;
    while (after !== undefined) after = await inTransaction(deps, (tx) => decideNext(tx, { dueOns, after: after!, ...round }));
  } catch (error) {
    if (mayPass(error)) throw error;
    if (dueOns.length === 1) {
      deps.log.error({ dueOn: dueOns[0], err: error }, 'the reminders of a deadline could not be decided; the next tick tries again');
      return;
    }
    deps.log.warn({ err: error }, 'deadlines could not be decided together; trying one by one');
    for (const dueOn of dueOns) await decideTogether(deps, [dueOn], round);
  }
}

const BEFORE_ALL: SharePlace = { dueOn: '', departmentId: '', lastId: '' };

interface Next extends Round {
  dueOns: readonly Day[];
  after: SharePlace;
}

/** As much as one transaction takes. Returns where to go on; undefined: all of it is decided. */
async function decideNext(deps: Deps, { dueOns, after, recipients, now }: Next): Promise<SharePlace | undefined> {
  const { db, calendar, config } = deps;
  const sendingAt = nextSendingMoment(now, config.reminders, calendar);
  const told: SharedReminder[] = [];
  let goOnAfter: SharePlace | undefined;
  for (const deadline of await listStillDueDeadlines(db, dueOns, now.toISOString())) {
    const { dueOn } = deadline;
    const { due, nextAt } = deadlineSteps(dueOn, new Date(deadline.decidedUntil), { policy: config.reminders, calendar, now });
    if (due.length > 0 && sendingAt > now) {
      await updateDeadline(db, { ...deadline, nextAt: sendingAt.toISOString() });
      continue;
    }
    const isBegun = dueOn === after.dueOn;
    const limit = Math.ceil(ROWS_AT_ONCE / Math.max(1, due.length));
    const shares = await listShares(db, isBegun ? after : { ...BEFORE_ALL, dueOn }, limit);
    told.push(...shares.flatMap((share) => tellShare(share, due, recipients)));
    if (shares.reduce((sum, { count }) => sum + count, 0) === limit) {
      goOnAfter = shares.at(-1);
      break;
    }
    const isForNobody = !isBegun && shares.length === 0;
    await updateDeadline(db, { dueOn, decidedUntil: now.toISOString(), nextAt: isForNobody ? null : (nextAt?.toISOString() ?? null) });
  }
  await insertShared(db, told, { day: dayOf(now), decidedAt: now.toISOString() });
  return goOnAfter;
}

function tellShare(share: DeadlineShare, due: readonly Step[], recipients: Recipients): SharedReminder[] {
  return tellLatest(due, (to) => recipients.of(share.departmentId, to)).map((decision) => ({
    ...share,
    rung: decision.rung,
    at: decision.at.toISOString(),
    memberId: decision.memberId ?? '',
    ...outcomeOf(decision),
  }));
}
