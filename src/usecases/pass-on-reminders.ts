import { listWaiting } from '../db/due-reminders.ts';
import {
  changeReminders,
  insertReminders,
  listMembersToRemind,
  listWaitingDuties,
  listWaitingKinds,
  takeBackReminder,
  type WaitingReminder,
} from '../db/reminders.ts';
import { isReviewRung, recipientsOfRung } from '../domain/ladder.ts';
import type { Deps } from './deps.ts';
import { inTransaction } from './in-transaction.ts';
import type { Recipients } from './recipients.ts';

/**
 * What waits to be told to somebody who does not answer for it by now (gone, away, handed over) is told to
 * whoever does, on the same day. Before any message is put together, so that it goes into the one message they read that day.
 */
export async function passOnReminders(deps: Deps, recipients: Recipients): Promise<void> {
  for (const memberId of await listMembersToRemind(deps.db, '')) {
    const find = (those: Deps): Promise<Misplaced[]> => listMisplaced(those, recipients, memberId);
    if ((await find(deps)).length === 0) continue;
    await inTransaction(deps, async (tx) => {
      for (const misplaced of await find(tx)) await passOn(tx, misplaced);
    });
  }
}

async function passOn({ db }: Deps, { row, heirs }: Misplaced): Promise<void> {
  if (heirs.length === 0) return changeReminders(db, [row.id], { state: 'failed', reason: 'nobody' });
  // Some may have been away, and be back.
  await takeBackReminder(db, row, heirs);
  const { id, ...told } = row;
  await insertReminders(
    db,
    heirs.map((memberId) => ({ ...told, memberId, state: 'planned' as const, reason: null })),
  );
  await changeReminders(db, [id], { state: 'skipped', reason: 'passed-on' });
}

interface Misplaced {
  row: WaitingReminder['row'];
  /** Ids of those who answer for it. */
  heirs: readonly string[];
}

async function listMisplaced(deps: Deps, recipients: Recipients, memberId: string): Promise<Misplaced[]> {
  const heirsOf = (departmentId: string, rung: string, senders?: Set<string>): readonly string[] =>
    recipients.of(departmentId, recipientsOfRung(deps.config.reminders, rung), senders);
  const kinds = await listWaitingKinds(deps.db, memberId);
  // For whom a review waits depends on who handed in; all others of a kind are for the same people.
  const doubtful = kinds.filter(({ departmentId, rung }) => isReviewRung(rung) || !heirsOf(departmentId, rung).includes(memberId));
  if (doubtful.length === 0) return [];
  const rungs = [...new Set(doubtful.map(({ rung }) => rung))];
  const waiting = await listWaitingDuties(deps.db, memberId, rungs);
  const reviewed = waiting.filter(({ row }) => isReviewRung(row.rung)).map(({ row }) => row.deliverableId);
  const submitted = await listWaiting(deps.db, reviewed);
  return waiting
    .map(({ row, departmentId }) => {
      const senders = isReviewRung(row.rung) ? submitted.get(row.deliverableId)?.senders : undefined;
      return { row, heirs: heirsOf(departmentId, row.rung, senders) };
    })
    .filter(({ row, heirs }) => !heirs.includes(row.memberId));
}
