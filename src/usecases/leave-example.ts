import { addDays, dayOf } from '../domain/calendar.ts';
import type { Deps } from './deps.ts';

/** 「请假 6-20 6-24」 with days that are still to come, so that it may be said as it stands. */
export function leaveExample({ clock }: Pick<Deps, 'clock'>): string {
  const [from, to] = [1, 5].map((days) => addDays(dayOf(clock.now()), days).slice(5).split('-').map(Number).join('-'));
  return `请假 ${from} ${to}`;
}
