import { ok, type Finding } from '../domain/finding.ts';
import type { ReminderPolicy, Rung } from '../domain/reminder-policy.ts';

/**
 * The ladder (提醒台阶) and the quota (减负) in words, for whoever changed `config/reminders.yaml` and wants to see what it does now.
 * `held`: what the quota holds back now; undefined where there is no database to ask.
 */
export function explainReminders(
  { rungs, sendAt, quiet, quota: { person, room }, digest }: ReminderPolicy,
  held: HeldBack | undefined,
): Finding[] {
  const steps = rungs.length === 0 ? 'nobody is reminded' : rungs.map(stepOf).join('; ');
  const rooms = digest === undefined ? 'rooms are told nothing' : `rooms hear of their week on ${DAYS[digest.weekday - 1]} at ${digest.at}`;
  const most = `at most ${person.day} a day and ${person.week} a week to a person and ${room.week} a week into a room`;
  return [
    ok(`reminders: ${steps}. Sent at ${sendAt} on working days, never from ${quiet.from} to ${quiet.to}; ${rooms}`),
    ok(`reminders: ${most}; what is more waits for the next day that has room, but not on the deadline itself; answers do not count`),
    ...(held !== undefined && held.reminders > 0 ? [ok(`reminders: ${held.reminders} for ${held.members} people wait for that now`)] : []),
  ];
}

/** How much the quota holds back, and from how many. */
export interface HeldBack {
  reminders: number;
  members: number;
}

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'];

function stepOf(rung: Rung): string {
  return rung.to.join() === (rung.when === 'unreviewed' ? 'reviewer' : 'liaison')
    ? momentOf(rung)
    : `${momentOf(rung)} to ${rung.to.join(' and ')}`;
}

function momentOf(rung: Rung): string {
  switch (rung.when) {
    case 'before':
    case 'after':
      return `${rung.days} working day${rung.days === 1 ? '' : 's'} ${rung.when} the deadline`;
    case 'unreviewed':
      return `${rung.days} working day${rung.days === 1 ? '' : 's'} without a review`;
    case 'quarterly':
      return `${rung.days} working day${rung.days === 1 ? '' : 's'} before a quarter ends, of what has no deadline and was not handed in`;
    case 'on':
      return 'on the deadline';
    case 'weekly':
      return 'on Mondays from then on';
  }
}
