import { findNextMoment } from '../db/next-moment.ts';
import { listMembersToRemind } from '../db/reminders.ts';
import { dayOf, instantAt } from '../domain/calendar.ts';
import { nextDigestAt } from '../domain/digest.ts';
import { nextSendingMoment } from '../domain/reminder-policy.ts';
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
    const from = passed === '' ? clock.now() : new Date(passed);
    const next = earliest(
      await findNextMoment(deps.db, passed, target.toISOString()),
      upTo(target, nextDigest(deps, from)),
      upTo(target, await nextTelling(deps, from, passed === '')),
      upTo(target, await nextFailureSummary(deps, from)),
    );
    if (next === undefined) return;
    if (new Date(next) > clock.now()) await clock.setTo(new Date(next));
    // What could not be done at a moment is not tried at it again: the journey always ends.
    passed = clock.now().toISOString();
    await tickNow(deps);
    if (!(await untilSettled(deps, SETTLE_WITHIN_MS))) throw new JourneyHeldUpError(next);
  }
}

/** Digests come by the calendar: no row says when. */
function nextDigest({ config, calendar }: Deps, from: Date): Date | undefined {
  const { digest } = config.reminders;
  return digest && nextDigestAt(from, digest, calendar);
}

/** So does the turn of what the quota (减负) held back, or a crash left untold; `isStart`: that may be this very moment. */
async function nextTelling({ db, config, calendar }: Deps, from: Date, isStart: boolean): Promise<Date | undefined> {
  if ((await listMembersToRemind(db, '')).length === 0) return undefined;
  const { reminders } = config;
  const at = nextSendingMoment(from, reminders, calendar);
  return at > from || isStart ? at : nextSendingMoment(instantAt(dayOf(from), reminders.quiet.from), reminders, calendar);
}

function upTo(target: Date, at: Date | undefined): string | undefined {
  return at === undefined || at > target ? undefined : at.toISOString();
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
