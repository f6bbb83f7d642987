import { joinDeadline } from '../db/deadlines.ts';
import { inSlices } from '../db/insert-rows.ts';
import { listAcknowledged, listDecided, listDueIds, listStillDue, listWaiting, setNextReminder } from '../db/due-reminders.ts';
import { insertReminders } from '../db/reminders.ts';
import { listToldDays } from '../db/told-reminders.ts';
import type { NewReminder } from '../db/tables.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Deliverable } from '../domain/deliverable.ts';
import { goesWithDeadline, isRepetition } from '../domain/ladder.ts';
import { decidedKey, dueReminders, outcomeOf, type ReminderDecision } from '../domain/reminder.ts';
import { decideDeadlines } from './decide-deadlines.ts';
import type { Deps } from './deps.ts';
import { inTransaction, mayPass } from './in-transaction.ts';
import { findRecipients, type Recipients } from './recipients.ts';

/**
 * Decides about every 应报事项 whose moment has come, until none is left: those that changed or wait for review one by one, all
 * others with their deadline. A row for each decision and recipient; what is to be told waits there for the person's message of the
 * day.
 */
export async function decideReminders(deps: Deps): Promise<void> {
  const now = deps.clock.now();
  const recipients = await findRecipients(deps);
  for (;;) {
    const due = await listDueIds(deps.db, now.toISOString(), LOOKED_UP);
    if (due.length === 0) break;
    for (const ids of inSlices(due, AT_ONCE)) await decideTogether(deps, ids, now, recipients);
  }
  await decideDeadlines(deps, recipients, now);
}

// The index keeps those decided before for a while on PostgreSQL, and every look for more goes through them.
const LOOKED_UP = 10_000;
/** One commit for so many: a larger one would keep everybody else waiting. */
const AT_ONCE = 200;

async function decideTogether(deps: Deps, ids: readonly string[], now: Date, recipients: Recipients): Promise<void> {
  try {
    await decide(deps, ids, now, recipients);
  } catch (error) {
    if (mayPass(error)) throw error;
    deps.log.warn({ err: error }, 'reminders could not be decided together; trying one by one');
    for (const id of ids) await decideAlone(deps, id, now, recipients);
  }
}

async function decide(deps: Deps, ids: readonly string[], now: Date, recipients: Recipients): Promise<void> {
  await inTransaction(deps, async (tx) => {
    const due = await listStillDue(tx.db, ids, now.toISOString());
    const acknowledged = await listAcknowledged(tx.db, ids);
    const decided = Map.groupBy(await listDecided(tx.db, ids), ({ deliverableId }) => deliverableId);
    const waiting = await listWaiting(tx.db, ids);
    const told = await listToldDays(tx.db, ids);
    const rows: NewReminder[] = [];
    const looks: { id: string; at: string | null }[] = [];
    const joining: { dueOn: string; at: string | null }[] = [];
    for (const deliverable of due) {
      const waits = waiting.get(deliverable.id);
      const outlook = dueReminders({
        deliverable,
        waitsSince: waits?.since ?? null,
        toldOn: told.get(deliverable.id),
        policy: tx.config.reminders,
        calendar: tx.calendar,
        decided: new Set(decided.get(deliverable.id)?.map(({ rung, dueOn }) => decidedKey(rung, dueOn))),
        recipientsOf: (to) => recipients.of(deliverable.departmentId, to, waits?.senders),
        now,
      });
      rows.push(...outlook.decisions.map((decision) => rowFor(deliverable, decision, { now, acknowledged })));
      looks.push({ id: deliverable.id, at: outlook.nextAt?.toISOString() ?? null });
      if (outlook.nextAt === null && goesWithDeadline(deliverable))
        joining.push({ dueOn: deliverable.dueOn!, at: outlook.nextStepAt?.toISOString() ?? null });
    }
    await insertReminders(tx.db, rows);
    for (const [at, those] of Map.groupBy(looks, (look) => look.at))
      await setNextReminder(
        tx.db,
        those.map(({ id }) => id),
        at,
      );
    for (const [dueOn, those] of Map.groupBy(joining, (one) => one.dueOn))
      await joinDeadline(tx.db, { dueOn, decidedUntil: now.toISOString(), nextAt: those[0]!.at });
  });
}

interface Round {
  now: Date;
  acknowledged: Awaited<ReturnType<typeof listAcknowledged>>;
}

function rowFor({ id }: Deliverable, decision: ReminderDecision, { now, acknowledged }: Round): NewReminder {
  const { rung, dueOn, memberId } = decision;
  const outcome = outcomeOf(decision);
  const isHeard = outcome.state === 'planned' && wasAcknowledged(id, decision, acknowledged);
  return {
    deliverableId: id,
    rung,
    dueOn,
    memberId: memberId ?? '',
    day: dayOf(now),
    outboundId: null,
    decidedAt: now.toISOString(),
    acknowledged: 0,
    ...(isHeard ? { state: 'skipped', reason: 'acknowledged' } : outcome),
  };
}

function wasAcknowledged(deliverableId: string, { rung, dueOn, memberId }: ReminderDecision, acknowledged: Round['acknowledged']): boolean {
  return acknowledged.some(
    (one) => one.deliverableId === deliverableId && one.dueOn === dueOn && one.memberId === memberId && isRepetition(rung, one.rung),
  );
}

/**
 * One that cannot be decided must not keep the others waiting: it is looked at again in an hour. But not where the database could not
 * work: in an hour the person's message of the day would be gone without it, and the next tick decides about all of them.
 */
async function decideAlone(deps: Deps, id: string, now: Date, recipients: Recipients): Promise<void> {
  try {
    await decide(deps, [id], now, recipients);
  } catch (error) {
    if (mayPass(error)) throw error;
    deps.log.error({ deliverable: id, err: error }, 'a reminder could not be decided; trying again in an hour');
    await setNextReminder(deps.db, [id], new Date(now.getTime() + HOUR_MS).toISOString());
  }
}

const HOUR_MS = 3_600_000;
