import { listDepartments } from '../db/directory.ts';
import { listOpenPlans } from '../db/plans.ts';
import { countOwed } from '../db/progress-counts.ts';
import { listRestingOf, type RestingDuty } from '../db/waivers.ts';
import { dayOf, formatDay, type Day } from '../domain/calendar.ts';
import { digestStanding, type Digest, type DigestStanding } from '../domain/digest.ts';
import { expandDepartment, type ChatRoom, type Department } from '../domain/directory.ts';
import type { AssessmentPlan } from '../domain/plan.ts';
import type { OwedCount } from '../domain/progress.ts';
import { inFront } from './codes-of-years.ts';
import type { Deps } from './deps.ts';
import { codeList, fillLists, listOfOwed, type CodeList, type ItemList } from './item-lists.ts';

/** What a room is told of its week (群周报): departments and items, no persons. */
export interface DigestView {
  /** The room's only department; null: there are several, and each is named. */
  name: string | null;
  /** Years of which there is something to say, the current one first. */
  plans: DigestPlan[];
}

interface DigestPlan {
  year: number;
  /** 「2022年 」 where it is not the current one. */
  ofYear: string;
  /** Most urgent first; only those there are. */
  counts: { standing: DigestStanding; count: number }[];
  /** The most urgent first. */
  parts: DigestPart[];
  /** One of the items, for 「提交 3」. */
  example: string;
}

/** What is late, what came back, or what is due on one day. */
interface DigestPart {
  standing: DigestStanding;
  due: string | null;
  /** In the directory's order: never by who is behind. */
  departments: ({ name: string } & CodeList)[];
  /** More of them, by name. */
  others: string[];
}

/** Undefined: nothing to say. */
export async function digestView(
  deps: Deps,
  room: Pick<ChatRoom, 'departments'>,
  { day, until }: Pick<Digest, 'day' | 'until'>,
): Promise<DigestView | undefined> {
  const departments = departmentsOf(room, await listDepartments(deps.db));
  const plans: DigestPlan[] = [];
  let lines = LINES_SHOWN;
  for (const [index, plan] of (await listOpenPlans(deps.db)).entries()) {
    if (dayOf(new Date(plan.publishedAt)) >= day) continue;
    const view = await planView(deps, plan, { departments, until, lines });
    if (view === undefined) continue;
    plans.push({ ...view, ofYear: inFront(index === 0 ? undefined : plan.year) });
    lines -= view.parts.reduce((sum, part) => sum + part.departments.length, 0);
  }
  if (plans.length === 0) return undefined;
  return { name: departments.length === 1 ? departments[0]!.name : null, plans };
}

/** One for a department, in the whole message. */
const LINES_SHOWN = 10;

/** Those of a collective one (机关各支部) in its place. */
function departmentsOf({ departments }: Pick<ChatRoom, 'departments'>, all: readonly Department[]): Department[] {
  const named = departments === 'all' ? all : all.filter(({ id }) => departments.includes(id));
  const owing = new Set(named.flatMap((department) => expandDepartment(department, all)));
  return all.filter((department) => owing.has(department));
}

async function planView(
  deps: Deps,
  plan: AssessmentPlan,
  { departments, until, lines }: { departments: readonly Department[]; until: Day; lines: number },
): Promise<Omit<DigestPlan, 'ofYear'> | undefined> {
  const today = dayOf(deps.clock.now());
  const departmentIds = departments.map(({ id }) => id);
  const resting = await listRestingOf(deps.db, plan.id, departmentIds);
  const owed = withoutResting(await countOwed(deps.db, plan.id, { departmentIds }), resting);
  const parts = divide(owed, departments, { today, until });
  if (parts.length === 0) return undefined;
  const all = parts.flatMap(({ lists }) => lists);
  const shown = all.slice(0, lines);
  // Where no line is left, one is read all the same: for the example.
  const read = all.slice(0, Math.max(1, lines)).map(({ list }) => withoutThese(list, resting));
  const filled = await fillLists(deps, plan.id, today, read);
  const codes = new Map(shown.map(({ list }, index) => [list, codeList(filled[index]!)]));
  return {
    year: plan.year,
    counts: [...Map.groupBy(parts, ({ standing }) => standing)].map(([standing, same]) => ({ standing, count: countOf(same) })),
    parts: parts.map(({ standing, dueOn, lists }) => ({
      standing,
      due: dueOn === null ? null : formatDay(dueOn, plan.year),
      departments: lists.flatMap(({ name, list }) => (codes.has(list) ? [{ name, ...codes.get(list)! }] : [])),
      others: lists.flatMap(({ name, list }) => (codes.has(list) ? [] : [name])),
    })),
    example: filled[0]?.items[0]?.code ?? '项号',
  };
}

/** What is not told of while another department's 报送 waits for review (任一完成), the room hears nothing of, either. */
function withoutResting(owed: readonly OwedCount[], resting: readonly RestingDuty[]): OwedCount[] {
  const keyOf = (one: Omit<OwedCount, 'count'>): string =>
    [one.departmentId, one.milestoneId, one.dueOn, one.supplementary, one.state].join(' ');
  const rests = Map.groupBy(resting, keyOf);
  return owed.map((one) => ({ ...one, count: one.count - (rests.get(keyOf(one))?.length ?? 0) })).filter(({ count }) => count > 0);
}

function withoutThese(list: ItemList, resting: readonly RestingDuty[]): ItemList {
  const exceptOf = (departmentId: string): string[] => resting.filter((one) => one.departmentId === departmentId).map(({ id }) => id);
  return { ...list, kinds: list.kinds.map((kind) => ({ ...kind, except: exceptOf(kind.departmentId) })) };
}

/** A part before its items are read. */
interface Part {
  standing: DigestStanding;
  dueOn: Day | null;
  lists: { name: string; list: ItemList }[];
}

/** The most urgent first: what is late, what came back, then day by day what is due. */
function divide(owed: readonly OwedCount[], departments: readonly Department[], days: { today: Day; until: Day }): Part[] {
  const standings = Map.groupBy(owed, (count) => digestStanding(count, days));
  const [overdue = [], returned = [], open = []] = [standings.get('overdue'), standings.get('returned'), standings.get('open')];
  const partOf = (standing: DigestStanding, dueOn: Day | null, counts: readonly OwedCount[]): Part => ({
    standing,
    dueOn,
    lists: departments.flatMap(({ id, name }) => {
      const own = counts.filter(({ departmentId }) => departmentId === id);
      return own.length === 0 ? [] : [{ name, list: listOfOwed(own, standing) }];
    }),
  });
  return [
    partOf('overdue', null, overdue),
    partOf('returned', null, returned),
    ...[...Map.groupBy(open, ({ dueOn }) => dueOn)].map(([dueOn, counts]) => partOf('open', dueOn, counts)),
  ].filter(({ lists }) => lists.length > 0);
}

function countOf(parts: readonly Part[]): number {
  return parts.flatMap(({ lists }) => lists).reduce((sum, { list }) => sum + list.count, 0);
}
