import { listMembersWithRole } from '../db/directory.ts';
import { listStatesOf } from '../db/outbound.ts';
import { findSetting, writeSetting } from '../db/settings.ts';
import { addDays, dayOf, instantAt } from '../domain/calendar.ts';
import { nextDaysSummary, nextSummaryMoment } from '../domain/failure-summary.ts';
import type { Deps } from './deps.ts';
import { inTransaction } from './in-transaction.ts';
import { causesOf, DAYS, listFailures, type Failure } from './list-undelivered.ts';
import { tellEach } from './tell-each.ts';

/**
 * Tells the admins (管理员) in one message on a working day whom nothing reached since the last one, why, and the cure; nothing when
 * all arrived. The database remembers when it last looked, so two processes may do this at once.
 */
export async function tellOfFailures(deps: Deps): Promise<void> {
  if (nextSummaryMoment(deps.clock.now(), deps.config.reminders, deps.calendar) > deps.clock.now()) return;
  if (await hasLookedToday(deps)) return;
  await inTransaction(deps, async (tx) => {
    if (await hasLookedToday(tx)) return;
    const failures = await listUntoldFailures(tx);
    await writeSetting(tx.db, SETTING, tx.clock.now().toISOString());
    if (failures.length > 0) await tell(tx, failures);
  });
}

/** The next moment after `now` at which there is something to tell; undefined while nothing has failed. */
export async function nextFailureSummary(deps: Deps, now: Date): Promise<Date | undefined> {
  if ((await listUntoldFailures(deps)).length === 0) return undefined;
  const next = nextSummaryMoment(now, deps.config.reminders, deps.calendar);
  return next > now ? next : nextDaysSummary(now, deps.config.reminders, deps.calendar);
}

const SETTING = 'failures told';

async function hasLookedToday({ db, clock }: Deps): Promise<boolean> {
  const last = await findSetting(db, SETTING);
  return last !== undefined && dayOf(new Date(last)) === dayOf(clock.now());
}

/** Since the last look; all that 未送达 still shows when there was none, or when nobody got what it said. Not of such messages themselves. */
async function listUntoldFailures(deps: Deps): Promise<Failure[]> {
  const last = await findSetting(deps.db, SETTING);
  const asFarAsShown = instantAt(addDays(dayOf(deps.clock.now()), -DAYS), '00:00').toISOString();
  const since = last === undefined || (await wasInVain(deps, dayOf(new Date(last)))) ? asFarAsShown : last;
  return (await listFailures(deps, since)).filter(({ purpose }) => purpose !== 'undelivered');
}

async function wasInVain(deps: Deps, day: string): Promise<boolean> {
  const admins = await listMembersWithRole(deps.db, 'admin');
  const keys = admins.map(({ id }) => `${keyOf(day)}-${id}`);
  const states = await listStatesOf(deps.db, keys);
  return states.length > 0 && states.every((state) => state === 'failed');
}

async function tell(deps: Deps, failures: readonly Failure[]): Promise<void> {
  const causes = causesOf(failures);
  const view = { count: failures.length, causes: causes.slice(0, CAUSES_SHOWN), more: Math.max(0, causes.length - CAUSES_SHOWN) };
  const message = deps.render('undelivered-daily', view);
  const about = { purpose: 'undelivered', key: keyOf(dayOf(deps.clock.now())), messageFor: () => message } as const;
  const told = await tellEach(deps, await listMembersWithRole(deps.db, 'admin'), about);
  if (told.length === 0)
    deps.log.error({ failures: failures.length }, 'messages did not arrive, and no admin can be told: give one an account');
}

const CAUSES_SHOWN = 10;

function keyOf(day: string): string {
  return `undelivered-${day}`;
}
