import { findNextMoment } from '../db/next-moment.ts';
import { countHeldReminders } from '../db/reminders.ts';
import { addDays, dayOf, instantAt } from '../domain/calendar.ts';
import { nextDigestAt } from '../domain/digest.ts';
import { nextSendingMoment } from '../domain/reminder.ts';
import type { TravellingClock } from '../ports/clock.ts';
import type { Deps } from './deps.ts';
import { untilSettled } from './settled.ts';
import { nextFailureSummary } from './tell-of-failures.ts';
import { tickNow } from './tick.ts';

/** Sets the clock. Journeys asked for while one is under way, in any process, start when it has arrived. */
export type TravelTo = (target: Date) => Promise<void>;

export function createTravelTo(deps: Deps, clock: TravellingClock): TravelTo {
  return (target) => clock.hold(() => travel(deps, clock, target));
}

async function travel(deps: Deps, clock: TravellingClock, target: Date): Promise<void> {
  await clock.refresh();
  if (target > clock.now()) await passDueMoments(deps, clock, target);
  await clock.setTo(target);
}

/** Stops at each moment at which something falls due, in order, as if the server had been up all the time. */
async function passDueMoments(deps: Deps, clock: TravellingClock, target: Date): Promise<void> {
  let passed = '';
  for (;;) {
    const next = earliest(await findNextMoment(deps.db, passed, target.toISOString()), await nextByCalendar(deps, passed, target));
    if (next === undefined) return;
    if (new Date(next) > clock.now()) await clock.setTo(new Date(next));
    // What could not be done at a moment is not tried at it again: the journey always ends.
    passed = clock.now().toISOString();
    await tickNow(deps);
    if (!(await untilSettled(deps, SETTLE_WITHIN_MS))) throw new JourneyHeldUpError(next);
  }
}

/** Of what comes by the calendar, no row says when: digests, what the quota (减负) holds back, and the day's failures. */
async function nextByCalendar(deps: Deps, passed: string, target: Date): Promise<string | undefined> {
  const after = passed === '' ? deps.clock.now() : new Date(passed);
  const { digest } = deps.config.reminders;
  const moments = [
    digest && nextDigestAt(after, digest, deps.calendar),
    await nextHeldBack(deps, after),
    await nextFailureSummary(deps, after),
  ];
  return earliest(...moments.map((at) => (at === undefined || at > target ? undefined : at.toISOString())));
}

/** Each working day, as long as something is held back. */
async function nextHeldBack({ db, config, calendar }: Deps, after: Date): Promise<Date | undefined> {
  if ((await countHeldReminders(db)).reminders === 0) return undefined;
  return nextSendingMoment(instantAt(addDays(dayOf(after), 1), '00:00'), config.reminders, calendar);
}

function earliest(...moments: (string | undefined)[]): string | undefined {
  return moments.filter((at) => at !== undefined).toSorted()[0];
}

/** At some moment on the way the work did not come to an end; the clock stays there. */
export class JourneyHeldUpError extends Error {
  override name = 'JourneyHeldUpError';

  constructor(moment: string) {
    super(`what was due at ${moment} is still not done`);
  }
}

const SETTLE_WITHIN_MS = 30_000;
