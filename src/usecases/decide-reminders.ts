import { listMembersWithRole } from '../db/directory.ts';
import { inSlices } from '../db/insert-rows.ts';
import { insertReminders, listAcknowledged, listDecided, listDueIds, listStillDue, setNextReminder } from '../db/reminders.ts';
import type { ReminderRow } from '../db/tables.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Deliverable } from '../domain/deliverable.ts';
import { dueReminders, isRepetition, type ReminderDecision } from '../domain/reminder.ts';
import { listContacts } from './contacts.ts';
import type { Deps } from './deps.ts';
import { inTransaction } from './in-transaction.ts';

/**
 * Decides about every 应报事项 whose moment has come, until none is left. A row for each decision and recipient; what is to be
 * told waits there for the person's message of the day.
 */
export async function decideReminders(deps: Deps): Promise<void> {
  const now = deps.clock.now();
  const recipients = await findRecipients(deps);
  for (;;) {
    const due = await listDueIds(deps.db, now.toISOString(), LOOKED_UP);
    if (due.length === 0) return;
    for (const ids of inSlices(due, AT_ONCE)) await decideTogether(deps, ids, now, recipients);
  }
}

// The index keeps those decided before for a while on PostgreSQL, and every look for more goes through them.
const LOOKED_UP = 10_000;
/** One commit for so many: a larger one would keep everybody else waiting. */
const AT_ONCE = 500;

async function decideTogether(deps: Deps, ids: readonly string[], now: Date, recipients: Recipients): Promise<void> {
  try {
    await decide(deps, ids, now, recipients);
  } catch (error) {
    deps.log.warn({ err: error }, 'reminders could not be decided together; trying one by one');
    for (const id of ids) await decideAlone(deps, id, now, recipients);
  }
}

/** Who hears about a department's duties. */
export interface Recipients {
  /** Member ids of its 联络员, or who stands in for them. */
  liaisonsOf(departmentId: string): string[];
  /** The same; without any the admins (创建办), who pass it on. */
  of(departmentId: string): string[];
}

export async function findRecipients(deps: Deps): Promise<Recipients> {
  const contacts = await listContacts(deps);
  const admins = (await listMembersWithRole(deps.db, 'admin')).map(({ id }) => id);
  const liaisonsOf = (departmentId: string): string[] =>
    contacts.filter(({ departments }) => departments.includes(departmentId)).map(({ member }) => member.id);
  return {
    liaisonsOf,
    of(departmentId) {
      const own = liaisonsOf(departmentId);
      return own.length > 0 ? own : admins;
    },
  };
}

async function decide(deps: Deps, ids: readonly string[], now: Date, recipients: Recipients): Promise<void> {
  await inTransaction(deps, async (tx) => {
    const due = await listStillDue(tx.db, ids, now.toISOString());
    const acknowledged = await listAcknowledged(tx.db, ids);
    const decided = Map.groupBy(await listDecided(tx.db, ids), ({ deliverableId }) => deliverableId);
    const rows: ReminderRow[] = [];
    const looks: { id: string; at: string | null }[] = [];
    for (const deliverable of due) {
      const rungs = (decided.get(deliverable.id) ?? []).filter(({ dueOn }) => dueOn === deliverable.dueOn).map(({ rung }) => rung);
      const { calendar, config } = tx;
      const outlook = dueReminders({ deliverable, policy: config.reminders, calendar, decided: new Set(rungs), now });
      rows.push(...outlook.decisions.flatMap((decision) => rowsFor(tx, deliverable, decision, { now, recipients, acknowledged })));
      looks.push({ id: deliverable.id, at: outlook.nextAt?.toISOString() ?? null });
    }
    await insertReminders(tx.db, rows);
    for (const [at, those] of Map.groupBy(looks, (look) => look.at))
      await setNextReminder(
        tx.db,
        those.map(({ id }) => id),
        at,
      );
  });
}

interface Round {
  now: Date;
  recipients: Recipients;
  acknowledged: Awaited<ReturnType<typeof listAcknowledged>>;
}

function rowsFor(
  deps: Deps,
  { id, departmentId }: Deliverable,
  { rung, dueOn, verdict, reason }: ReminderDecision,
  { now, recipients, acknowledged }: Round,
): ReminderRow[] {
  const row = { deliverableId: id, rung, dueOn, day: dayOf(now), outboundId: null, decidedAt: now.toISOString(), acknowledged: 0 as const };
  const memberIds = recipients.of(departmentId);
  if (memberIds.length === 0) return [{ ...row, id: deps.newId(), memberId: '', state: 'failed', reason: 'nobody' }];
  const wasTold = (memberId: string): boolean =>
    acknowledged.some(
      (one) => one.deliverableId === id && one.dueOn === dueOn && one.memberId === memberId && isRepetition(rung, one.rung),
    );
  const outcomeFor = (memberId: string): Pick<ReminderRow, 'state' | 'reason'> => {
    if (verdict === 'merged') return { state: 'merged', reason: 'later-rung' };
    if (verdict === 'skipped') return { state: 'skipped', reason: reason ?? null };
    return wasTold(memberId) ? { state: 'skipped', reason: 'acknowledged' } : { state: 'planned', reason: null };
  };
  return memberIds.map((memberId) => ({ ...row, id: deps.newId(), memberId, ...outcomeFor(memberId) }));
}

/** One that cannot be decided must not keep the others waiting: it is looked at again in an hour. */
async function decideAlone(deps: Deps, id: string, now: Date, recipients: Recipients): Promise<void> {
  try {
    await decide(deps, [id], now, recipients);
  } catch (error) {
    deps.log.error({ deliverable: id, err: error }, 'a reminder could not be decided; trying again in an hour');
    await setNextReminder(deps.db, [id], new Date(now.getTime() + HOUR_MS).toISOString());
  }
}

const HOUR_MS = 3_600_000;
