import { listWaiting } from '../db/due-reminders.ts';
import { dayOf, type Day } from '../domain/calendar.ts';
import type { Member } from '../domain/directory.ts';
import { stepsAhead, type Step } from '../domain/ladder.ts';
import type { ProgressEntry } from '../domain/progress.ts';
import type { Deps } from './deps.ts';
import { momentView } from './moment-view.ts';
import { findRecipients, type Recipients } from './recipients.ts';

/**
 * When a person is next told of any of these, should it still be owed or wait for review: on the first day with a step for them,
 * whoever is away (请假) on that day. Null: never, or only after their own leave.
 */
export async function nextReminderAt(deps: Deps, person: Pick<Member, 'id'>, entries: readonly ProgressEntry[]): Promise<string | null> {
  const days = new Map<Day, Promise<Recipients>>();
  const recipientsOn = (day: Day): Promise<Recipients> => days.get(day) ?? days.set(day, findRecipients(deps, day)).get(day)!;
  for (const { at, to, departmentId, senders } of await listAhead(deps, entries)) {
    const recipients = await recipientsOn(dayOf(at));
    if (recipients.of(departmentId, to, senders).includes(person.id)) return momentView(at, deps.clock.now());
  }
  return null;
}

interface Ahead extends Pick<Step, 'at' | 'to'> {
  departmentId: string;
  /** Of what waits for review: those who handed it in. */
  senders: ReadonlySet<string> | undefined;
}

/** The steps to come, the nearest first; those for the same people at the same moment once. */
async function listAhead({ db, config, calendar, clock }: Deps, entries: readonly ProgressEntry[]): Promise<Ahead[]> {
  const submitted = entries.filter(({ state }) => state === 'submitted').map(({ id }) => id);
  const waiting = await listWaiting(db, submitted);
  const ahead = new Map<string, Ahead>();
  for (const entry of entries) {
    const { since = null, senders } = waiting.get(entry.id) ?? {};
    const climb = { deliverable: entry, waitsSince: since, policy: config.reminders, calendar, now: clock.now() };
    for (const { at, to } of stepsAhead(climb)) {
      const key = [at.toISOString(), entry.departmentId, ...to, ...(senders ?? [])].join(' ');
      ahead.set(key, { at, to, departmentId: entry.departmentId, senders });
    }
  }
  return [...ahead.values()].toSorted((a, b) => a.at.getTime() - b.at.getTime());
}
