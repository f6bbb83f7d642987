import { formatDay, type Day } from '../domain/calendar.ts';
import { isSerialName } from '../domain/name-milestones.ts';
import type { AssessmentPlan } from '../domain/plan.ts';
import { byCheckpoint, type Checkpoint, type CheckpointCount } from '../domain/progress.ts';
import type { Deps } from './deps.ts';
import { codeList, fillLists, firstCodeOf, listOfStanding, type CodeList, type Standing } from './item-lists.ts';

/** A checkpoint (时间节点) as an answer names it. */
export interface DayView {
  /** 年中; several when they fall on one day. */
  names: string[];
  due: string | null;
  /** 补报. */
  supplementary: boolean;
}

/** Names an item's checkpoints got by counting (第2次) say nothing beside one somebody chose. */
export function dayView({ names, dueOn, supplementary }: Checkpoint, year: number): DayView {
  const chosen = names.filter((name) => !isSerialName(name));
  return { names: chosen.length > 0 ? chosen : names, due: dueOn === null ? null : formatDay(dueOn, year), supplementary };
}

/** One checkpoint of one department, by item codes. */
export interface CheckpointView {
  day: DayView;
  parts: ({ state: Standing } & CodeList)[];
}

/** The checkpoints of one department, earliest first, the most urgent of each in front. */
export interface CheckpointsView {
  checkpoints: CheckpointView[];
  /** With those not shown. */
  total: number;
  /** One of the items, owed if any is. */
  example: string | null;
}

export async function checkpointViews(
  deps: Deps,
  plan: AssessmentPlan,
  today: Day,
  counts: readonly CheckpointCount[],
): Promise<CheckpointsView> {
  const all = byCheckpoint(counts);
  const shown = all.slice(0, CHECKPOINTS_SHOWN);
  const lists = shown.map(({ entries }) => STANDINGS.map((standing) => listOfStanding(entries, standing)).filter(({ count }) => count > 0));
  const filled = await fillLists(deps, plan.id, today, lists.flat());
  const example = firstCodeOf(filled.filter(({ standing }) => OWED.includes(standing))) ?? firstCodeOf(filled);
  return {
    checkpoints: shown.map((checkpoint, index) => ({
      day: dayView(checkpoint, plan.year),
      parts: filled.splice(0, lists[index]!.length).map((list) => ({ state: list.standing, ...codeList(list) })),
    })),
    total: all.length,
    example,
  };
}

const CHECKPOINTS_SHOWN = 10;
const OWED: readonly Standing[] = ['overdue', 'returned', 'open'];
const STANDINGS: readonly Standing[] = [...OWED, 'submitted', 'approved', 'waived'];
