/** The domain's time. Protocol ages and time-outs use real time instead. */
export interface Clock {
  now(): Date;
}

/** A clock that can be set (sandbox and tests). From there it runs on in real seconds. */
export interface TravellingClock extends Clock {
  /** Durable when it resolves: a restart goes on from there. */
  setTo(instant: Date): Promise<void>;
  /** Takes over what another process has set. */
  refresh(): Promise<void>;
  /** Runs while nobody else does the same, in any process: whoever sets the clock, and whatever must not see it set half way. */
  hold<T>(run: () => Promise<T>): Promise<T>;
}

/** Before anything asks what time it is: a clock that travels is one for all processes. */
export async function refreshClock(clock: Clock): Promise<void> {
  if (canTravel(clock)) await clock.refresh();
}

export function canTravel(clock: Clock): clock is TravellingClock {
  return 'setTo' in clock;
}
