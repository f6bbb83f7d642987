import type { Day } from './calendar.ts';
import { isOverdue, isOwed } from './deliverable.ts';
import type { NamedDeliverable } from './named-deliverable.ts';

/** Codes of the items a department still owes when something of it came in, in table order. */
export interface StillOwed {
  overdue: string[];
  /** By the nearest day from today on, at most that of what came in while it has not passed. */
  due: string[];
  dueOn: Day | null;
  /** Without a day that counts (长期, 补报); asked where nothing else is. */
  undated: string[];
}

export function stillOwed(all: readonly NamedDeliverable[], cameInFor: Day | null, today: Day): StillOwed {
  const owed = all.filter(isOwed);
  const latest = cameInFor !== null && cameInFor >= today ? cameInFor : null;
  const dated = owed.filter(({ dueOn, supplementary }) => dueOn !== null && dueOn >= today && supplementary === 0);
  const dueOn = dated.reduce<Day | null>((nearest, one) => (nearest === null || one.dueOn! < nearest ? one.dueOn : nearest), latest);
  const overdue = codesOf(owed.filter((one) => isOverdue({ ...one, detached: 0 }, today)));
  const isAsked = overdue.length === 0 && dueOn === null;
  return {
    overdue,
    due: codesOf(dated.filter((one) => one.dueOn === dueOn)),
    dueOn,
    undated: isAsked ? codesOf(owed) : [],
  };
}

function codesOf(deliverables: readonly NamedDeliverable[]): string[] {
  return [...new Set(deliverables.map(({ code }) => code))];
}
