import { dayOf, formatDay, timeOf } from '../domain/calendar.ts';

/** 6月28日（周三）09:00, with its year where that is another one. */
export function momentView(at: Date, now: Date): string {
  return `${formatDay(dayOf(at), Number(dayOf(now).slice(0, 4)))}${timeOf(at)}`;
}
