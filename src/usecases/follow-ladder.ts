import { listDeadlines, updateDeadline } from '../db/deadlines.ts';
import { listOnTheirOwn } from '../db/deliverables.ts';
import { listWaiting, setNextReminder } from '../db/due-reminders.ts';
import { findSetting, writeSetting } from '../db/settings.ts';
import { deadlineSteps, stepsAhead } from '../domain/ladder.ts';
import type { Deps } from './deps.ts';
import { inTransaction } from './in-transaction.ts';

/**
 * When the ladder was changed (`config/reminders.yaml`), or the holidays, whatever waits for its next step waits for another one. What
 * was decided stays so.
 */
export async function followLadder(deps: Deps): Promise<void> {
  await inTransaction(deps, followByDeadline);
  const ladder = JSON.stringify([deps.config.reminders, deps.config.calendar]);
  if ((await findSetting(deps.db, SETTING)) === ladder) return;
  let after: string | undefined = '';
  while (after !== undefined) after = await inTransaction(deps, (tx) => followNext(tx, after!));
  await inTransaction(deps, ({ db }) => writeSetting(db, SETTING, ladder));
}

const SETTING = 'ladder followed';

async function followByDeadline({ db, config, calendar, clock }: Deps): Promise<void> {
  const now = clock.now();
  for (const deadline of await listDeadlines(db)) {
    const { due, nextAt } = deadlineSteps(deadline.dueOn, new Date(deadline.decidedUntil), { policy: config.reminders, calendar, now });
    const next = (due[0]?.at ?? nextAt)?.toISOString() ?? null;
    if (next !== deadline.nextAt) await updateDeadline(db, { ...deadline, nextAt: next });
  }
}

/** Looked at sooner, never later: its moment may be one at which it makes up for a step. Undefined: that was the last. */
async function followNext({ db, config, calendar, clock }: Deps, after: string): Promise<string | undefined> {
  const now = clock.now();
  const those = await listOnTheirOwn(db, after, AT_ONCE);
  const waiting = await listWaiting(
    db,
    those.map(({ id }) => id),
  );
  const looks = those.flatMap((deliverable) => {
    const waitsSince = waiting.get(deliverable.id)?.since ?? null;
    const at = stepsAhead({ deliverable, waitsSince, policy: config.reminders, calendar, now })[0]?.at.toISOString();
    const { id, nextReminderAt } = deliverable;
    return at === undefined || (nextReminderAt !== null && nextReminderAt <= at) ? [] : [{ id, at }];
  });
  for (const [at, sooner] of Map.groupBy(looks, (look) => look.at))
    await setNextReminder(
      db,
      sooner.map(({ id }) => id),
      at,
    );
  return those.length === AT_ONCE ? those.at(-1)!.id : undefined;
}

const AT_ONCE = 500;
