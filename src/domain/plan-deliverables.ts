import type { Day } from './calendar.ts';
import type { Deliverable } from './deliverable.ts';
import type { Assignment, Milestone } from './plan.ts';

/** A place where one department owes something: assignment × checkpoint, or the assignment alone while there is none. */
export interface DeliverablePlace {
  assignmentId: string;
  taskId: string;
  departmentId: string;
  /** The item's, in the table. */
  position: number;
  milestoneId: string | null;
  startsOn: Day | null;
  dueOn: Day | null;
  supplementary: 0 | 1;
}

/** An 应报事项 as it stands. */
export interface StandingDeliverable extends Pick<
  Deliverable,
  | 'id'
  | 'assignmentId'
  | 'taskId'
  | 'departmentId'
  | 'milestoneId'
  | 'state'
  | 'startsOn'
  | 'dueOn'
  | 'extendedOn'
  | 'supplementary'
  | 'detached'
> {
  /** Its checkpoint's, while that exists. */
  milestoneName: string | null;
  milestoneDueOn: Day | null;
  /** Something was handed in for it or decided about it, so it may not vanish. */
  handedIn: boolean;
}

/** A share of an item, with the item's place in the table. */
export interface AssignmentInTable extends Pick<Assignment, 'id' | 'taskId' | 'departmentId'> {
  taskPosition: number;
  /** The item is in force no more: nothing of it is owed. */
  cancelled: 0 | 1;
  /** The item came later than the plan: its checkpoints before that day are 补报. */
  addedOn: Day | null;
}

export interface DeliverableInput {
  assignments: readonly AssignmentInTable[];
  /** Of every scope. */
  milestones: readonly Milestone[];
  /** Checkpoints before this day are 补报. */
  publishedOn: Day;
  standing: readonly StandingDeliverable[];
}

/** What has to be written, in this order: remove, detach, place, create. */
export interface DeliverableChanges {
  remove: string[];
  detach: string[];
  /** Rows that get another checkpoint or another date. */
  place: { id: string; to: DeliverablePlace }[];
  create: DeliverablePlace[];
}

/**
 * Which 应报事项 there have to be, and what becomes of those there are. One without its checkpoint moves to the place of the
 * same day if it was handed in, to that of the same name or nearest before its later day if one was granted (延期), else to the
 * earliest nobody holds. While there is none, what was handed in waits detached, so
 * that it is never lost; the rest goes.
 */
export function planDeliverables(input: DeliverableInput): DeliverableChanges {
  const changes: DeliverableChanges = { remove: [], detach: [], place: [], create: [] };
  const standing = Map.groupBy(input.standing, ({ assignmentId }) => assignmentId);
  const milestonesOf = milestoneFinder(input.milestones);
  const names = new Map(input.milestones.map(({ id, name }) => [id, name]));
  for (const assignment of input.assignments) {
    planAssignment(
      placesOf(assignment, milestonesOf(assignment.taskId, assignment.departmentId), input.publishedOn),
      standing.get(assignment.id) ?? [],
      names,
      changes,
    );
  }
  return changes;
}

/** The checkpoints of the narrowest scope that has any replace those of the wider ones. Earliest first. */
export function milestoneFinder(
  milestones: readonly Milestone[],
): (taskId: string | null, departmentId: string | null) => readonly Milestone[] {
  const scope = (taskId: string | null, departmentId: string | null): string => `${taskId ?? ''} ${departmentId ?? ''}`;
  const byScope = Map.groupBy([...milestones].sort(byDay), ({ taskId, departmentId }) => scope(taskId, departmentId));
  return (taskId, departmentId) =>
    byScope.get(scope(taskId, departmentId)) ??
    byScope.get(scope(taskId, null)) ??
    byScope.get(scope(null, departmentId)) ??
    byScope.get(scope(null, null)) ??
    NONE;
}

const NONE: readonly Milestone[] = [];

function byDay(a: Milestone, b: Milestone): number {
  const [left, right] = [a, b].map(({ dueOn, id }) => `${dueOn ?? '9999'} ${id}`);
  return left! < right! ? -1 : 1;
}

