import { ok, type Finding } from '../domain/finding.ts';
import type { ReminderPolicy, Rung } from '../domain/reminder.ts';

/** The ladder (提醒台阶) in words, for whoever changed `config/reminders.yaml` and wants to see what it does now. */
export function explainReminders({ rungs, sendAt, quiet, digest }: ReminderPolicy): Finding[] {
  const steps = rungs.length === 0 ? 'nobody is reminded' : rungs.map(stepOf).join('; ');
  const rooms = digest === undefined ? 'rooms are told nothing' : `rooms hear of their week on ${DAYS[digest.weekday - 1]} at ${digest.at}`;
  return [ok(`reminders: ${steps}. Sent at ${sendAt} on working days, never from ${quiet.from} to ${quiet.to}; ${rooms}`)];
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
      return 'weekly from then on';
  }
}
