import type { ReminderRow } from '../db/tables.ts';
import type { Calendar } from '../domain/calendar.ts';
import { isMovedRung } from '../domain/ladder.ts';

/** A rung (提醒台阶) as people say it. `days` are working days. */
export type RungView =
  | { when: 'before' | 'after' | 'unreviewed' | 'quarterly'; days: number }
  | { when: 'on' | 'before-days-off' | 'moved' | 'weekly' | 'unreviewed-weekly' | 'urged' };

export function rungView({ rung, dueOn }: Pick<ReminderRow, 'rung' | 'dueOn'>, calendar: Calendar): RungView {
  const [, when, days] = /^(before|after|unreviewed|quarterly)[-+](\d+)$/.exec(rung) ?? [];
  if (when === 'before' || when === 'after' || when === 'unreviewed' || when === 'quarterly') return { when, days: Number(days) };
  if (rung.startsWith('unreviewed-weekly-')) return { when: 'unreviewed-weekly' };
  if (isMovedRung(rung)) return { when: 'moved' };
  if (rung.startsWith('urge-')) return { when: 'urged' };
  if (rung.startsWith('weekly-')) return { when: 'weekly' };
  return { when: calendar.isWorkday(dueOn) ? 'on' : 'before-days-off' };
}

/** Each urging is a rung of its own, and means the same. */
export function rungKey(rung: string): string {
  return rung.replace(/^(urge|weekly|moved|unreviewed-weekly)-.*/, '$1');
}
