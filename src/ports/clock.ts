/** The domain's time. Protocol ages and time-outs use real time instead. */
export interface Clock {
  now(): Date;
}

/** A clock that can be set (sandbox and tests). From there it runs on in real seconds. */
export interface TravellingClock extends Clock {
  /** Durable when it resolves: a restart goes on from there. */
  setTo(instant: Date): Promise<void>;
}

export function canTravel(clock: Clock): clock is TravellingClock {
  return 'setTo' in clock;
}
