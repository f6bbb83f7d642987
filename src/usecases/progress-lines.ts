import { formatDay, type Day } from '../domain/calendar.ts';
import { isOverdue } from '../domain/deliverable.ts';
import { isSerialName } from '../domain/name-milestones.ts';
import { byCheckpoint, codesOf, type Checkpoint, type ProgressEntry } from '../domain/progress.ts';

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

/** Where an entry stands, as lists say it: what is late is 逾期, whether open or returned. */
type Standing = ProgressEntry['state'] | 'overdue';

const STANDINGS: readonly Standing[] = ['overdue', 'returned', 'open', 'submitted', 'approved', 'waived'];

/** Entries side by side by where they stand, the most urgent first. */
function byStanding(entries: readonly ProgressEntry[], today: Day): { state: Standing; entries: ProgressEntry[] }[] {
  const groups = Map.groupBy(entries, (entry): Standing => (isOverdue(entry, today) ? 'overdue' : entry.state));
  return STANDINGS.flatMap((state) => {
    const those = groups.get(state);
    return those === undefined ? [] : [{ state, entries: those }];
  });
}

/** One checkpoint of one department, by item codes. */
export interface CheckpointView {
  day: DayView;
  parts: { state: Standing; codes: string[] }[];
}

/** Everything of one department, earliest checkpoint first. What lost its checkpoint is counted nowhere and left out. */
export function checkpointViews(entries: readonly ProgressEntry[], today: Day, year: number): CheckpointView[] {
  return byCheckpoint(entries.filter(({ detached }) => detached === 0)).map((checkpoint) => ({
    day: dayView(checkpoint, year),
    parts: byStanding(checkpoint.entries, today).map(({ state, entries: of }) => ({ state, codes: codesOf(of) })),
  }));
}
