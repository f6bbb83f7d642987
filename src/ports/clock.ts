/** The domain's time. Protocol ages and time-outs use real time instead. */
export interface Clock {
  now(): Date;
}
