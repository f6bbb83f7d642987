import { findDueDeadline, insertShared, listDueDeadlines, listShares, updateDeadline, type SharePlace } from '../db/deadlines.ts';
import { dayOf, type Day } from '../domain/calendar.ts';
import { deadlineSteps } from '../domain/ladder.ts';
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
  for (const dueOn of await listDueDeadlines(deps.db, now.toISOString())) {
    try {
      let after: SharePlace | undefined = BEFORE_ALL;
      while (after !== undefined) after = await inTransaction(deps, (tx) => decideNext(tx, { dueOn, after: after!, recipients, now }));
    } catch (error) {
      if (mayPass(error)) throw error;
      deps.log.error({ dueOn, err: error }, 'the reminders of a deadline could not be decided; the next tick tries again');
    }
  }
}

const BEFORE_ALL: SharePlace = { departmentId: '', lastId: '' };

interface Next {
  dueOn: Day;
  after: SharePlace;
  recipients: Recipients;
  now: Date;
}

/** Undefined: all of it is decided. */
async function decideNext(deps: Deps, { dueOn, after, recipients, now }: Next): Promise<SharePlace | undefined> {
  const { db, calendar, config } = deps;
  const deadline = await findDueDeadline(db, dueOn, now.toISOString());
  if (deadline === undefined) return undefined;
  const { due, nextAt } = deadlineSteps(dueOn, new Date(deadline.decidedUntil), { policy: config.reminders, calendar, now });
  const sendingAt = nextSendingMoment(now, config.reminders, calendar);
  if (due.length > 0 && sendingAt > now) {
    await updateDeadline(db, { ...deadline, nextAt: sendingAt.toISOString() });
    return undefined;
  }
  const limit = Math.ceil(ROWS_AT_ONCE / Math.max(1, due.length));
  const shares = await listShares(db, { dueOn, after, limit });
  const shared = shares.flatMap((share) =>
    tellLatest(due, (to) => recipients.of(share.departmentId, to)).map((decision) => ({
      ...share,
      rung: decision.rung,
      at: decision.at.toISOString(),
      memberId: decision.memberId ?? '',
      ...outcomeOf(decision),
    })),
  );
  await insertShared(db, shared, { dueOn, day: dayOf(now), decidedAt: now.toISOString() });
  if (shares.reduce((sum, { count }) => sum + count, 0) === limit) return shares.at(-1);
  const isForNobody = after === BEFORE_ALL && shares.length === 0;
  await updateDeadline(db, { dueOn, decidedUntil: now.toISOString(), nextAt: isForNobody ? null : (nextAt?.toISOString() ?? null) });
  return undefined;
}

/** One statement for so many: SQLite keeps everybody else waiting meanwhile. */
const ROWS_AT_ONCE = 4_000;
