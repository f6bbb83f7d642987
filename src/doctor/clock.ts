import { fail, ok, warn, type Finding } from '../domain/finding.ts';

/** This machine's clock against that of another: reminders go by ours, retries of several processes by each one's own. */
export function judgeClock(other: string, aheadMs: number): Finding[] {
  const seconds = Math.abs(aheadMs) / 1000;
  if (seconds <= 2) return [ok(`clock: agrees with ${other}`)];
  const what = `clock: this machine is ${Math.round(seconds)} s ${aheadMs > 0 ? 'behind' : 'before'} ${other}`;
  const cure = 'switch on time synchronisation on both (timedatectl set-ntp true), and see which of them is wrong';
  return [seconds > 60 ? fail(what, cure) : warn(what, cure)];
}
