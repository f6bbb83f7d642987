import { countReminded } from '../db/told-reminders.ts';
import { dayOf, formatDay, timeOf } from '../domain/calendar.ts';
import { byDepartment, codesOf } from '../domain/progress.ts';
import { urgeWords, type UrgeRequest } from '../domain/urge.ts';
import { momentView } from './moment-view.ts';
import type { Deps } from './deps.ts';
import type { LeftOutShare, ReachedShare, UrgePlan } from './plan-urge.ts';

/** A 催办 as people see it, before it acts and after. */
export interface UrgeView {
  about: string;
  /** What was typed behind 催办, 仍然 included. */
  words: string;
  /** The same with 仍然. */
  anywayWords: string;
  reached: ShareView[];
  /** Departments it reaches. */
  departments: number;
  leftOut: (ShareView & Pick<LeftOutShare, 'reason' | 'lastAt'> & { heldUntil: string | null })[];
  coolingHours: number;
  /** Somebody was left out whom 仍然 reaches. */
  insistable: boolean;
}

interface ShareView {
  /** Null where there is none. */
  person: string | null;
  /** With how often each was reminded of any of it until now. */
  departments: { name: string; times: number }[];
  codes: string[];
}

export async function urgeView(deps: Deps, { about, owed, reached, leftOut }: UrgePlan, request: UrgeRequest): Promise<UrgeView> {
  const times = await countReminded(
    deps.db,
    owed.map(({ id }) => id),
  );
  const places = new Map(owed.map(({ id }, index) => [id, index]));
  const shareView = ({ member, entries }: ReachedShare | LeftOutShare): ShareView => ({
    person: member?.name ?? null,
    departments: byDepartment(entries).map(({ name, entries: of }) => ({ name, times: times.get(of[0]!.departmentId) ?? 0 })),
    codes: codesOf(entries.toSorted((a, b) => places.get(a.id)! - places.get(b.id)!)),
  });
  return {
    about,
    words: urgeWords(request),
    anywayWords: urgeWords({ ...request, anyway: true }),
    reached: reached.map(shareView),
    departments: byDepartment(reached.flatMap(({ entries }) => entries)).length,
    leftOut: leftOut.map((share) => ({
      ...shareView(share),
      reason: share.reason,
      lastAt: share.lastAt && instantView(share.lastAt),
      heldUntil: share.heldUntil && momentView(share.heldUntil, deps.clock.now()),
    })),
    coolingHours: deps.config.reminders.urgeCoolingHours,
    insistable: leftOut.some(({ reason }) => reason === 'cooling' || reason === 'quota'),
  };
}

function instantView(instant: string): string {
  const date = new Date(instant);
  return `${formatDay(dayOf(date))} ${timeOf(date)}`;
}