function placesOf(
  { id, taskId, departmentId, taskPosition: position, cancelled, addedOn }: AssignmentInTable,
  milestones: readonly Milestone[],
  publishedOn: Day,
): DeliverablePlace[] {
  if (departmentId === null || cancelled === 1) return [];
  const owed = { assignmentId: id, taskId, departmentId, position };
  if (milestones.length === 0) return [{ ...owed, milestoneId: null, startsOn: null, dueOn: null, supplementary: 0 }];
  return milestones.map((milestone) => ({
    ...owed,
    milestoneId: milestone.id,
    startsOn: milestone.startsOn,
    dueOn: milestone.dueOn,
    supplementary: milestone.dueOn !== null && milestone.dueOn < (addedOn ?? publishedOn) ? 1 : 0,
  }));
}

function planAssignment(
  places: DeliverablePlace[],
  standing: StandingDeliverable[],
  names: ReadonlyMap<string, string>,
  changes: DeliverableChanges,
): void {
  const holders = new Map(standing.filter(({ detached }) => detached === 0).map((row) => [row.milestoneId, row]));
  const kept = new Set<string>();
  const free: DeliverablePlace[] = [];
  for (const place of places) {
    const holder = holders.get(place.milestoneId);
    if (holder === undefined) free.push(place);
    else {
      kept.add(holder.id);
      const to = { ...place, dueOn: dueOnOf(holder, place) };
      const isThere = holder.startsOn === to.startsOn && holder.dueOn === to.dueOn && holder.supplementary === to.supplementary;
      if (!isThere) changes.place.push({ id: holder.id, to });
    }
  }
  const lost = standing.filter(({ id }) => !kept.has(id)).sort(handedInFirst);
  const taken = takePlaces(lost, free, names);
  for (const row of lost) {
    const to = taken.get(row.id) ?? free.shift();
    if (to !== undefined) changes.place.push({ id: row.id, to: { ...to, dueOn: grantedDay(row, to) } });
    else if (!row.handedIn) changes.remove.push(row.id);
    else if (row.detached === 0) changes.detach.push(row.id);
  }
  changes.create.push(...free);
}

/**
 * What was handed in for a day stays with that day, whatever its checkpoint is called now; a later day that was granted (延期) goes
 * where it was granted for. Takes those places out of `free`, which is in order of days.
 */
function takePlaces(
  lost: readonly StandingDeliverable[],
  free: DeliverablePlace[],
  names: ReadonlyMap<string, string>,
): Map<string, DeliverablePlace> {
  const taken = new Map<string, DeliverablePlace>();
  const take = (rows: readonly StandingDeliverable[], find: (row: StandingDeliverable) => number): void => {
    for (const row of rows) {
      const at = taken.has(row.id) ? -1 : find(row);
      if (at >= 0) taken.set(row.id, free.splice(at, 1)[0]!);
    }
  };
  const handedIn = lost.filter((row) => row.handedIn);
  const granted = lost.filter(({ extendedOn }) => extendedOn !== null);
  take(handedIn, ({ dueOn, milestoneDueOn }) => free.findIndex((place) => place.dueOn === (milestoneDueOn ?? dueOn)));
  take(granted, ({ milestoneName }) =>
    free.findIndex(({ milestoneId }) => milestoneName !== null && names.get(milestoneId ?? '') === milestoneName),
  );
  take(handedIn, () => Math.min(0, free.length - 1));
  take(granted, ({ extendedOn }) =>
    Math.max(
      free.findLastIndex(({ dueOn }) => dueOn !== null && dueOn <= extendedOn!),
      Math.min(0, free.length - 1),
    ),
  );
  return taken;
}

/** The checkpoint's day, or a later one that was granted; also the later one a return has given for 补正. */
function dueOnOf(row: StandingDeliverable, place: DeliverablePlace): Day | null {
  const granted = grantedDay(row, place);
  return row.state === 'open' || row.state === 'waived' ? granted : laterOf(granted, row.dueOn);
}

/** A day that was granted (延期) is not taken back by the checkpoint, only overtaken. */
function grantedDay({ extendedOn }: StandingDeliverable, { dueOn }: DeliverablePlace): Day | null {
  return laterOf(dueOn, extendedOn);
}

/** Without a checkpoint's day there is none. */
function laterOf(day: Day | null, other: Day | null): Day | null {
  return day !== null && other !== null && other > day ? other : day;
}

/** Of what lost its checkpoint, what was handed in finds a place first, the earliest before the others. */
function handedInFirst(a: StandingDeliverable, b: StandingDeliverable): number {
  if (a.handedIn !== b.handedIn) return a.handedIn ? -1 : 1;
  const [left, right] = [a, b].map(({ dueOn, id }) => `${dueOn ?? ''} ${id}`);
  return left! < right! ? -1 : 1;
}
