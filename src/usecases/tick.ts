import { canTravel, refreshClock } from '../ports/clock.ts';
import type { Deps } from './deps.ts';
import { endBursts } from './end-bursts.ts';
import { planReminders } from './plan-reminders.ts';
import { sendDigests } from './send-digests.ts';
import { sweep } from './sweep.ts';
import { tellOfFailures } from './tell-of-failures.ts';

/** What a minute of the clock brings: quiet bursts end, reminders, the digests of rooms and the day's failures fall due, and what was left behind is taken up again. */
export async function tick(deps: Deps): Promise<void> {
  const { clock } = deps;
  // One that began on one day would go on on another.
  return canTravel(clock) ? clock.hold(() => tickNow(deps)) : tickNow(deps);
}

/** The same for whoever holds the clock. */
export async function tickNow(deps: Deps): Promise<void> {
  await refreshClock(deps.clock);
  await endBursts(deps);
  await planReminders(deps);
  await sendDigests(deps);
  await tellOfFailures(deps);
  await sweep(deps);
}
