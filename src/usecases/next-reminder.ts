import { listWaiting } from '../db/due-reminders.ts';
import { listToldDays } from '../db/told-reminders.ts';
import { dayOf, type Day } from '../domain/calendar.ts';
import type { Member } from '../domain/directory.ts';
import { movedStep, stepsAhead, type Step } from '../domain/ladder.ts';
import type { ProgressEntry } from '../domain/progress.ts';
import type { Deps } from './deps.ts';
import { momentView } from './moment-view.ts';
import { findRecipients, type Recipients } from './recipients.ts';

/** Which of some 应报事项 a person is told of again, should they still be owed or wait for review. */
export interface NextReminder {
  /** Of the first of them; null: none. */
  at: string | null;
  /** Their ids. */
  again: ReadonlySet<string>;
}

/** By the steps that are for the person, whoever is away (请假) on their day; one beyond the person's own leave may not be seen. */
export async function findNextReminder(deps: Deps, person: Pick<Member, 'id'>, entries: readonly ProgressEntry[]): Promise<NextReminder> {
  const days = new Map<Day, Promise<Recipients>>();
  const recipientsOn = (day: Day): Promise<Recipients> => days.get(day) ?? days.set(day, findRecipients(deps, day)).get(day)!;
  const theirs: Ahead[] = [];
  for (const step of await listAhead(deps, entries)) {
    const recipients = await recipientsOn(dayOf(step.at));
    if (recipients.of(step.departmentId, step.to, step.senders).includes(person.id)) theirs.push(step);
  }
  const [first] = theirs;
  return {
    at: first === undefined ? null : momentView(first.at, deps.clock.now()),
    again: new Set(theirs.flatMap(({ ids }) => ids)),
  };
}

interface Ahead extends Pick<Step, 'at' | 'to'> {
  /** What it is about. */
  ids: string[];
  departmentId: string;
  /** Of what waits for review: those who handed it in. */
  senders: ReadonlySet<string> | undefined;
}

/** The steps to come, the nearest first; those for the same people at the same moment once. */
async function listAhead({ db, config, calendar, clock }: Deps, entries: readonly ProgressEntry[]): Promise<Ahead[]> {
  const submitted = entries.filter(({ state }) => state === 'submitted').map(({ id }) => id);
  const waiting = await listWaiting(db, submitted);
  const told = await listToldDays(
    db,
    entries.map(({ id }) => id),
  );
  const ahead = new Map<string, Ahead>();
  for (const entry of entries) {
    const { since = null, senders } = waiting.get(entry.id) ?? {};
    const climb = { deliverable: entry, waitsSince: since, policy: config.reminders, calendar, now: clock.now() };
    const moved = movedStep(entry, told.get(entry.id), climb);
    const steps = [...(moved !== undefined && moved.at > climb.now ? [moved] : []), ...stepsAhead(climb)];
    for (const { at, to } of steps) {
      const key = [at.toISOString(), entry.departmentId, ...to, ...(senders ?? [])].join(' ');
      const step = ahead.get(key) ?? { at, to, departmentId: entry.departmentId, senders, ids: [] };
      step.ids.push(entry.id);
      ahead.set(key, step);
    }
  }
  return [...ahead.values()].toSorted((a, b) => a.at.getTime() - b.at.getTime());
}
