import { listFirstItems, type FirstItem, type ItemsWanted } from '../db/first-items.ts';
import type { Day } from '../domain/calendar.ts';
import type { DeliverableState } from '../domain/deliverable.ts';
import type { DigestStanding } from '../domain/digest.ts';
import { byDueDay } from '../domain/named-deliverable.ts';
import { codesOf, type CheckpointCount, type OwedCount } from '../domain/progress.ts';
import type { Deps } from './deps.ts';

/** Where something stands, as lists say it: what is late is 逾期, whether open or returned. */
export type Standing = DeliverableState | 'overdue';

/** What one department has in one standing, at one or several checkpoints; known by number before anything is read. */
export interface ItemList {
  standing: Standing;
  count: number;
  /** How many of them are to be read at most. */
  limit: number;
  kinds: Omit<ItemsWanted, 'limit'>[];
}

type Kind = Pick<ItemsWanted, 'state' | 'overdue' | 'dueOn'>;

const KINDS: Record<Standing, readonly Kind[]> = {
  overdue: [
    { state: 'open', overdue: true },
    { state: 'returned', overdue: true },
  ],
  returned: [{ state: 'returned', overdue: false }],
  open: [{ state: 'open', overdue: false }],
  submitted: [{ state: 'submitted' }],
  approved: [{ state: 'approved' }],
  waived: [{ state: 'waived' }],
};

/** Of one department's counts what stands so; `open` and `returned` without what is late. `everywhere`: these are all it has. */
export function listOfStanding(counts: readonly CheckpointCount[], standing: Standing, { everywhere = false } = {}): ItemList {
  return listOf(counts, standing, KINDS[standing], everywhere);
}

/** Of one department's counts what is in that state, late or not. */
export function listOfState(counts: readonly CheckpointCount[], state: 'open' | 'returned' | 'submitted'): ItemList {
  return listOf(counts, state, [{ state }]);
}

/** What one department owes, counted by day: all of these stand so, and what is open is of one day, undated or 补报. */
export function listOfOwed(counts: readonly OwedCount[], standing: DigestStanding): ItemList {
  const [first] = counts;
  const isOfDay = standing === 'open' && first?.supplementary === 0;
  const filled = KINDS[standing]
    .map((kind) => ({ kind: isOfDay ? { ...kind, dueOn: first.dueOn } : kind, at: counts.filter(({ state }) => state === kind.state) }))
    .filter(({ at }) => at.length > 0);
  const count = counts.reduce((sum, one) => sum + one.count, 0);
  return itemList(standing, count, filled);
}

function listOf(counts: readonly CheckpointCount[], standing: Standing, kinds: readonly Kind[], everywhere = false): ItemList {
  const filled = kinds.map((kind) => ({ kind, at: counts.filter((one) => countOf(one, kind) > 0) })).filter(({ at }) => at.length > 0);
  const count = filled.reduce((sum, { kind, at }) => sum + at.reduce((so, one) => so + countOf(one, kind), 0), 0);
  return itemList(standing, count, filled, everywhere);
}

type Place = Pick<CheckpointCount, 'departmentId' | 'milestoneId'>;

function itemList(standing: Standing, count: number, filled: readonly { kind: Kind; at: Place[] }[], everywhere = false): ItemList {
  return {
    standing,
    count,
    limit: count > CODES_SHOWN ? CODES_OF_MANY : CODES_SHOWN,
    kinds: filled.flatMap(({ kind, at }) => placesOf(at, count, everywhere).map((milestoneIds) => ({ ...kind, ...milestoneIds }))),
  };
}

function countOf(one: CheckpointCount, { state, overdue }: Kind): number {
  if (state !== 'open' && state !== 'returned') return one[state];
  const late = state === 'open' ? one.overdueOpen : one.overdueReturned;
  return overdue === undefined ? one[state] : overdue ? late : one[state] - late;
}

/** All checkpoints are asked at once, and what is found is sorted; of very much the first ones of each, which need no sorting. */
function placesOf(counts: readonly Place[], count: number, everywhere: boolean): Pick<ItemsWanted, 'departmentId' | 'milestoneIds'>[] {
  const departmentId = counts[0]!.departmentId;
  const ids = [...new Set(counts.map(({ milestoneId }) => milestoneId))];
  if (count > SORTED_AT_ONCE && ids.length <= CHECKPOINTS_APART) return ids.map((id) => ({ departmentId, milestoneIds: [id] }));
  return [{ departmentId, milestoneIds: everywhere ? undefined : ids }];
}

const SORTED_AT_ONCE = 1_000;
const CHECKPOINTS_APART = 50;

/** A list's first items in table order; all of them unless it is `cut`. */
export interface FilledList extends Pick<ItemList, 'standing' | 'count'> {
  items: FirstItem[];
  cut: boolean;
}

/** Reads the first items of all these lists. */
export async function fillLists(deps: Deps, planId: string, today: Day, lists: readonly ItemList[]): Promise<FilledList[]> {
  const kinds = lists.flatMap(({ kinds: own, limit }) => own.map((kind) => ({ ...kind, limit })));
  const found = await listFirstItems(deps.db, planId, today, kinds);
  return lists.map(({ standing, count, limit, kinds: own }) => {
    // Each kind's first ones are there, so those of all together are.
    const items = found
      .splice(0, own.length)
      .flat()
      .toSorted((a, b) => a.position - b.position || byDueDay(a, b))
      .slice(0, limit);
    return { standing, count, items, cut: items.length < count };
  });
}

/** Some items by their codes; when `cut`, `count` says how many 应报事项 there are in all. */
export interface CodeList {
  codes: string[];
  count: number;
  cut: boolean;
}

/** Two checkpoints may ask for the same item; it is named once. */
export function codeList({ items, count, cut }: Pick<FilledList, 'items' | 'count' | 'cut'>): CodeList {
  const codes = codesOf(items);
  return { codes: codes.slice(0, CODES_SHOWN), count, cut: cut || codes.length > CODES_SHOWN };
}

/** Few enough to be named one by one; of more, the first ones stand for all. */
const CODES_SHOWN = 30;
const CODES_OF_MANY = 10;

/** Of all these items the one that stands first in the table. */
export function firstCodeOf(lists: readonly FilledList[]): string | null {
  const [first] = lists.flatMap(({ items }) => items[0] ?? []).toSorted((a, b) => a.position - b.position);
  return first?.code ?? null;
}
