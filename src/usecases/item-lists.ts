import { listFirstItems, type FirstItem, type ItemsWanted } from '../db/first-items.ts';
import type { Day } from '../domain/calendar.ts';
import type { DeliverableState } from '../domain/deliverable.ts';
import { codesOf, type CheckpointCount } from '../domain/progress.ts';
import type { Deps } from './deps.ts';

/** Where something stands, as lists say it: what is late is 逾期, whether open or returned. */
export type Standing = DeliverableState | 'overdue';

/** What one department has in one standing, at one or several checkpoints; known by number before anything is read. */
export interface ItemList {
  standing: Standing;
  count: number;
  kinds: Kind[];
}

type Kind = Omit<ItemsWanted, 'limit'> & { count: number };

/** Of one department's counts what stands so; `open` and `returned` without what is late. */
export function listOfStanding(counts: readonly CheckpointCount[], standing: Standing): ItemList {
  return listOf(
    standing,
    counts.flatMap((one) => KINDS[standing](one).map((kind) => ({ ...kind, ...placeOf(one) }))),
  );
}

/** Of one department's counts what is in that state, late or not. */
export function listOfState(counts: readonly CheckpointCount[], state: 'open' | 'returned' | 'submitted'): ItemList {
  return listOf(
    state,
    counts.map((one) => ({ state, count: one[state], ...placeOf(one) })),
  );
}

const KINDS: Record<Standing, (one: CheckpointCount) => Omit<Kind, 'departmentId' | 'milestoneId'>[]> = {
  overdue: ({ overdueOpen, overdueReturned }) => [
    { state: 'open', overdue: true, count: overdueOpen },
    { state: 'returned', overdue: true, count: overdueReturned },
  ],
  returned: ({ returned, overdueReturned }) => [{ state: 'returned', overdue: false, count: returned - overdueReturned }],
  open: ({ open, overdueOpen }) => [{ state: 'open', overdue: false, count: open - overdueOpen }],
  submitted: ({ submitted: count }) => [{ state: 'submitted', count }],
  approved: ({ approved: count }) => [{ state: 'approved', count }],
  waived: ({ waived: count }) => [{ state: 'waived', count }],
};

function placeOf({ departmentId, milestoneId }: CheckpointCount): Pick<Kind, 'departmentId' | 'milestoneId'> {
  return { departmentId, milestoneId };
}

function listOf(standing: Standing, kinds: readonly Kind[]): ItemList {
  return { standing, count: kinds.reduce((sum, { count }) => sum + count, 0), kinds: kinds.filter(({ count }) => count > 0) };
}

/** A list's first items in table order; all of them unless it is `cut`. */
export interface FilledList extends Pick<ItemList, 'standing' | 'count'> {
  items: FirstItem[];
  cut: boolean;
}

/** Reads the first items of all these lists, in one statement. */
export async function fillLists(deps: Deps, planId: string, today: Day, lists: readonly ItemList[]): Promise<FilledList[]> {
  const kinds = lists.flatMap((list) => list.kinds.map((kind) => ({ ...kind, limit: limitOf(kind) })));
  const found = await listFirstItems(deps.db, planId, today, kinds);
  return lists.map(({ standing, count, kinds: own }) => ({
    standing,
    count,
    cut: own.some((kind) => kind.count > limitOf(kind)),
    items: found
      .splice(0, own.length)
      .flat()
      .toSorted((a, b) => a.position - b.position),
  }));
}

/** Few enough to be named one by one; of more, the first ones stand for all. */
function limitOf({ count }: Kind): number {
  return count > ITEMS_READ ? ITEMS_OF_MANY : ITEMS_READ;
}

const ITEMS_READ = 40;
const ITEMS_OF_MANY = 10;

/** Some items by their codes; when `cut`, `count` says how many 应报事项 there are in all. */
export interface CodeList {
  codes: string[];
  count: number;
  cut: boolean;
}

/** Two checkpoints may ask for the same item; it is named once. */
export function codeList({ items, count, cut }: Pick<FilledList, 'items' | 'count' | 'cut'>): CodeList {
  const codes = codesOf(items);
  if (cut) return { codes: codes.slice(0, ITEMS_OF_MANY), count, cut };
  return { codes: codes.slice(0, CODES_SHOWN), count, cut: codes.length > CODES_SHOWN };
}

const CODES_SHOWN = 30;

/** Of all these items the one that stands first in the table. */
export function firstCodeOf(lists: readonly FilledList[]): string | null {
  const [first] = lists.flatMap(({ items }) => items[0] ?? []).toSorted((a, b) => a.position - b.position);
  return first?.code ?? null;
}
