import type { PlanDraft, TaskDraft } from '../domain/plan-draft.ts';
import { comparableText, likeness, nearestTexts, type ComparableText } from '../domain/text-likeness.ts';

/** An item of the current plan, as far as a newly read table can differ from it. */
export type ComparableTask = Pick<TaskDraft, 'code' | 'text' | 'points' | 'departments' | 'deadlines' | 'category' | 'section'>;

/** In what an item differs (分值, 文字, 责任部门, 时限, 归类). */
export type TaskChange = 'points' | 'text' | 'departments' | 'deadlines' | 'heading';

/** An item of the new table with the one of the current plan it goes on with. */
export interface TaskPair<T> {
  task: TaskDraft;
  current: T;
  what: TaskChange[];
}

/** What a new table would do to the current plan (沿用, 有变化, 取消, 新增). `T` is the caller's own row. */
export interface PlanDifference<T> {
  /** Also those that only got another number. */
  kept: TaskPair<T>[];
  changed: TaskPair<T>[];
  gone: T[];
  added: TaskDraft[];
}

/**
 * Matches items by number and by text: the same text keeps its item whatever its number is now, and a number whose text is about
 * something else is another item.
 */
export function comparePlan<T extends ComparableTask>(
  draft: Pick<PlanDraft, 'tasks'>,
  current: { tasks: readonly T[] },
): PlanDifference<T> {
  const matches = matchTasks(draft.tasks, current.tasks);
  const matched = new Set(matches.values());
  const pairs = draft.tasks.flatMap((task, index) => {
    const at = matches.get(index);
    const known = at === undefined ? undefined : current.tasks[at];
    return known === undefined ? [] : [{ task, current: known, what: differences(task, known) }];
  });
  return {
    kept: pairs.filter(({ what }) => what.length === 0),
    changed: pairs.filter(({ what }) => what.length > 0),
    gone: current.tasks.filter((_, at) => !matched.has(at)),
    added: draft.tasks.filter((_, index) => !matches.has(index)),
  };
}

interface Side {
  code: string;
  text: ComparableText;
}

/** The index of each new item → that of the current one it goes on with. */
function matchTasks(tasks: readonly ComparableTask[], current: readonly ComparableTask[]): Map<number, number> {
  const [now, before] = [tasks, current].map((side) => side.map(({ code, text }): Side => ({ code, text: comparableText(text) })));
  const matches = new Map<number, number>();
  const taken = new Set<number>();
  const take = (index: number, at: number | undefined): void => {
    if (at === undefined || taken.has(at) || matches.has(index)) return;
    matches.set(index, at);
    taken.add(at);
  };
  // A number stands once in a plan, but for items that were given up: the first counts.
  const byCode = new Map(before!.map(({ code }, at) => [code, at] as const).toReversed());
  now!.forEach(({ code, text }, index) => {
    const at = byCode.get(code);
    if (at !== undefined && before![at]!.text.plain === text.plain) take(index, at);
  });
  const byText = Map.groupBy(before!.keys(), (at) => before![at]!.text.plain);
  now!.forEach(({ text }, index) =>
    take(
      index,
      byText.get(text.plain)?.find((at) => !taken.has(at)),
    ),
  );
  for (const { index, at } of alikePairs(now!, before!, { byCode, matches, taken })) take(index, at);
  return matches;
}

interface Matched {
  byCode: ReadonlyMap<string, number>;
  matches: ReadonlyMap<number, number>;
  taken: ReadonlySet<number>;
}

/** What is left, alike though not the same, the likest first. Of two that are nearly as alike the one with the same number. */
function alikePairs(now: readonly Side[], before: readonly Side[], { byCode, matches, taken }: Matched): { index: number; at: number }[] {
  const open = [...now.keys()].filter((index) => !matches.has(index));
  const free = [...before.keys()].filter((at) => !taken.has(at));
  const near = nearestTexts(
    open.map((index) => now[index]!.text),
    free.map((at) => before[at]!.text),
  );
  return open
    .flatMap((index, n) => {
      const sameCode = byCode.get(now[index]!.code);
      const candidates = new Set([
        ...near[n]!.map((one) => free[one]!),
        ...(sameCode === undefined || taken.has(sameCode) ? [] : [sameCode]),
      ]);
      return [...candidates].map((at) => {
        const alike = likeness(now[index]!.text, before[at]!.text);
        return at === sameCode
          ? { index, at, score: alike + SAME_NUMBER, isAlike: alike >= ALIKE_UNDER_ONE_NUMBER }
          : { index, at, score: alike, isAlike: alike >= ALIKE_UNDER_ANOTHER };
      });
    })
    .filter(({ isAlike }) => isAlike)
    .sort((a, b) => b.score - a.score);
}

// A wrong match would show one item's material under another; a missed one leaves it readable under 已取消.
const ALIKE_UNDER_ONE_NUMBER = 0.45;
const ALIKE_UNDER_ANOTHER = 0.7;
const SAME_NUMBER = 0.2;

/** Blanks do not make anything different: Word and pasted text put them differently. */
function differences(task: ComparableTask, known: ComparableTask): TaskChange[] {
  const owners = ({ departments }: ComparableTask): string => departments.map(({ name, role }) => `${name} ${role}`).join('\n');
  const heading = ({ category, section }: ComparableTask): string => `${category}\n${section}`.replace(/[^\S\n]+/gu, '');
  const differs: Record<TaskChange, boolean> = {
    points: task.points !== known.points,
    text: comparableText(task.text).plain !== comparableText(known.text).plain,
    departments: owners(task) !== owners(known),
    deadlines: differInDeadlines(task, known),
    heading: heading(task) !== heading(known),
  };
  return (['points', 'text', 'departments', 'deadlines', 'heading'] as const).filter((field) => differs[field]);
}

/** The same words mean other days in another year, and the same day may be worded otherwise: 6月底前, 6月30日前. */
function differInDeadlines(task: ComparableTask, known: ComparableTask): boolean {
  const [now, then] = [task, known].map(({ deadlines }) => ({
    words: deadlines.map(({ raw }) => raw.replace(/\s+/gu, '')).join('\n'),
    days: deadlines.flatMap(({ dates }) => dates),
  }));
  const [day, dayThen] = [now!.days[0], then!.days[0]];
  const isOtherYear = day !== undefined && dayThen !== undefined && day.slice(0, 4) !== dayThen.slice(0, 4);
  const [days, daysThen] = [now!, then!].map((one) => one.days.map((date) => (isOtherYear ? date.slice(5) : date)).join());
  if (now!.words === then!.words) return !isOtherYear && days !== daysThen;
  return day === undefined || days !== daysThen || besidesDays(now!.words) !== besidesDays(then!.words);
}

/** What is not the day itself: 每, 初稿. */
function besidesDays(words: string): string {
  return words.replace(/[\d年月日号底末内前之以.\-/]/gu, '');
}
